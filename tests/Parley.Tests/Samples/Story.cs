using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;

namespace Parley.Tests.Samples;

/// <summary>One story of the half-year, played through the rules without nodes: each entry arrives at once.</summary>
internal sealed partial class Story
{
    private static readonly IReadOnlyDictionary<string, string> Authorities = SampleFiles.AuthorityOfPersona();

    private readonly JsonDocument json;
    private Request? before;

    private Story(int number, JsonDocument json, DateOnly start)
    {
        this.json = json;
        Number = number;
        var root = json.RootElement;
        From = PartyCode.Parse(root.GetProperty("from").GetString()!);
        To = PartyCode.Parse(string.Equals(From.ToString(), "US", StringComparison.Ordinal) ? "CN" : "US");
        var local = start
            .AddDays(root.GetProperty("day").GetInt32())
            .ToDateTime(TimeOnly.Parse(root.GetProperty("time").GetString()!, CultureInfo.InvariantCulture));
        var zone = SampleFiles.Guidelines.CalendarOf(From)!.Zone;
        Begins = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        Ends = Begins;
    }

    public int Number { get; }

    public PartyCode From { get; }

    public PartyCode To { get; }

    public DateTimeOffset Begins { get; }

    /// <summary>When the last step is stated.</summary>
    public DateTimeOffset Ends { get; private set; }

    /// <summary>Everything the rules refused, in words; empty where the whole story took effect.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>Ids of the officers who state something, with the party they state it for, and what they state.
    /// </summary>
    public List<(string Persona, string Party, RequestStatement Said)> Officers { get; } = [];

    /// <summary>The request at the end of the story.</summary>
    public Request? Request { get; private set; }

    /// <summary>All stories of the half-year, played together in order of time: each can name the others.</summary>
    public static List<Story> PlayAll(DateOnly start, string folder = "half-year")
    {
        var files = SampleFiles.In(folder).ToList();
        var ids = files.ToDictionary(NumberOf, file => Id(FromOf(file), NumberOf(file)));
        var stories = files.Select(file => Read(file, start, number => ids[number].ToString())).ToList();
        var world = new Dictionary<SubjectId, Request>();
        foreach (var (_, play) in stories.SelectMany(story => story.Scenes(world)).OrderBy(scene => scene.At))
        {
            play();
        }
        return stories;
    }

    private static Story Read(string file, DateOnly start, Func<int, string> request)
    {
        var text = File.ReadAllText(file);
        using var first = JsonDocument.Parse(text);
        var day = start.AddDays(first.RootElement.GetProperty("day").GetInt32());
        return new Story(NumberOf(file), JsonDocument.Parse(StoryText.With(text, day, request)), start);
    }

    private static int NumberOf(string file) => int.Parse(Path.GetFileName(file)[..2], CultureInfo.InvariantCulture);

    private static PartyCode FromOf(string file)
    {
        using var story = JsonDocument.Parse(File.ReadAllText(file));
        return PartyCode.Parse(story.RootElement.GetProperty("from").GetString()!);
    }

    private static SubjectId Id(PartyCode from, int number) => SubjectId.Make(from, "R", 2026, number);

    /// <summary>Every step with its instant, in order; to be played against what all stories have made by then.
    /// </summary>
    private List<(DateTimeOffset At, Action Play)> Scenes(Dictionary<SubjectId, Request> world)
    {
        var root = json.RootElement;
        Assert.True(DraftFormat.TryRead(Bytes(root.GetProperty("draft")), out var written, out var problem), problem);
        var made = new RequestStatement.Made(
            written.Kind,
            written.Urgency,
            Agreed.Version,
            written.Language,
            written.Entries
        );
        var scenes = new List<(DateTimeOffset, Action)>();
        Add(root.GetProperty("officer").GetString()!, From, made, Begins, crossing: false);
        foreach (var step in root.GetProperty("then").EnumerateArray())
        {
            var type = step.GetProperty("type").GetString()!;
            var statement = StatementFormat.Read(type, Bytes(step.GetProperty("body"))) as RequestStatement;
            Assert.True(statement is not null, $"{Number}: {type} cannot be read.");
            var crossing = step.TryGetProperty("crossing", out var crossed) && crossed.GetBoolean();
            Ends += After(step.GetProperty("after").GetString()!);
            var by = PartyCode.Parse(step.GetProperty("by").GetString()!);
            Add(step.GetProperty("officer").GetString()!, by, statement, Ends, crossing);
        }
        return scenes;

        void Add(string persona, PartyCode by, RequestStatement statement, DateTimeOffset at, bool crossing)
        {
            Officers.Add((persona, by.ToString(), statement));
            scenes.Add((at, () => State(statement, by, persona, at, crossing, world)));
        }
    }

