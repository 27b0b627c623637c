using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;

namespace Parley.Bench;

/// <summary>
/// Requests of the samples that live through a year: each made, asked back, answered, refused, rated and closed as the
/// rules allow, at times by a seeded chance. They are states as the record would fold to them, without the record.
/// </summary>
internal sealed class LivedRequests : IAsSeen
{
    public static readonly PartyCode US = PartyCode.Parse("US");
    public static readonly PartyCode CN = PartyCode.Parse("CN");

    private static readonly Prose Text = new("It was found by other means.", "en", "已通过其他途径查明。");

    private readonly AgreedVersion cited;
    private readonly Agreement agreement;
    private readonly Requests[] made;

    public LivedRequests(DateTimeOffset begins)
    {
        Begins = begins;
        var content = StatementFormat.OneLine(File.ReadAllText(Requests.File("guidelines.json")));
        Guidelines = GuidelinesFormat.TryRead(content, out var read, out var problem)
            ? read
            : throw new InvalidDataException(problem);
        cited = new AgreedVersion(SubjectId.Parse("US-A-2026-0001"), 1, StatementFormat.ContentHash(content));
        var title = new Bilingual("Guidelines for requests", "协查请求指引");
        var proposed = new AgreementStatement.Proposed("guidelines", 1, title, begins, content, cited.ContentHash);
        var version = AgreementVersion.Of(proposed, ActOf(US, begins, cited.Agreement));
        agreement = new Agreement(
            cited.Agreement,
            "guidelines",
            Exercise: null,
            [
                version with
                {
                    Accepted = Said.Of(
                        new AgreementStatement.Accepted(1, cited.ContentHash),
                        ActOf(CN, begins, cited.Agreement)
                    ),
                },
            ],
            Ended: null
        );
        made = [new Requests(US, cited), new Requests(CN, cited)];
    }

    public DateTimeOffset Begins { get; }

    public AgreedGuidelines Guidelines { get; }

    /// <summary>One of so many requests, made one after another over a year.</summary>
    public Request One(int number, int of)
    {
        var chance = new Random(number);
        var from = number % 2 == 0 ? US : CN;
        var to = from == US ? CN : US;
        var id = SubjectId.Make(from, "R", Begins.Year, number + 1);
        var at = Begins + (TimeSpan.FromDays(360) * (number / (double)of));
        var request = Made(number, from, at, id);
        foreach (var (by, what, hours) in Life(request, from, to, chance))
        {
            at = at.AddHours(hours * chance.NextDouble());
            if (at > Begins.AddDays(360))
            {
                break;
            }
            request = Next(request, what, by, at, id) ?? request;
        }
        return request;
    }

    /// <summary>The next of the samples that this officer may make.</summary>
    private Request Made(int number, PartyCode from, DateTimeOffset at, SubjectId id)
    {
        var samples = made[number % 2];
        for (var i = 0; i < samples.Count; i++)
        {
            if (Next(null, samples[(number / 2) + i].Made, from, at, id) is { } request)
            {
                return request;
            }
        }
        throw new InvalidOperationException($"Request {number} was not taken.");
    }

    Subject? IAsSeen.Find(SubjectId id) => id == agreement.Id ? agreement : null;

    IReadOnlyList<Agreement> IAsSeen.Agreements(string kind) => [agreement];

    AgreedGuidelines? IAsSeen.Guidelines(AgreedVersion version) => version == cited ? Guidelines : null;

    private IEnumerable<(PartyCode By, RequestStatement What, double Hours)> Life(
        Request request,
        PartyCode from,
        PartyCode to,
        Random chance
    )
    {
        yield return (to, new RequestStatement.Acknowledged(null), 30);
        if (chance.Next(6) == 0)
        {
            yield return (to, new RequestStatement.ClarificationAsked([new Question("1", null, Text)]), 40);
            var answers = new QuestionAnswer("1", Text);
            yield return (from, new RequestStatement.Clarified([answers], Draft.NoEntries), 60);
        }
        var grounds = Guidelines.Kind(request.Kind)!.RefusalGrounds;
        if (chance.Next(12) == 0)
        {
            var ground = grounds[chance.Next(grounds.Length)];
            yield return (to, new RequestStatement.Refused([new GroundGiven(ground, Text)]), 200);
            yield return (from, new RequestStatement.Closed(null), 50);
            yield break;
        }
        yield return (to, new RequestStatement.Accepted([], null), 60);
        var items = request.Current().Sought.Select(s => new ItemAnswer(s.Id, ItemOutcome.Provided, Text));
        yield return (to, new RequestStatement.Answered(true, [.. items], null), 300);
        Mark Any() => (Mark)chance.Next(4);
        yield return (from, new RequestStatement.AnswerRated(Any(), Any(), Any(), null), 100);
        yield return (from, new RequestStatement.Closed(null), 60);
    }

    private Request? Next(
        Request? request,
        RequestStatement statement,
        PartyCode by,
        DateTimeOffset at,
        SubjectId id
    ) =>
        RequestRules.Next(request, statement, ActOf(by, at, id)) is { Refusal: null, State: Request next }
            ? next
            : null;

    private Act ActOf(PartyCode by, DateTimeOffset at, SubjectId about) =>
        new(by, by == US ? CN : US, Requests.Releaser(by), at, at.AddSeconds(2), about, Exercise: null, this);
}
