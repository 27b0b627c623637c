using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Access;

namespace Parley.Node.Demo;

/// <summary>
/// The last half-year of the demo: 200 days of both nations' cooperation, and a matter or two of the year before,
/// replayed through the real exchange with a clock that moves from entry to entry. Every entry is ruled on, delivered,
/// receipted and folded as in earnest.
/// </summary>
public sealed class HalfYear
{
    /// <summary>How many days it has.</summary>
    public const int Days = 200;

    /// <summary>How long before the half-year both nations met and agreed on the guidelines.</summary>
    private const int DaysBefore = 240;

    /// <summary>What the first proposal says otherwise: a longer time to acknowledge routine information requests.
    /// </summary>
    private static readonly (string Agreed, string Proposed) LateAcknowledgement = (
        """{"urgency":"routine","acknowledge":"24h",""",
        """{"urgency":"routine","acknowledge":"48h","""
    );

    private readonly TwoNations nations;
    private readonly DemoClock clock;
    private readonly DateOnly first;
    private readonly StoryFiles files;
    private readonly IReadOnlyDictionary<string, Persona> personas;
    private readonly Dictionary<string, SubjectId> requests = new(StringComparer.Ordinal);

    public HalfYear(TwoNations nations, DemoClock clock, DateTimeOffset today, IEnumerable<Persona> personas)
    {
        this.nations = nations;
        this.clock = clock;
        files = new StoryFiles(nations);
        first = FirstDay(today);
        this.personas = personas.ToDictionary(p => p.Id, StringComparer.Ordinal);
    }

    /// <summary>The day on which a half-year that ends today begins.</summary>
    public static DateOnly FirstDay(DateTimeOffset today) => DateOnly.FromDateTime(today.UtcDateTime).AddDays(-Days);

    /// <summary>The instant at which the half-year begins.</summary>
    public DateTimeOffset Begins => On(0);

    /// <summary>The instant at which both nations meet.</summary>
    public DateTimeOffset Meet => On(-DaysBefore);

    /// <summary>The first instant of a day, counted from the first of the half-year.</summary>
    public DateTimeOffset On(int day) => new(first.AddDays(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The request of a story that was played, by the story's number.</summary>
    public SubjectId Request(string story) => requests[story];

    /// <summary>
    /// One party proposes the guidelines, the other amends one of their deadlines, and the first accepts the amendment.
    /// </summary>
    public async Task<AgreedVersion> Agree(string file)
    {
        var model = StatementFormat.OneLine(await File.ReadAllTextAsync(file));
        var longer = model.Replace(LateAcknowledgement.Agreed, LateAcknowledgement.Proposed, StringComparison.Ordinal);
        var (one, other) = (nations.Nodes[1].Record.Self.Code, nations.Nodes[0].Record.Self.Code);
        var title = new Bilingual(
            "Guidelines for requests and responses concerning cybercrime",
            "网络犯罪及相关事项请求与答复准则"
        );
        clock.StandAt(Meet.AddHours(1));
        var about = await nations.Open(one, 'A', Proposal(1, title, longer), Releaser(one), "guidelines");
        await nations.Quiet();
        clock.StandAt(Meet.AddHours(3));
        await nations.State(other, about, Proposal(2, title, model), Releaser(other), "guidelines");
        await nations.Quiet();
        clock.StandAt(Meet.AddHours(5));
        var hash = StatementFormat.ContentHash(model);
        await nations.State(one, about, new AgreementStatement.Accepted(2, hash), Releaser(one), "guidelines");
        await nations.Quiet();
        return new AgreedVersion(about, 2, hash);
    }

    /// <summary>An officer of a party who may release.</summary>
    public Officer Releaser(PartyCode party) =>
        Officer(
            personas
                .Values.First(p =>
                    string.Equals(p.Party, party.ToString(), StringComparison.Ordinal)
                    && p.Roles.Contains(Role.Releaser)
                )
                .Id
        );

    /// <summary>Replays the stories in order of time, and between them what happens besides.</summary>
    public async Task Replay(
        IEnumerable<Story> stories,
        AgreedVersion guidelines,
        IEnumerable<Occasion> besides,
        Action<long, long> progress
    )
    {
        var waiting = new Queue<Occasion>(besides.OrderBy(occasion => occasion.At));
        var scenes = Scenes(stories).OrderBy(s => s.At).ThenBy(s => s.Story.Number, StringComparer.Ordinal).ToList();
        for (var i = 0; i < scenes.Count; i++)
        {
            var scene = scenes[i];
            while (waiting.TryPeek(out var next) && next.At <= scene.At)
            {
                clock.StandAt(waiting.Dequeue().At);
                await next.Happen();
            }
            if (!scene.Crossing)
            {
                var after = scenes.Find(s => ReferenceEquals(s.Story, scene.Story) && s.Place == scene.Place + 1);
                await Play(scene, guidelines, after is { Crossing: true } ? after : null);
            }
            progress(i + 1, scenes.Count);
        }
    }

    /// <summary>An officer of the demo as the record names one.</summary>
    public Officer Officer(string id)
    {
        var persona = personas[id];
        return new Officer(persona.Authority, persona.Name.Both, persona.Title.Both);
    }

    private AgreementStatement.Proposed Proposal(int version, Bilingual title, string content) =>
        new("guidelines", version, title, Meet, content, StatementFormat.ContentHash(content));

    private async Task Play(Scene scene, AgreedVersion guidelines, Scene? crossing)
    {
        clock.StandAt(scene.At);
        if (crossing is not null)
        {
            nations.Hold();
        }
        await State(scene, guidelines);
        if (crossing is not null)
        {
            clock.StandAt(crossing.At);
            await State(crossing, guidelines);
            nations.LetGo();
        }
        await nations.Quiet();
    }

    private async Task State(Scene scene, AgreedVersion guidelines)
    {
        var story = scene.Story;
        var where = $"story {story.Number}";
        var dates = new StoryDates(first.AddDays(story.Day), n => requests[n]);
        if (scene.Step is { } step)
        {
            var said = StatementFormat.Read(step.Type, Encoding.UTF8.GetBytes(dates.Fill(step.Body)));
            var statement = await files.With(said, story, scene.Place, step.By, dates);
            await nations.State(step.By, requests[story.Number], statement, Officer(step.Officer), where);
            return;
        }
        if (!DraftFormat.TryRead(Encoding.UTF8.GetBytes(dates.Fill(story.Draft)), out var draft, out var problem))
        {
            throw new InvalidDataException($"{where}: {problem}");
        }
        draft = await files.With(draft, story, dates);
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, guidelines, draft.Language, draft.Entries);
        requests[story.Number] = await nations.Open(story.From, 'R', made, Officer(story.Officer), where);
    }

    private IEnumerable<Scene> Scenes(IEnumerable<Story> stories)
    {
        foreach (var story in stories)
        {
            var at = StoryDates.At(first.AddDays(story.Day), story.Time, DemoParties.City(story.From));
            yield return new Scene(story, 0, null, at);
            for (var i = 0; i < story.Then.Count; i++)
            {
                at += story.Then[i].After;
                yield return new Scene(story, i + 1, story.Then[i], at);
            }
        }
    }

    /// <summary>One entry at its instant; without a step, the request itself.</summary>
    private sealed record Scene(Story Story, int Place, StoryStep? Step, DateTimeOffset At)
    {
        public bool Crossing => Step is { Crossing: true };
    }
}

/// <summary>What happens in the half-year beside the stories.</summary>
/// <param name="At">The instant at which it does.</param>
public sealed record Occasion(DateTimeOffset At, Func<Task> Happen);
