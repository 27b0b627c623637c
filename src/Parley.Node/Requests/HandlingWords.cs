using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>How a request and its answers are to be handled, gathered from where it was said.</summary>
public static class HandlingWords
{
    /// <summary>What the request says for a list of the guidelines, such as its handling code; null where nothing.
    /// </summary>
    public static string? CodeOf(RequestSight sight, string list) =>
        CodeOf(sight.Request.Current(), sight.Guidelines, list);

    /// <summary>The same of a draft.</summary>
    public static string? CodeOf(Draft draft, AgreedGuidelines guidelines, string list) =>
        guidelines
            .ItemsOf(draft.Kind)
            .Where(item => string.Equals(item.OptionsFrom, list, StringComparison.Ordinal))
            .Select(item => draft.Entries.GetValueOrDefault(item.Id))
            .OfType<Entry.Plain>()
            .FirstOrDefault()
            ?.Value;

    /// <summary>The name of a code of one of the guidelines' lists; the code where it has none.</summary>
    public static string Named(IEnumerable<Named> list, string? code, string language) =>
        list.FirstOrDefault(one => string.Equals(one.Code, code, StringComparison.Ordinal))?.Name.In(language)
        ?? code
        ?? "";

    /// <summary>Every handling code and traffic light that was said, in words: of the request and of what was answered.
    /// What one answer says does not lower what the request or another answer said.</summary>
    public static IEnumerable<string> All(Request request, AgreedGuidelines guidelines, string language) =>
        [
            .. Codes(request, guidelines, OptionLists.HandlingCodes)
                .Select(code => Named(guidelines.HandlingCodes, code, language)),
            .. Codes(request, guidelines, OptionLists.TrafficLights)
                .Select(light => Named(guidelines.TrafficLights, light, language)),
        ];

    /// <summary>The same as the codes alone: "H2", "TLP:AMBER".</summary>
    public static IReadOnlyList<string> Marks(Request request, AgreedGuidelines guidelines) =>
        [
            .. Codes(request, guidelines, OptionLists.HandlingCodes),
            .. Codes(request, guidelines, OptionLists.TrafficLights),
        ];

    /// <summary>The codes of one list that were said: as the request was made, as it reads now, and of each answer; in
    /// the order in which the guidelines list them.</summary>
    /// <param name="list"><see cref="OptionLists.HandlingCodes"/> or <see cref="OptionLists.TrafficLights"/>.</param>
    public static IReadOnlyList<string> Codes(Request request, AgreedGuidelines guidelines, string list)
    {
        var made = request.Made.What;
        var first = new Draft(made.Kind, made.Urgency, made.Language, made.Entries);
        var light = string.Equals(list, OptionLists.TrafficLights, StringComparison.Ordinal);
        var order = light ? guidelines.TrafficLights : guidelines.HandlingCodes;
        return
        [
            .. new[] { CodeOf(first, guidelines, list), CodeOf(request.Current(), guidelines, list) }
                .Concat(
                    request.Answers.Select(one => light ? one.What.Handling?.TrafficLight : one.What.Handling?.Code)
                )
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .OrderBy(code =>
                    order.TakeWhile(one => !string.Equals(one.Code, code, StringComparison.Ordinal)).Count()
                ),
        ];
    }

    /// <summary>The codes of a draft.</summary>
    public static IReadOnlyList<string> Marks(Draft draft, AgreedGuidelines guidelines) =>
        [
            .. new[]
            {
                CodeOf(draft, guidelines, OptionLists.HandlingCodes),
                CodeOf(draft, guidelines, OptionLists.TrafficLights),
            }.OfType<string>(),
        ];

    /// <summary>Everything that was said to limit the use of what was given, in order: first the restrictions of the
    /// request itself.</summary>
    /// <param name="guidelines">Null where they are not known, and so not either which item restricts.</param>
    public static IEnumerable<Prose> Limits(Request request, AgreedGuidelines? guidelines) =>
        (guidelines is null ? [] : Restrictions(request, guidelines))
            .Concat(request.Answers.Select(answer => answer.What.UseLimits))
            .Concat(request.UseLimited.Select(limited => limited.What.Limits))
            .Append(
                request.Validated is { What: { Outcome: Validation.NotValidated } restricted } ? restricted.Note : null
            )
            .OfType<Prose>();

    /// <summary>The restrictions in words that go with a handling code of the request.</summary>
    public static IEnumerable<Prose?> Restrictions(Request request, AgreedGuidelines guidelines)
    {
        var items = guidelines.ItemsOf(request.Kind).ToList();
        var codes = items
            .Where(item => string.Equals(item.OptionsFrom, OptionLists.HandlingCodes, StringComparison.Ordinal))
            .Select(item => item.Id)
            .ToHashSet(StringComparer.Ordinal);
        var draft = request.Current();
        return items
            .Where(item => item is { Type: ItemType.Prose, When.Item: { } named } && codes.Contains(named))
            .Select(item => (draft.Entries.GetValueOrDefault(item.Id) as Entry.Written)?.Text);
    }
}
