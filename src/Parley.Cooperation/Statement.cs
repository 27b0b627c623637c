namespace Parley.Cooperation;

/// <summary>
/// One thing one party says to the other. Every mechanism has one closed set of nested records derived from this;
/// past tense is what was stated.
/// </summary>
public abstract record Statement;

/// <summary>A statement this version does not know: it is kept and shown, and has no effect.</summary>
/// <param name="Type">The type as written, such as "request.teleported".</param>
public sealed record NotUnderstood(string Type) : Statement;

/// <summary>A statement whose words this node has erased by its own law: only its place in the record is left.
/// </summary>
public sealed record Erased : Statement;

/// <summary>The state of one subject: the fold of its statements. Every mechanism has one.</summary>
public abstract record Subject(SubjectId Id);

/// <summary>
/// The circumstances of one statement, all of them taken from the record, so that both parties rule alike.
/// </summary>
/// <param name="By">The party that states.</param>
/// <param name="Other">The other party of the link.</param>
/// <param name="Officer">Who states it.</param>
/// <param name="At">When it was stated, by the writer's clock: the time at which an act counts.</param>
/// <param name="ReceivedAt">When the reader receipted it, by the reader's clock: the time at which arrival counts.
/// Null while the receipt is not held.</param>
/// <param name="About">The subject it is about.</param>
/// <param name="Exercise">The exercise it belongs to, or null in real life.</param>
/// <param name="Seen">Other subjects as the writer had seen them.</param>
public sealed record Act(
    PartyCode By,
    PartyCode Other,
    Officer Officer,
    DateTimeOffset At,
    DateTimeOffset? ReceivedAt,
    SubjectId About,
    string? Exercise,
    IAsSeen Seen
)
{
    /// <summary>When the statement arrived, or, until the receipt is held, when it was stated.</summary>
    public DateTimeOffset Arrived => ReceivedAt is { } received && received > At ? received : At;
}

/// <summary>
/// Other subjects as the writer of a statement had seen them: the writer's own earlier statements and what it had
/// taken in of the other ledger. Both parties can compute it, so both rule alike.
/// </summary>
public interface IAsSeen
{
    /// <summary>The state of another subject, or null where the writer had not seen it.</summary>
    Subject? Find(SubjectId id);

    /// <summary>As what another request was made, which never changes; null where the writer had not seen it. It is
    /// known also of a request whose words were erased here since.</summary>
    RequestMadeAs? Request(SubjectId id) =>
        Find(id) is Requests.Request request ? new RequestMadeAs(request.From, request.Kind) : null;

    /// <summary>All agreements of one kind the writer had seen, by id.</summary>
    IReadOnlyList<Agreements.Agreement> Agreements(string kind);

    /// <summary>
    /// The guidelines in one version of an agreement, or null where its content is no valid guidelines.
    /// </summary>
    Guidelines.AgreedGuidelines? Guidelines(Agreements.AgreedVersion version);
}

/// <summary>By whom and of what kind a request was made.</summary>
public sealed record RequestMadeAs(PartyCode From, string Kind);

/// <summary>
/// Why something may not be stated: a code that both versions of a page can translate, and a sentence that tells an
/// officer what to do.
/// </summary>
/// <param name="Code">Kebab-case code, stable across versions: "only-the-requested-party".</param>
/// <param name="Sentence">In both languages: what is not allowed and what to do instead.</param>
public sealed record Refusal(string Code, Bilingual Sentence)
{
    public Refusal(string code, string en, string zh)
        : this(code, new Bilingual(en, zh)) { }
}

/// <summary>The one switch over the mechanisms, and what holds for the subjects of all of them.</summary>
public static class Subjects
{
    /// <summary>
    /// Rules on one statement at its place in the order: the refusal that leaves it without effect, or the subject's
    /// next state.
    /// </summary>
    public static (Subject? State, Refusal? Refusal) Next(Subject? state, Statement statement, Act act)
    {
        if (statement is NotUnderstood)
        {
            return (state, NotKnownHere);
        }
        if (act.Exercise is not null)
        {
            return (state, NoSuchExercise);
        }
        if (Letter(statement) != act.About.Letter)
        {
            return (state, WrongSubject);
        }
        if (state is null && act.About.Letter is ('R' or 'A') && act.About.Opener != act.By)
        {
            return (state, NotTheOpener);
        }
        if (act.About.Letter is 'L' or 'V' && act.About != SubjectId.OfLink(act.About.Letter, act.By, act.Other))
        {
            return (state, WrongSubject);
        }
        return statement switch
        {
            Agreements.AgreementStatement s => Agreements.AgreementRules.Next(state, s, act),
            Requests.RequestStatement s => Requests.RequestRules.Next(state, s, act),
            Review.ReviewStatement s => Review.ReviewRules.Next(state, s, act),
            Links.LinkStatement s => Links.LinkRules.Next(state, s, act),
            Parcels.ParcelStatement s => Parcels.ParcelRules.Next(state, s, act),
            _ => (state, NotKnownHere),
        };
    }

    /// <summary>
    /// The subject's next state with a statement of which is known that it takes effect: what <see cref="Next"/> gives
    /// where it does not refuse, without asking the rules again.
    /// </summary>
    public static Subject? After(Subject? state, Statement statement, Act act) =>
        statement switch
        {
            Agreements.AgreementStatement s => Agreements.AgreementRules.After(state as Agreements.Agreement, s, act),
            Requests.RequestStatement s => Requests.RequestRules.After(state as Requests.Request, s, act),
            Review.ReviewStatement s => Review.ReviewRules.After(state as Review.ReviewStatus, s, act),
            Links.LinkStatement s => Links.LinkRules.After(state as Links.Link, s, act),
            Parcels.ParcelStatement s => Parcels.ParcelRules.After(state as Requests.Request, s, act),
            _ => state,
        };

    private static char Letter(Statement statement) =>
        statement switch
        {
            Agreements.AgreementStatement => 'A',
            Requests.RequestStatement => 'R',
            // Requests alone carry parcels.
            Parcels.ParcelStatement => 'R',
            Review.ReviewStatement => 'V',
            Links.LinkStatement => 'L',
            _ => ' ',
        };

    /// <summary>Exercise and real life are two spaces that never mix.</summary>
    internal static readonly Refusal ExerciseDiffers = new(
        "exercise-differs",
        "Exercise and real matters never mix. State this within the same exercise as the matter, or outside any.",
        "演习与实际事务不得混同。请在与该事项相同的演习中（或在演习之外）提出。"
    );

    private static readonly Refusal NotKnownHere = new(
        "not-understood",
        "This version does not understand the entry. It is kept; ask the operator whether an upgrade is due.",
        "本版本无法识别此条目。条目已保存；请向运维人员确认是否需要升级。"
    );

    private static readonly Refusal NoSuchExercise = new(
        "no-such-exercise",
        "The entry names an exercise that is not open on this link. Exercise and real life never mix.",
        "此条目所属的演习在本链路上未开启。演习与实际工作互不混同。"
    );

    private static readonly Refusal WrongSubject = new(
        "wrong-subject",
        "The entry does not fit its reference number. State it again under the right reference.",
        "此条目与其编号不符。请在正确的编号下重新提交。"
    );

    private static readonly Refusal NotTheOpener = new(
        "not-the-opener",
        "A reference number is opened only by the party whose code it bears. Use a number of your own.",
        "编号只能由其代码所属的一方启用。请使用我方的编号。"
    );
}
