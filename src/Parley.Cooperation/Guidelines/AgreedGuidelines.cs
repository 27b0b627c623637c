using System.Collections.Immutable;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// The document both parties agreed on for asking and answering: it is data, and it alone draws the forms, the checks
/// on sending and on receipt, and the clocks. What the other party proposes is untrusted until
/// <see cref="GuidelinesCheck"/> finds nothing.
/// </summary>
/// <param name="CrimeAreas">What the cooperation is about.</param>
/// <param name="Urgencies">Levels of urgency, each with the grounds that justify it.</param>
/// <param name="HandlingCodes">H0 to H3: what may be done with what was sent [Europol].</param>
/// <param name="TrafficLights">Who may see it [FIRST TLP 2.0].</param>
/// <param name="SourceEvaluations">How far the source is trusted, the first half of 4×4 [Europol].</param>
/// <param name="InformationEvaluations">How far the information is trusted, the second half of 4×4.</param>
/// <param name="Languages">BCP 47 tags in which texts may be written: "en", "zh".</param>
/// <param name="Calendars">Working time of each party.</param>
/// <param name="Parts">Sections of the form, in order.</param>
/// <param name="CommonItems">Items every kind of request asks for.</param>
/// <param name="Kinds">The kinds of request.</param>
/// <param name="RefusalGrounds">Every ground of refusal any kind allows.</param>
/// <param name="CentralAuthorities">Who speaks in the kinds that go between central authorities only; null: none named.
/// </param>
/// <param name="Certificates">Forms of certificate that evidence may be asked to come with; null: none.</param>
public sealed record AgreedGuidelines(
    ImmutableArray<Named> CrimeAreas,
    ImmutableArray<Urgency> Urgencies,
    ImmutableArray<Named> HandlingCodes,
    ImmutableArray<Named> TrafficLights,
    ImmutableArray<Named> SourceEvaluations,
    ImmutableArray<Named> InformationEvaluations,
    ImmutableArray<string> Languages,
    ImmutableArray<PartyCalendar> Calendars,
    ImmutableArray<Named> Parts,
    ImmutableArray<Item> CommonItems,
    ImmutableArray<RequestKind> Kinds,
    ImmutableArray<RefusalGround> RefusalGrounds,
    ImmutableArray<CentralAuthority>? CentralAuthorities = null,
    ImmutableArray<CertificateForm>? Certificates = null
)
{
    /// <summary>The kind with this code, or null.</summary>
    public RequestKind? Kind(string code) => GuidelinesIndex.Of(this).Kind(code)?.Kind;

    /// <summary>The urgency with this code, or null.</summary>
    public Urgency? UrgencyOf(string code) => GuidelinesIndex.Of(this).Urgencies.GetValueOrDefault(code);

    /// <summary>
    /// All items a kind asks for, common ones first, in the order of the form; empty for no known kind.
    /// </summary>
    public ImmutableArray<Item> ItemsOf(string kind) => GuidelinesIndex.Of(this).Kind(kind)?.Items ?? [];

    /// <summary>What may be chosen for an item under one urgency: its own options or the list it names.</summary>
    public ImmutableArray<Named> OptionsOf(Item item, string urgency) =>
        GuidelinesIndex.Of(this).OptionsOf(item, urgency);

    /// <summary>The ground of refusal with this code, or null.</summary>
    public RefusalGround? Ground(string code) => GuidelinesIndex.Of(this).Grounds.GetValueOrDefault(code);

    /// <summary>The form of certificate with this code, or null.</summary>
    public CertificateForm? Certificate(string code) => GuidelinesIndex.Of(this).Certificates.GetValueOrDefault(code);

    /// <summary>Whether an authority is named as a central authority of a party.</summary>
    public bool IsCentral(PartyCode party, string authority) =>
        GuidelinesIndex.Of(this).CentralAuthorities.Contains((party, authority));

    /// <summary>The working calendar of a party, or null where the guidelines have none that can be used.</summary>
    public WorkingCalendar? CalendarOf(PartyCode party) => GuidelinesIndex.Of(this).CalendarOf(party);

    /// <summary>The calendar by which a party's working days are counted: its own or, where there is none, the other
    /// party's, so that no clock is silent for want of one.</summary>
    public WorkingCalendar? CalendarFor(PartyCode party, PartyCode other) => CalendarOf(party) ?? CalendarOf(other);
}

/// <summary>A code of a closed list with its name and, where it helps, a sentence of explanation.</summary>
public sealed record Named(string Code, Bilingual Name, Bilingual? Help = null);

