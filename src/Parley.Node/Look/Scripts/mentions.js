// Suggests officers' names after an "@" in a note. By keyboard: arrows choose, Enter or Tab takes, Escape leaves.
// Without it a name is typed, or chosen from the list beside the note.
const most = 6;

const asked = (box) => {
  const before = box.value.slice(0, box.selectionStart);
  const at = Math.max(before.lastIndexOf("@"), before.lastIndexOf("＠"));
  if (at < 0 || (at > 0 && /[A-Za-z0-9]/.test(before[at - 1]))) return null;
  const typed = before.slice(at + 1);
  return /\n/.test(typed) || typed.length > 40 ? null : { at, typed };
};

for (const box of document.querySelectorAll("textarea[data-mentions]")) {
  const source = document.getElementById(box.dataset.mentions);
  if (!source) continue;
  const people = [...source.options]
    .filter((option) => option.dataset.names)
    .map((option) => ({ text: option.textContent, names: option.dataset.names.split("|") }));
  const list = document.createElement("ul");
  const frame = document.createElement("div");
  frame.className = "suggest";
  list.className = "suggest__list";
  list.id = `${box.id}-names`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", source.labels?.[0]?.textContent ?? "@");
  list.hidden = true;
  box.replaceWith(frame);
  frame.append(box, list);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  let chosen = 0;
  let found = [];

  const close = () => {
    list.hidden = true;
    found = [];
    box.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === chosen)));
    box.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
  };
  const take = (person) => {
    const { at } = asked(box);
    const end = box.selectionStart;
    const name = `@${person.names[0]} `;
    box.setRangeText(name, at, end, "end");
    close();
    box.focus();
  };
  const suggest = () => {
    const sought = asked(box);
    const typed = sought?.typed.toLowerCase();
    found = sought
      ? people.filter(({ names }) => names.some((name) => name.toLowerCase().split(" ").some((part, place, all) =>
          all.slice(place).join(" ").startsWith(typed)) && name.toLowerCase() !== typed.trimEnd())).slice(0, most)
      : [];
    if (found.length === 0) return close();
    chosen = 0;
    list.replaceChildren(...found.map((person, place) => {
      const row = document.createElement("li");
      row.id = `${list.id}-${place}`;
      row.setAttribute("role", "option");
      row.textContent = person.text;
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(person);
      });
      return row;
    }));
    list.hidden = false;
    mark();
  };

  box.addEventListener("input", (event) => event.isComposing || suggest());
  box.addEventListener("compositionend", suggest);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      chosen = (chosen + moves[event.key] + found.length) % found.length;
      mark();
    } else if (event.key === "Enter" || event.key === "Tab") {
      take(found[chosen]);
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
}