    private void State(
        RequestStatement statement,
        PartyCode by,
        string persona,
        DateTimeOffset at,
        bool crossing,
        Dictionary<SubjectId, Request> world
    )
    {
        var seen = crossing ? before : Request;
        before = Request;
        var officer = new Officer(Authorities[persona], "officer", "liaison");
        var id = Id(From, Number);
        var act = new Act(by, by == From ? To : From, officer, at, at, id, Exercise: null, new Agreed(world));
        var (state, refusal) = RequestRules.Next(seen, statement, act);
        if (refusal is not null)
        {
            Refusals.Add($"{Number} {statement.GetType().Name} at {at:u}: {refusal.Sentence.En}");
        }
        else if (ReferenceEquals(seen, Request))
        {
            Request = (Request?)state;
            world[id] = Request!;
        }
    }

    private static byte[] Bytes(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());

    private static TimeSpan After(string text)
    {
        var parts = AfterForm().Match(text);
        Assert.True(parts.Success, text);
        return new TimeSpan(Part(parts, "d"), Part(parts, "h"), Part(parts, "m"), 0);
    }

    private static int Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?=\d)((?<d>\d+)d)?((?<h>\d+)h)?((?<m>\d+)m)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex AfterForm();

    /// <summary>What both parties had seen: the model guidelines, agreed long before.</summary>
    private sealed class Agreed(Dictionary<SubjectId, Request> world) : IAsSeen
    {
        private static readonly DateTimeOffset LongBefore = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private static readonly Agreement Guidelines = Agree();

        public static AgreedVersion Version { get; } = Guidelines.Cite(Guidelines.Latest);

        public Subject? Find(SubjectId id) => id == Guidelines.Id ? Guidelines : world.GetValueOrDefault(id);

        public IReadOnlyList<Agreement> Agreements(string kind) => [Guidelines];

        AgreedGuidelines? IAsSeen.Guidelines(AgreedVersion version) =>
            version == Version ? SampleFiles.Guidelines : null;

        private static Agreement Agree()
        {
            var content = StatementFormat.OneLine(SampleFiles.GuidelinesText);
            var hash = StatementFormat.ContentHash(content);
            var id = SubjectId.Parse("CN-A-2026-0001");
            var title = new Bilingual("Guidelines", "准则");
            var proposed = new AgreementStatement.Proposed("guidelines", 1, title, LongBefore, content, hash);
            var (state, refused) = AgreementRules.Next(null, proposed, ActOf("CN", "US", id));
            Assert.Null(refused);
            (state, refused) = AgreementRules.Next(
                state,
                new AgreementStatement.Accepted(1, hash),
                ActOf("US", "CN", id)
            );
            Assert.Null(refused);
            return (Agreement)state!;
        }

        private static Act ActOf(string by, string other, SubjectId id) =>
            new(
                PartyCode.Parse(by),
                PartyCode.Parse(other),
                new Officer("authority", "officer", "secretary"),
                LongBefore,
                LongBefore,
                id,
                Exercise: null,
                new Proposed()
            );
    }

    /// <summary>Before the guidelines are agreed: no agreement yet, but their text can be read.</summary>
    private sealed class Proposed : IAsSeen
    {
        public Subject? Find(SubjectId id) => null;

        public IReadOnlyList<Agreement> Agreements(string kind) => [];

        public AgreedGuidelines? Guidelines(AgreedVersion version) => SampleFiles.Guidelines;
    }
}
