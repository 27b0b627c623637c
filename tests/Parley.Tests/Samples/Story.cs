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
internal sealed partial class Story : IDisposable
{
    private readonly JsonDocument json;

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
    }

    public int Number { get; }

    public PartyCode From { get; }

    public PartyCode To { get; }

    public DateTimeOffset Begins { get; }

    /// <summary>When the last step is stated.</summary>
    public DateTimeOffset Ends { get; private set; }

    /// <summary>Everything the rules refused, in words; empty where the whole story took effect.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>Ids of the officers who state something, with the party they state it for.</summary>
    public List<(string Persona, string Party)> Officers { get; } = [];

    /// <summary>The request at the end of the story.</summary>
    public Request? Request { get; private set; }

    public static Story Read(string file, DateOnly start)
    {
        var number = int.Parse(Path.GetFileName(file)[..2], CultureInfo.InvariantCulture);
        var text = File.ReadAllText(file);
        using var first = JsonDocument.Parse(text);
        var day = start.AddDays(first.RootElement.GetProperty("day").GetInt32());
        var dated = StoryText.With(
            text,
            day,
            n => n < number ? $"US-R-2026-{n:D4}" : throw new FormatException($"Story {n} is not before {number}.")
        );
        return new Story(number, JsonDocument.Parse(dated), start);
    }

    public void Play()
    {
        var root = json.RootElement;
        var draft = root.GetProperty("draft");
        Assert.True(DraftFormat.TryRead(Bytes(draft), out var written, out var problem), problem);
        var made = new RequestStatement.Made(
            written.Kind,
            written.Urgency,
            Agreed.Version,
            written.Language,
            written.Entries
        );
        var id = SubjectId.Make(From, "R", 2026, Number);
        Officers.Add((root.GetProperty("officer").GetString()!, From.ToString()));
        State(null, made, From, id, Begins);
        var (at, before) = (Begins, (Request?)null);
        foreach (var step in root.GetProperty("then").EnumerateArray())
        {
            at += After(step.GetProperty("after").GetString()!);
            var by = PartyCode.Parse(step.GetProperty("by").GetString()!);
            Officers.Add((step.GetProperty("officer").GetString()!, by.ToString()));
            var type = step.GetProperty("type").GetString()!;
            var statement = StatementFormat.Read(type, Bytes(step.GetProperty("body")));
            Assert.True(statement is RequestStatement, $"{Number}: {type} cannot be read.");
            var crossing = step.TryGetProperty("crossing", out var crossed) && crossed.GetBoolean();
            var seen = crossing ? before : Request;
            before = Request;
            State(seen, (RequestStatement)statement, by, id, at);
        }
        Ends = at;
    }

    public void Dispose() => json.Dispose();

    private void State(Request? seen, RequestStatement statement, PartyCode by, SubjectId id, DateTimeOffset at)
    {
        var officer = new Officer("authority", "officer", "liaison");
        var act = new Act(by, by == From ? To : From, officer, at, at, id, Exercise: null, new Agreed());
        var (state, refusal) = RequestRules.Next(seen, statement, act);
        if (refusal is not null)
        {
            Refusals.Add($"{Number} {statement.GetType().Name} at {at:u}: {refusal.Sentence.En}");
        }
        else if (ReferenceEquals(seen, Request))
        {
            Request = (Request?)state;
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
    private sealed class Agreed : IAsSeen
    {
        private static readonly DateTimeOffset LongBefore = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private static readonly Agreement Guidelines = Agree();

        public static AgreedVersion Version { get; } = Guidelines.Cite(Guidelines.Latest);

        public Subject? Find(SubjectId id) => id == Guidelines.Id ? Guidelines : null;

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
