using System.Collections.Immutable;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Parcels;

namespace Parley.Cooperation.Requests;

/// <summary>
/// One request and everything that was said about it. Silence, receipt, acknowledgement, answer and refusal are five
/// different facts and are held apart: silence is that a field is null; receipt is the time in
/// <see cref="Said{T}.ReceivedAt"/> of <see cref="Made"/>.
/// </summary>
/// <param name="From">The party that asks.</param>
/// <param name="To">The party that is asked.</param>
/// <param name="Exercise">The exercise it belongs to, or null in real life.</param>
public sealed partial record Request(
    SubjectId Id,
    PartyCode From,
    PartyCode To,
    string? Exercise,
    Said<RequestStatement.Made> Made
) : Subject(Id)
{
    public Said<RequestStatement.Acknowledged>? Acknowledged { get; init; }

    /// <summary>Each with its answer, in the order asked.</summary>
    public ImmutableArray<Clarification> Clarifications { get; init; } = [];

    /// <summary>What the requester added or corrected unasked, in order.</summary>
    public ImmutableArray<Supplement> Supplements { get; init; } = [];

    public Said<RequestStatement.FirstResponse>? FirstResponse { get; init; }

    public Said<RequestStatement.Accepted>? Accepted { get; init; }

    public Said<RequestStatement.Refused>? Refused { get; init; }

    public ImmutableArray<Said<RequestStatement.Consulted>> Consultations { get; init; } = [];

    public ImmutableArray<Said<RequestStatement.Extended>> Extensions { get; init; } = [];

    public ImmutableArray<Said<RequestStatement.Progress>> ProgressNotes { get; init; } = [];

    /// <summary>In part and final, in order.</summary>
    public ImmutableArray<Said<RequestStatement.Answered>> Answers { get; init; } = [];

    /// <summary>What the requester's competent authority decided afterwards, where the kind wants that.</summary>
    public Said<RequestStatement.Validated>? Validated { get; init; }

    /// <summary>Limits put on the use of answers after they were given.</summary>
    public ImmutableArray<Said<RequestStatement.UseLimited>> UseLimited { get; init; } = [];

    /// <summary>The request as which the matter goes on, where it does.</summary>
    public Said<RequestStatement.Transferred>? Transferred { get; init; }

    public Said<RequestStatement.AnswerRated>? Rated { get; init; }

    public Said<RequestStatement.RatingReplied>? RatingReplied { get; init; }

    public Said<RequestStatement.Withdrawn>? Withdrawn { get; init; }

    public Said<RequestStatement.Closed>? Closed { get; init; }

    /// <summary>Which of the files sent with it came, as their receiver stated.</summary>
    public ImmutableArray<Said<ParcelStatement.Received>> ParcelsReceived { get; init; } = [];

    public ImmutableArray<Said<ParcelStatement.Refused>> ParcelsRefused { get; init; } = [];

    /// <summary>The version of the guidelines it lives under, from beginning to end.</summary>
    public AgreedVersion Guidelines => Made.What.Guidelines;

    public string Kind => Made.What.Kind;

    public string Urgency => Made.What.Urgency;

    /// <summary>The oldest clarification not yet given, or null.</summary>
    public Clarification? OpenClarification
    {
        get
        {
            foreach (var clarification in Clarifications)
            {
                if (clarification.Given is null)
                {
                    return clarification;
                }
            }
            return null;
        }
    }

    /// <summary>The last consultation of the requested party with the requester's word; null before any.</summary>
    public Consultation? LastConsultation => Consultation.LastOf(this);

    /// <summary>The final answer, or null while there is none.</summary>
    public Said<RequestStatement.Answered>? FinalAnswer => Answers is [.., { What.Final: true } last] ? last : null;

    /// <summary>Whether the requested party still owes something: not finally answered, refused, withdrawn, transferred
    /// or closed.</summary>
    public bool Open =>
        FinalAnswer is null && Refused is null && Withdrawn is null && Transferred is null && Closed is null;

    /// <summary>Whether it is known to have arrived: its receipt is held, or the requested party spoke of it. Until
    /// then its receipt alone is waited for.</summary>
    public bool HasArrived =>
        Made.ReceivedAt is not null
        || Acknowledged is not null
        || FirstResponse is not null
        || Accepted is not null
        || Refused is not null
        || Clarifications.Length + Extensions.Length + Answers.Length > 0
        || Consultations.Any(one => one.By == To)
        || ProgressNotes.Any(one => one.By == To);

    /// <summary>How far it has come.</summary>
    public Stage Stage =>
        Closed is not null ? Stage.Closed
        : Withdrawn is not null ? Stage.Withdrawn
        : Transferred is not null ? Stage.Transferred
        : Refused is not null ? Stage.Refused
        : FinalAnswer is not null ? (Rated is null ? Stage.Answered : Stage.Rated)
        : OpenClarification is not null ? Stage.ClarificationAsked
        : LastConsultation is { Waits: true } ? Stage.Consulted
        : Answers.Length > 0 ? Stage.AnsweredInPart
        : Accepted is not null ? Stage.Accepted
        : FirstResponse is not null ? Stage.FirstResponseGiven
        : Acknowledged is not null ? Stage.Acknowledged
        : Stage.Made;

    /// <summary>Whose turn it is; null once it is closed.</summary>
    public PartyCode? Ball =>
        Stage switch
        {
            Stage.Closed => null,
            Stage.Withdrawn or Stage.Transferred or Stage.Refused => From,
            Stage.Answered or Stage.Rated or Stage.ClarificationAsked or Stage.Consulted => From,
            _ => To,
        };

    /// <summary>A request that has just been made.</summary>
    public static Request Of(RequestStatement.Made statement, Act act)
    {
        var ordinal = statement with { Entries = statement.Entries.WithComparers(StringComparer.Ordinal) };
        return new Request(act.About, act.By, act.Other, act.Exercise, Said.Of(ordinal, act));
    }

    /// <summary>The request with a statement that the rules allowed.</summary>
    public Request After(RequestStatement statement, Act act) =>
        statement switch
        {
            RequestStatement.Acknowledged s => this with { Acknowledged = Said.Of(s, act) },
            RequestStatement.ClarificationAsked s => this with
            {
                Clarifications = Clarifications.Add(new Clarification(Said.Of(s, act), Given: null)),
            },
            RequestStatement.Clarified s => AfterClarified(Said.Of(s, act)),
            RequestStatement.Supplemented s => AfterSupplemented(Said.Of(s, act)),
            RequestStatement.FirstResponse s => this with { FirstResponse = Said.Of(s, act) },
            RequestStatement.Accepted s => this with { Accepted = Said.Of(s, act) },
            RequestStatement.Refused s => this with { Refused = Said.Of(s, act) },
            RequestStatement.Consulted s => this with { Consultations = Consultations.Add(Said.Of(s, act)) },
            RequestStatement.Extended s => this with { Extensions = Extensions.Add(Said.Of(s, act)) },
            RequestStatement.Progress s => this with { ProgressNotes = ProgressNotes.Add(Said.Of(s, act)) },
            RequestStatement.Answered s => this with { Answers = Answers.Add(Said.Of(s, act)) },
            RequestStatement.Validated s => this with { Validated = Said.Of(s, act) },
            RequestStatement.UseLimited s => this with { UseLimited = UseLimited.Add(Said.Of(s, act)) },
            RequestStatement.Transferred s => this with { Transferred = Said.Of(s, act) },
            RequestStatement.AnswerRated s => this with { Rated = Said.Of(s, act) },
            RequestStatement.RatingReplied s => this with { RatingReplied = Said.Of(s, act) },
            RequestStatement.Withdrawn s => this with { Withdrawn = Said.Of(s, act) },
            RequestStatement.Closed s => this with { Closed = Said.Of(s, act) },
            _ => this,
        };

    /// <summary>
    /// The request as it stood at an instant: only what was stated before. What was stated is asked of the writers'
    /// own times, so both parties see the same.
    /// </summary>
    public Request AsOf(DateTimeOffset instant) => LastStatedAt < instant ? this : Trimmed(instant);

    private Request Trimmed(DateTimeOffset instant) =>
        this with
        {
            Acknowledged = Before(Acknowledged, instant),
            Clarifications =
            [
                .. Clarifications
                    .Where(c => c.Asked.At < instant)
                    .Select(c => c with { Given = Before(c.Given, instant) }),
            ],
            Supplements = [.. Supplements.Where(s => s.Given.At < instant)],
            FirstResponse = Before(FirstResponse, instant),
            Accepted = Before(Accepted, instant),
            Refused = Before(Refused, instant),
            Consultations = [.. Consultations.Where(s => s.At < instant)],
            Extensions = [.. Extensions.Where(s => s.At < instant)],
            ProgressNotes = [.. ProgressNotes.Where(s => s.At < instant)],
            Answers = [.. Answers.Where(s => s.At < instant)],
            Validated = Before(Validated, instant),
            UseLimited = [.. UseLimited.Where(s => s.At < instant)],
            Transferred = Before(Transferred, instant),
            Rated = Before(Rated, instant),
            RatingReplied = Before(RatingReplied, instant),
            Withdrawn = Before(Withdrawn, instant),
            Closed = Before(Closed, instant),
            ParcelsReceived = [.. ParcelsReceived.Where(s => s.At < instant)],
            ParcelsRefused = [.. ParcelsRefused.Where(s => s.At < instant)],
        };

    /// <summary>When anything was last stated about it, by the writers' own times.</summary>
    public DateTimeOffset LastStatedAt => Statings().Max();

    /// <summary>The instants at which anything was stated about it, by the writers' own times, in order.</summary>
    internal IEnumerable<DateTimeOffset> StatedTimes() => Statings().Distinct().Order();

    private IEnumerable<DateTimeOffset> Statings() =>
        (
            (DateTimeOffset?[])
                [
                    Made.At,
                    Acknowledged?.At,
                    FirstResponse?.At,
                    Accepted?.At,
                    Refused?.At,
                    Rated?.At,
                    RatingReplied?.At,
                    Withdrawn?.At,
                    Closed?.At,
                    Validated?.At,
                    Transferred?.At,
                    .. Clarifications.SelectMany(c => new[] { c.Asked.At, c.Given?.At }),
                    .. Supplements.Select(s => (DateTimeOffset?)s.Given.At),
                    .. Times(Consultations),
                    .. Times(Extensions),
                    .. Times(ProgressNotes),
                    .. Times(Answers),
                    .. Times(ParcelsReceived),
                    .. Times(ParcelsRefused),
                    .. Times(UseLimited),
                ]
        ).OfType<DateTimeOffset>();

    /// <summary>How often either side wrote between making and answering.</summary>
    internal int Notes =>
        Clarifications.Length
        + Supplements.Length
        + Consultations.Length
        + ProgressNotes.Length
        + Answers.Length
        + UseLimited.Length;

    private static IEnumerable<DateTimeOffset?> Times<T>(ImmutableArray<Said<T>> said)
        where T : Statement => said.Select(one => (DateTimeOffset?)one.At);

    private static Said<T>? Before<T>(Said<T>? said, DateTimeOffset instant)
        where T : Statement => said?.At < instant ? said : null;

    private Request AfterSupplemented(Said<RequestStatement.Supplemented> given) =>
        this with
        {
            Supplements = Supplements.Add(new Supplement(given, Clarifications.Count(one => one.Given is not null))),
        };

    /// <summary>An answer to questions belongs to the oldest clarification still open.</summary>
    private Request AfterClarified(Said<RequestStatement.Clarified> given)
    {
        for (var i = 0; i < Clarifications.Length; i++)
        {
            if (Clarifications[i].Given is null)
            {
                var answered = Clarifications[i] with { Given = given };
                return this with { Clarifications = Clarifications.SetItem(i, answered) };
            }
        }
        return this;
    }
}
