// Several requests of a list chosen at once: all shown with one press, and still chosen when the list refreshes itself.
// Without it the same link loads the list with all of them chosen.
const boxes = () => [...document.querySelectorAll("input.choose")];
const tell = () => {
  const said = document.querySelector("[data-chosen]");
  if (said) said.textContent = said.dataset.chosen.replace("{0}", boxes().filter((box) => box.checked).length);
};
let chosen = [];

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-choose-all]");
  if (!link) return;
  event.preventDefault();
  const all = boxes().every((box) => box.checked);
  for (const box of boxes()) box.checked = !all;
  tell();
});
document.addEventListener("change", (event) => event.target.classList.contains("choose") && tell());
document.body.addEventListener("htmx:beforeSwap", () => {
  chosen = boxes().filter((box) => box.checked).map((box) => box.value);
});
document.body.addEventListener("htmx:afterSettle", () => {
  for (const box of boxes()) box.checked = box.checked || chosen.includes(box.value);
  tell();
});
tell();
