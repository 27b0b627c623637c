using System.Collections.Immutable;
using System.Text.Json;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;

namespace Parley.Node.Law;

/// <summary>
/// A request, a draft or a decision as the law sees it. What is not known of it is empty, and fits no rule that asks
/// for it.
/// </summary>
/// <param name="Way">Who asks: <see cref="Asks"/> or <see cref="Asked"/>.</param>
/// <param name="Handling">Every handling code that was said, of the request and of what was answered.</param>
/// <param name="Lights">Every traffic light that was said.</param>
/// <param name="Move">What is done: "refuse"; <see cref="Make"/> where it is the request itself; empty where it is only
/// looked at.</param>
/// <param name="Filled">Ids of the items that are filled in; of a clarification, of those it changes.</param>
/// <param name="IsOwn">The officer wrote it, at this node, and it has not left: there is nothing to keep from them.
/// </param>
/// <param name="Agreement">Of an agreement its kind (<see cref="AgreementLaw"/>); empty of everything else.</param>
public sealed record Matter(
    string Kind = "",
    string Urgency = "",
    string Way = "",
    ImmutableArray<string> Handling = default,
    ImmutableArray<string> Lights = default,
    ImmutableArray<string> Areas = default,
    string Move = "",
    ImmutableArray<string> Filled = default,
    bool IsOwn = false,
    string Agreement = ""
)
{
    /// <summary>This nation asks.</summary>
    public const string Asks = "asks";

    /// <summary>This nation is asked.</summary>
    public const string Asked = "asked";

    /// <summary>The move by which a request is made.</summary>
    public const string Make = "make";

    /// <summary>The moves by which items of it are changed.</summary>
    public const string Clarify = "clarify";
    public const string Supplement = "supplement";

    /// <summary>By which items are codes, where it is about a request.</summary>
    internal AgreedGuidelines? Guidelines { get; init; }

    public static Matter Of(RequestSight sight) => Of(sight.Request, sight.Guidelines, sight.Ours);

    public static Matter Of(GuidedRequest one, bool ours) => Of(one.Request, one.Guidelines, ours);

    public static Matter Of(Request request, AgreedGuidelines guidelines, bool ours)
    {
        var made = request.Made.What;
        var first = new Draft(made.Kind, made.Urgency, made.Language, made.Entries);
        var now = request.Current();
        var answers = request.Answers.Select(answer => answer.What.Handling).ToList();
        return new Matter(
            request.Kind,
            request.Urgency,
            ours ? Asks : Asked,
            Codes([first, now], guidelines, OptionLists.HandlingCodes, answers.Select(one => one?.Code)),
            Codes([first, now], guidelines, OptionLists.TrafficLights, answers.Select(one => one?.TrafficLight)),
            Codes([first, now], guidelines, OptionLists.CrimeAreas, []),
            Filled: Keys(now)
        )
        {
            Guidelines = guidelines,
        };
    }

    public static Matter Of(DraftSight draft) => Of(draft.Draft, draft.Guidelines);

    /// <summary>A request of this nation as far as it is written.</summary>
    public static Matter Of(Draft draft, AgreedGuidelines guidelines) =>
        new(
            draft.Kind,
            draft.Urgency,
            Asks,
            Codes([draft], guidelines, OptionLists.HandlingCodes, []),
            Codes([draft], guidelines, OptionLists.TrafficLights, []),
            Codes([draft], guidelines, OptionLists.CrimeAreas, []),
            Make,
            Keys(draft)
        );

    /// <summary>What cannot change any more while a draft is written: a choice that can still be taken back keeps
    /// nobody from writing on.</summary>
    public static Matter AtWriting(string kind) => new(kind, Way: Asks, Move: Make);

    /// <summary>A move about this matter, with how what it says is to be handled.</summary>
    public Matter With(RequestMove move, RequestStatement? said = null)
    {
        var handling = (said as RequestStatement.Answered)?.Handling;
        var corrected = Corrected(said);
        return this with
        {
            Move = Word(move),
            Filled = move is RequestMove.Clarify or RequestMove.Supplement ? [.. corrected.Keys] : Filled,
            Handling = With(Handling, [handling?.Code, .. Said(corrected, OptionLists.HandlingCodes)]),
            Lights = With(Lights, [handling?.TrafficLight, .. Said(corrected, OptionLists.TrafficLights)]),
            Areas = With(Areas, Said(corrected, OptionLists.CrimeAreas)),
        };
    }

    /// <summary>The codes that a move would give items of the request.</summary>
    private IEnumerable<string> Said(ImmutableSortedDictionary<string, Entry> corrected, string list) =>
        Guidelines is null ? [] : CodesOf(new Draft(Kind, Urgency, "", corrected), Guidelines, list);

    private static ImmutableSortedDictionary<string, Entry> Corrected(RequestStatement? said) =>
        said switch
        {
            RequestStatement.Clarified s => s.Entries,
            RequestStatement.Supplemented s => s.Entries,
            _ => Draft.NoEntries,
        };

    /// <summary>With codes by which more is to be handled, where they are said.</summary>
    public Matter Marked(string? code, string? light) =>
        this with
        {
            Handling = With(Handling, [code]),
            Lights = With(Lights, [light]),
        };

    /// <summary>The word of a move in a rule book: "ask-clarification".</summary>
    public static string Word(RequestMove move) => JsonNamingPolicy.KebabCaseLower.ConvertName(move.ToString());

    /// <summary>Whether a list names one of the codes; a list that is not given names all.</summary>
    internal static bool Fits(ImmutableArray<string>? named, ImmutableArray<string> codes) =>
        named is not { IsDefault: false } list
        || (!codes.IsDefault && codes.Any(code => list.Contains(code, StringComparer.Ordinal)));

    private static ImmutableArray<string> Codes(
        IEnumerable<Draft> drafts,
        AgreedGuidelines guidelines,
        string list,
        IEnumerable<string?> more
    ) =>
        [
            .. drafts
                .SelectMany(draft => CodesOf(draft, guidelines, list))
                .Concat(more.OfType<string>())
                .Distinct(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> CodesOf(Draft draft, AgreedGuidelines guidelines, string list) =>
        guidelines
            .ItemsOf(draft.Kind)
            .Where(item => string.Equals(item.OptionsFrom, list, StringComparison.Ordinal))
            .SelectMany(item =>
                draft.Entries.GetValueOrDefault(item.Id) switch
                {
                    Entry.Plain plain => [plain.Value],
                    Entry.Several several => several.Values,
                    _ => (IEnumerable<string>)[],
                }
            );

    private static ImmutableArray<string> Keys(Draft draft) => [.. draft.Entries.Keys];

    private static ImmutableArray<string> With(ImmutableArray<string> codes, IEnumerable<string?> more) =>
        [.. (codes.IsDefault ? [] : codes).Concat(more.OfType<string>()).Distinct(StringComparer.Ordinal)];
}

/// <summary>Which matters a rule is about: everything that is given must hold, of each list one. A rule is about
/// agreements only where it names them, and then about nothing else.</summary>
/// <param name="Kinds">Codes of the guidelines' kinds.</param>
/// <param name="Ways">"asks", "asked".</param>
/// <param name="Moves">"make" for a request itself, else "refuse", "answer" and so on; of agreements "propose",
/// "accept" and so on.</param>
/// <param name="Agreements">Kinds of agreements; null: the rule is about none.</param>
public sealed record Matters(
    ImmutableArray<string>? Kinds = null,
    ImmutableArray<string>? Urgencies = null,
    ImmutableArray<string>? Ways = null,
    ImmutableArray<string>? Handling = null,
    ImmutableArray<string>? Lights = null,
    ImmutableArray<string>? Areas = null,
    ImmutableArray<string>? Moves = null,
    ImmutableArray<string>? Agreements = null
)
{
    /// <summary>Whether a rule about these is about a matter.</summary>
    /// <param name="named">As the rule names them; null: it names none, and so is about all but agreements.</param>
    public static bool Take(Matters? named, Matter matter) =>
        named is null ? matter.Agreement.Length == 0 : named.Take(matter);

    private bool Take(Matter matter) =>
        (
            matter.Agreement.Length == 0
                ? Agreements is null
                : Agreements?.Contains(matter.Agreement, StringComparer.Ordinal) == true
        )
        && Matter.Fits(Kinds, [matter.Kind])
        && Matter.Fits(Urgencies, [matter.Urgency])
        && Matter.Fits(Ways, [matter.Way])
        && Matter.Fits(Handling, matter.Handling)
        && Matter.Fits(Lights, matter.Lights)
        && Matter.Fits(Areas, matter.Areas)
        && Matter.Fits(Moves, [matter.Move]);
}