/// <summary>A level of urgency. Where it has grounds, a request must give one of them.</summary>
public sealed record Urgency(string Code, Bilingual Name, Bilingual? Help, ImmutableArray<Named> Grounds);

/// <summary>A ground on which a request may be refused; always to be given with its reason.</summary>
/// <param name="Source">The instrument it comes from.</param>
public sealed record RefusalGround(string Code, Bilingual Name, Bilingual? Help = null, string? Source = null);

/// <summary>When the offices of a party work; deadlines in working days follow that of the requested party.</summary>
/// <param name="Zone">IANA zone, "Asia/Shanghai".</param>
/// <param name="City">The city by which pages name the zone.</param>
/// <param name="Opens">Local time at which offices open.</param>
/// <param name="Closes">Local time at which offices close, the same day.</param>
/// <param name="ExtraWorkingDays">Days on which offices work though the week has them off, such as those that make up for
/// a long holiday.</param>
public sealed record PartyCalendar(
    PartyCode Party,
    string Zone,
    Bilingual City,
    ImmutableArray<DayOfWeek> WorkingDays,
    TimeOnly Opens,
    TimeOnly Closes,
    ImmutableArray<Holiday> Holidays,
    ImmutableArray<Holiday>? ExtraWorkingDays = null
);

/// <summary>A day that is otherwise than the week has it: offices are closed, or work for once.</summary>
/// <param name="Name">What it is, or for which holiday it makes up.</param>
public sealed record Holiday(DateOnly Date, Bilingual Name);

/// <summary>One thing a request states or asks for: a field of the form.</summary>
/// <param name="Id">Key of the entry in a request: "facts".</param>
/// <param name="Part">Code of the section of the form.</param>
/// <param name="When">The condition under which it is asked; null: always.</param>
/// <param name="Options">What may be chosen, where the list is this item's own; for items sought, the actions of which
/// each row is one.</param>
/// <param name="OptionsFrom">Or the guidelines' list to choose from, one of <see cref="OptionLists"/>.</param>
/// <param name="AtMost">Most characters of a text, or most rows of a list; null: no limit of its own.</param>
/// <param name="Source">The instrument that demands it.</param>
/// <param name="RequestKinds">For requests named: the kinds they must be of, and then they must exist; null: any.
/// </param>
/// <param name="Owned">For items sought that are steps: each says who takes it and by when.</param>
/// <param name="Ahead">For dates and moments: it lies ahead when the request is made; where it does not, that is advice.
/// </param>
/// <param name="Clashes">What it says that does not go with something else in the request; null: nothing.</param>
public sealed record Item(
    string Id,
    string Part,
    Bilingual Label,
    Bilingual? Help,
    ItemType Type,
    bool Required,
    Condition? When = null,
    ImmutableArray<Named>? Options = null,
    string? OptionsFrom = null,
    int? AtMost = null,
    string? Source = null,
    ImmutableArray<string>? RequestKinds = null,
    bool Owned = false,
    bool Ahead = false,
    ImmutableArray<Clash>? Clashes = null
);

/// <summary>What an item takes, and so which shape of entry.</summary>
public enum ItemType
{
    /// <summary>Text with translation: <see cref="Requests.Entry.Written"/>.</summary>
    Prose,

    /// <summary>One line: <see cref="Requests.Entry.Plain"/>.</summary>
    Line,

    /// <summary>"2026-03-04": <see cref="Requests.Entry.Plain"/>.</summary>
    Date,

    /// <summary>ISO 8601 with offset: <see cref="Requests.Entry.Plain"/>.</summary>
    Moment,

    /// <summary>One code: <see cref="Requests.Entry.Plain"/>.</summary>
    Choice,

    /// <summary>Several codes: <see cref="Requests.Entry.Several"/>.</summary>
    Choices,

    /// <summary><see cref="Requests.Entry.YesNo"/>.</summary>
    YesNo,

    /// <summary><see cref="Requests.Entry.Range"/>.</summary>
    Range,

    /// <summary><see cref="Requests.Entry.Identifiers"/>.</summary>
    Identifiers,

    /// <summary><see cref="Requests.Entry.Sought"/>.</summary>
    Sought,

    /// <summary>Files: <see cref="Requests.Entry.Parcels"/>.</summary>
    Parcels,

    /// <summary>Ids of related requests: <see cref="Requests.Entry.Several"/>.</summary>
    Requests,
}

