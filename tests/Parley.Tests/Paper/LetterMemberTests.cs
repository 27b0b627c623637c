using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Look;
using Parley.Node.Paper;
using Parley.Node.Requests;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Paper;

/// <summary>
/// A letter states what was stated: of every type of statement every member, found by walking the types, so that a new
/// member that no letter prints is found here.
/// </summary>
public sealed class LetterMemberTests : IDisposable
{
    /// <summary>What is not printed, and why not.</summary>
    private static readonly string[] NotPrinted =
    [
        // A key opens the file to whoever finds the paper; the name of the ciphertext says nothing to a reader.
        ".Parcel.Key",
        ".Parcel.SealedSha256",
        // A file of an item belongs to that item, under which it stands.
        ".Entries.Parcels.Files.For",
        // One beside what is said as a whole belongs to nothing in it: the rules refuse any other.
        "Supplemented.Parcels.For",
        "Consulted.Parcels.For",
        "Progress.Parcels.For",
        "Validated.Parcels.For",
        "RatingReplied.Parcels.For",
        // The head of the letter prints these of the request itself, which is the same.
        "Made.Kind",
        "Made.Urgency",
        "Made.Guidelines",
    ];

    private readonly ServiceProvider services;
    private readonly RequestSight sight;
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;

    public LetterMemberTests()
    {
        var play = new ModelPlay();
        var request = play[play.Made("mutual-legal-assistance")];
        sight = new RequestSight(request, CN, ModelPlay.Model, Deadlines.Of(request, ModelPlay.Model), Ours: true);
        services = new ServiceCollection()
            .AddLogging()
            .AddLocalization()
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<INodeSight>(new Desk())
            .AddSingleton<Moments>()
            .BuildServiceProvider();
    }

    /// <summary>Every type of statement about a request.</summary>
    public static TheoryData<string> Types =>
        new(
            typeof(RequestStatement)
                .GetNestedTypes()
                .Where(one => one.IsSubclassOf(typeof(RequestStatement)))
                .Select(one => one.Name)
        );

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Every_member_of_every_statement_stands_on_its_letter(string name)
    {
        var type = typeof(RequestStatement).GetNestedType(name)!;
        var items = ItemsOf();
        foreach (var language in Languages.All)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var planted = new Planted(items, changed: -1);
            var whole = await Letter(planted.Make(type));
            Assert.NotEmpty(planted.Names);
            for (var at = 0; at < planted.Names.Count; at++)
            {
                var member = planted.Names[at];
                var other = await Letter(new Planted(items, at).Make(type));
                var isPrinted = !NotPrinted.Any(one => member.Contains(one, StringComparison.Ordinal));
                Assert.True(isPrinted == !string.Equals(whole, other, StringComparison.Ordinal), member);
            }
        }
    }

    [Fact]
    public async Task What_is_said_in_words_of_the_form_stands_in_both_languages()
    {
        var extended = await Letter(new RequestStatement.Extended(ModelPlay.Start, Play.Text()));
        Assert.Contains("New date 新期限", extended, StringComparison.Ordinal);
        var first = await Letter(new RequestStatement.FirstResponse(WillAnswer.Partly, null, ModelPlay.Start, null));
        Assert.Contains("将部分答复 Will answer in part", first, StringComparison.Ordinal);
        var whole = await Letter(new RequestStatement.Accepted([], Conditions: null));
        Assert.Contains("受理全部请求。 The whole request is accepted.", whole, StringComparison.Ordinal);
        var refused = await Letter(
            new RequestStatement.Validated(Validation.NotValidated, "A court", "1/26", Note: null)
        );
        Assert.Contains("未获确认：已收到的内容限制使用 Not validated:", refused, StringComparison.Ordinal);
        var rated = await Letter(new RequestStatement.AnswerRated(Mark.Fully, Mark.Mostly, Mark.No, Comment: null));
        Assert.Contains("基本达到 Mostly", rated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Washington", "华盛顿", "An authority", "某机关", "4 Mar 2026 · 2026年3月4日")]
    [InlineData("zh", "华盛顿", "Washington", "某机关", "An authority", "2026年3月4日 · 4 Mar 2026")]
    public async Task The_language_it_was_written_in_stands_first_and_every_time_in_both(
        string language,
        string firstCity,
        string secondCity,
        string issuer,
        string issuerToo,
        string day
    )
    {
        var text = new Prose("原文 original", language, "译文 translation", null, null);
        foreach (var page in Languages.All)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(page);
            var letter = await Letter(new RequestStatement.Extended(ModelPlay.Start.AddDays(9), text));
            var times = letter
                .Split("<time")
                .Skip(1)
                .Select(one => one[..one.IndexOf("</time>", StringComparison.Ordinal)]);
            Assert.All(times.Append(letter), one => InOrder(one, firstCity, secondCity));
            InOrder(letter, issuer, issuerToo);
            // At the head, and beside the signature where the seal goes, with the day by the writer's own calendar.
            Assert.Equal(2, letter.Split($">{issuer}<").Length - 1);
            InOrder(letter, "letter__sign", $">{issuer}<", "letter__seal", day);
        }
    }

    private static void InOrder(string text, params string[] parts)
    {
        var from = 0;
        foreach (var part in parts)
        {
            var at = text.IndexOf(part, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{part} is not in: {text[from..]}");
            from = at + part.Length;
        }
    }

    [Fact]
    public async Task A_certificate_stands_on_the_letter_as_it_was_filled_in_both_languages()
    {
        var form = ModelPlay.Model.Certificates!.Value[0];
        var given = new CertificateGiven(
            form.Code,
            [
                .. form.Fields.Select(field => new BlankFilled(
                    field.Id,
                    new Bilingual($"Blank {field.Id}", $"空项{field.Id}")
                )),
            ]
        );
        var answer = new RequestStatement.Answered(
            Final: true,
            [new ItemAnswer("1", ItemOutcome.Provided, Play.Text())],
            UseLimits: null,
            Certificates: [given]
        );
        var letter = await Letter(answer);
        Assert.All(
            form.Fields,
            field =>
            {
                Assert.Contains($"Blank {field.Id}", letter, StringComparison.Ordinal);
                Assert.Contains($"空项{field.Id}", letter, StringComparison.Ordinal);
            }
        );
    }

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = before;
        services.Dispose();
    }

    /// <summary>Items of free text first: a code that no option has is printed as it stands.</summary>
    private List<string> ItemsOf() =>
        [
            .. ModelPlay
                .Model.ItemsOf(sight.Request.Kind)
                .Where(item => item.Type is not (ItemType.Moment or ItemType.Date))
                .Select(item => item.Id),
        ];

    private async Task<string> Letter(RequestStatement statement)
    {
        var officer = new Officer("us-central-authority", "An Officer", "liaison");
        var entry = new TimelineEntry(US, 3, ModelPlay.Start, ModelPlay.Start, officer, "request.any", statement, null);
        var names = new Bilingual("A party", "一方");
        var html = await PaperPages.Document(services, new Letter(sight, entry, Proof: null, names, Issuer, names));
        return html[html.IndexOf("<body", StringComparison.Ordinal)..];
    }

    private static readonly Bilingual Issuer = new("An authority", "某机关");

    private sealed class Desk : INodeSight
    {
        public PartyCode Party => US;

        public Bilingual PartyName => new("A party", "一方");

        public IReadOnlyList<LinkSight> Links => [];

        public IReadOnlyList<Capital> Capitals =>
            [new Capital(US, new Bilingual("Washington", "华盛顿"), "America/New_York")];
    }
}