/// <summary>One kind of request: what it must contain, how soon it is answered, on what grounds it may be refused.
/// </summary>
/// <param name="Items">Items beyond the common ones, and those that stand in a common one's place, by its id.</param>
/// <param name="Deadlines">One for each urgency in which the kind may be made.</param>
/// <param name="RefusalGrounds">Codes of the guidelines' grounds that this kind allows.</param>
/// <param name="ClockStopsForClarification">The clock stops between a clarification asked and given.</param>
/// <param name="Extension">How often and how far the full answer may be put off; null: never.</param>
/// <param name="ConsultBeforeRefusal">Conditions must have been consulted on before a refusal.</param>
/// <param name="ProgressEvery">How often progress is to be reported while it is open; null: not demanded.</param>
/// <param name="Hold">How long data is kept, for preservation; null for other kinds.</param>
/// <param name="ProgressByBoth">The requester, too, reports progress, and owes it alike (joint work); else only the
/// requested party.</param>
/// <param name="OnlyCentralAuthorities">Every word of it is said by a central authority the guidelines name.</param>
/// <param name="ValidateWithin">How soon the requester has it validated by the competent authority, or restricts what
/// it received; null: validated beforehand.</param>
/// <param name="LimitUseWithin">How long after an answer the requested party may still limit its use; null: only with
/// the answer itself.</param>
/// <param name="RateWithin">How soon the requester rates the final answer; null: no limit.</param>
/// <param name="ConvertsTo">Codes of the kinds as which a request of this kind may go on; null: none.</param>
/// <param name="ConsultWithin">How soon the requester answers a consultation before a refusal; after that it may be
/// refused without its word. Null: it may be refused once it was consulted.</param>
/// <param name="RefusalInPart">What holds back a part is a refusal in part: it is consulted on as one, what gives nothing
/// is refused on a ground, and who gives a part has decided.</param>
public sealed record RequestKind(
    string Code,
    Bilingual Name,
    Bilingual Purpose,
    ImmutableArray<Item> Items,
    ImmutableArray<AnswerTimes> Deadlines,
    ImmutableArray<string> RefusalGrounds,
    bool ClockStopsForClarification = true,
    ExtensionTerms? Extension = null,
    bool ConsultBeforeRefusal = false,
    Span? ProgressEvery = null,
    HoldTerms? Hold = null,
    string? Source = null,
    bool ProgressByBoth = false,
    bool OnlyCentralAuthorities = false,
    Span? ValidateWithin = null,
    Span? LimitUseWithin = null,
    Span? RateWithin = null,
    ImmutableArray<string>? ConvertsTo = null,
    Span? ConsultWithin = null,
    bool RefusalInPart = false
)
{
    /// <summary>The answer times for an urgency, or null where the kind is not made in that urgency.</summary>
    public AnswerTimes? TimesFor(string urgency)
    {
        foreach (var times in Deadlines)
        {
            if (string.Equals(times.Urgency, urgency, StringComparison.Ordinal))
            {
                return times;
            }
        }
        return null;
    }
}

/// <summary>How soon a request of one kind and urgency is acknowledged, responded to, and fully answered.</summary>
/// <param name="Acknowledge">From receipt; null: no deadline.</param>
/// <param name="FirstResponse">From receipt; null: no deadline.</param>
/// <param name="Full">From receipt or from the decision; null: no deadline.</param>
/// <param name="FullFrom">Where the time for the full answer starts.</param>
public sealed record AnswerTimes(
    string Urgency,
    Span? Acknowledge,
    Span? FirstResponse,
    Span? Full,
    ClockStart FullFrom = ClockStart.Receipt
);

/// <summary>Where the time for the full answer starts.</summary>
public enum ClockStart
{
    /// <summary>When the request arrived.</summary>
    Receipt,

    /// <summary>When the requested party accepted it.</summary>
    Decision,
}

/// <summary>How often the full answer may be put off, and how far beyond its due time in all.</summary>
public sealed record ExtensionTerms(int Times, Span AtMost);

/// <summary>How long preserved data is held, how far that is extended, and how early its end is announced.</summary>
public sealed record HoldTerms(Span AtLeast, Span Extension, Span AlarmBefore);

/// <summary>The lists of the guidelines that an item's options may come from.</summary>
public static class OptionLists
{
    public const string CrimeAreas = "crimeAreas";
    public const string HandlingCodes = "handlingCodes";
    public const string TrafficLights = "trafficLights";
    public const string SourceEvaluations = "sourceEvaluations";
    public const string InformationEvaluations = "informationEvaluations";
    public const string UrgencyGrounds = "urgencyGrounds";
    public const string Languages = "languages";
    public const string Certificates = "certificates";

    public static ImmutableArray<string> All { get; } =
    [
        CrimeAreas,
        HandlingCodes,
        TrafficLights,
        SourceEvaluations,
        InformationEvaluations,
        UrgencyGrounds,
        Languages,
        Certificates,
    ];
}
