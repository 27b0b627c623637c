using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Node.Access;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Parcels;

/// <summary>What each file is: said on a page of its own, in both languages, for as long as the file is here.</summary>
public sealed partial class FileTextTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly (string, string)[] Whole =
    [
        ("language", "zh"),
        ("text.text", "三月的银行流水"),
        ("text.translation", "Bank statement for March"),
        ("translatedBy", "Lin Yue"),
        ("reviewedBy", "Zhou Min"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();

    [Fact]
    public async Task Several_files_brought_at_once_are_each_described_with_language_translator_and_reviewer()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var (id, list) = await Draft(drafter);
        await Bring(drafter, list, "one.csv", "two.csv");
        var pages = TextsIn(await drafter.GetStringAsync(list, Cancel));
        Assert.Equal(2, pages.Count);

        using var first = await Say(drafter, pages[0], [.. Whole[..3], ("act", "next")]);
        Assert.Equal(pages[1], first.Headers.Location!.ToString());
        Assert.Contains(FindingsOf(id), one => one.Code is TranslationCheck.Unsigned);

        using var second = await Say(drafter, pages[1], [("language", "en"), ("text.text", "The same, one account")]);
        Assert.Equal(list, second.Headers.Location!.ToString());
        Assert.Contains(FindingsOf(id), one => one.Code is TranslationCheck.Missing);

        using var signed = await Say(drafter, pages[0], Whole);
        using var translated = await Say(
            drafter,
            pages[1],
            [
                ("language", "en"),
                ("text.text", "The same, one account"),
                ("text.translation", "同上，单一账户"),
                ("translatedBy", "Ana Pohl"),
                ("reviewedBy", "Ben Orr"),
            ]
        );
        Assert.DoesNotContain(FindingsOf(id), one => one.Code is TranslationCheck.Unsigned or TranslationCheck.Missing);
        Assert.Equal(
            [
                new Prose("三月的银行流水", "zh", "Bank statement for March", "Lin Yue", "Zhou Min"),
                new Prose("The same, one account", "en", "同上，单一账户", "Ana Pohl", "Ben Orr"),
            ],
            FilesOf(id).Select(file => file.Text)
        );
        var shown = WebUtility.HtmlDecode(await drafter.GetStringAsync(pages[0], Cancel));
        Assert.Contains("value=\"Lin Yue\"", shown, StringComparison.Ordinal);
        Assert.Contains("三月的银行流水</textarea>", shown, StringComparison.Ordinal);

        using var unsaid = await Say(drafter, pages[1], ("language", "en"));
        Assert.Null(FilesOf(id)[1].Text);
        Assert.NotNull(FilesOf(id)[0].Text);
    }

    [Fact]
    public async Task A_translation_without_its_original_is_refused_at_the_field_and_stays_typed()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var (id, list) = await Draft(drafter);
        await Bring(drafter, list, "one.csv");
        var page = TextsIn(await drafter.GetStringAsync(list, Cancel))[0];
        foreach (
            var (wrong, kept) in new[]
            {
                (new[] { ("language", "en"), ("text.translation", "仅有译文") }, "仅有译文"),
                ([("language", "en"), ("text.text", new string('x', 20_001))], "xxx"),
            }
        )
        {
            using var answer = await Say(drafter, page, wrong);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
            Assert.Contains("id=\"text-error\"", html, StringComparison.Ordinal);
            Assert.Contains("href=\"#text\"", html, StringComparison.Ordinal);
            Assert.Contains(kept, html, StringComparison.Ordinal);
        }
        Assert.Null(FilesOf(id)[0].Text);
    }

    [Fact]
    public async Task Of_two_who_describe_one_file_at_once_neither_loses_a_word()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        using var another = await open.SignedIn(Role.Drafter);
        var (id, list) = await Draft(drafter);
        await Bring(drafter, list, "one.csv");
        var page = TextsIn(await drafter.GetStringAsync(list, Cancel))[0];
        var before = await another.GetStringAsync(page, Cancel);
        using var said = await Say(drafter, page, Whole);
        var version = Service<DraftShelf>().Find(id)!.Version;

        (string, string)[] theirs = [("language", "en"), ("text.text", "What another calls it")];
        using var clash = await Answer(another, before, page, theirs);
        Assert.Equal(HttpStatusCode.Conflict, clash.StatusCode);
        var html = await clash.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("三月的银行流水", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("What another calls it</textarea>", html, StringComparison.Ordinal);
        Assert.Equal(version, Service<DraftShelf>().Find(id)!.Version);
        Assert.Equal("zh", FilesOf(id)[0].Text!.Language);

        // Seen, and saved all the same.
        using var after = await Answer(another, html, page, theirs);
        Assert.Equal(HttpStatusCode.Found, after.StatusCode);
        Assert.Equal("What another calls it", FilesOf(id)[0].Text!.Original);
        // The same sent twice is saved once.
        version = Service<DraftShelf>().Find(id)!.Version;
        using var twice = await Answer(another, html, page, theirs);
        Assert.Equal(HttpStatusCode.Found, twice.StatusCode);
        Assert.Equal(version, Service<DraftShelf>().Find(id)!.Version);
    }

    [Fact]
    public async Task A_file_that_was_taken_out_or_left_meanwhile_is_told_and_not_described()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var (id, list) = await Draft(drafter);
        await Bring(drafter, list, "one.csv");
        var page = TextsIn(await drafter.GetStringAsync(list, Cancel))[0];
        var before = await drafter.GetStringAsync(page, Cancel);
        using var removed = await Answer(
            drafter,
            before,
            $"{list}/remove",
            ("hash", FilesOf(id)[0].Parcel.SealedSha256)
        );
        using var gone = await Answer(drafter, before, page, Whole);
        Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
        Assert.Contains("taken out meanwhile", await gone.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var nothing = await drafter.GetAsync(page, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);

        using var thrown = await Answer(drafter, before, $"/drafts/{id}/discard");
        using var late = await Answer(drafter, before, page, Whole);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task A_file_made_ready_for_an_answer_is_described_and_the_way_back_to_the_form_is_kept()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var list = $"/requests/{open.Request}/files";
        var whence = "?move=Answer&draft=3";
        await Bring(drafter, list, "reply.csv");
        var page = TextsIn(await drafter.GetStringAsync(list + whence, Cancel))[0];
        Assert.EndsWith(whence, page, StringComparison.Ordinal);
        var before = await drafter.GetStringAsync(page, Cancel);
        using var said = await Answer(drafter, before, page, Whole);
        Assert.Equal(list + whence, said.Headers.Location!.ToString());
        Assert.Equal(Whole[1].Item2, Ready().Text!.Original);
        Assert.Equal("Zhou Min", Ready().Text!.ReviewedBy);

        using var clash = await Answer(drafter, before, page, ("language", "en"), ("text.text", "Otherwise"));
        Assert.Equal(HttpStatusCode.Conflict, clash.StatusCode);
        Assert.Equal("zh", Ready().Text!.Language);
        using var removed = await Answer(drafter, before, $"{list}/remove", ("hash", Ready().Parcel.SealedSha256));
        using var gone = await Answer(drafter, before, page, Whole);
        Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
    }

    [Fact]
    public async Task An_empty_file_is_taken_and_warned_of()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var (_, list) = await Draft(drafter);
        await Bring(drafter, list, "full.csv");
        Assert.DoesNotContain("Empty file", await drafter.GetStringAsync(list, Cancel), StringComparison.Ordinal);
        await Bring(drafter, list, empty: true, "hollow.csv");
        var page = await drafter.GetStringAsync(list, Cancel);
        Assert.Single(Empty().Matches(page));
        Assert.Contains("This file is empty", page, StringComparison.Ordinal);
        Assert.Equal(2, TextsIn(page).Count);
    }

    private Cooperation.Parcels.Attached Ready() =>
        Service<ReadyFiles>().Of(SubjectId.Parse(open.Request)).Single(file => file.Parcel.Name is "reply.csv");

    private IReadOnlyList<Cooperation.Parcels.Attached> FilesOf(long id) =>
        FilePages.FilesOf(Service<DraftBook>().Find(id)!, "files");

    private IEnumerable<Finding> FindingsOf(long id) =>
        Service<DraftBook>().Find(id)!.Findings.Where(finding => finding.Item is "files");

    private static async Task<(long Id, string List)> Draft(HttpClient drafter)
    {
        using var begun = await OpenDesk.Post(
            drafter,
            "/drafts/new",
            "/drafts",
            ("peer", "US"),
            ("kind", "information"),
            ("urgency", "routine"),
            ("language", "en")
        );
        var draft = begun.Headers.Location!.ToString();
        return (
            long.Parse(draft[(draft.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture),
            $"{draft}/files/files"
        );
    }

    private static Task Bring(HttpClient browser, string list, params string[] names) =>
        Bring(browser, list, empty: false, names);

    private static async Task Bring(HttpClient browser, string list, bool empty, params string[] names)
    {
        var html = await browser.GetStringAsync(list, Cancel);
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(Proof().Match(html).Groups["it"].Value), "__RequestVerificationToken");
        foreach (var name in names)
        {
            var file = new ByteArrayContent(empty ? [] : [1, 2, 3]);
            file.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");
            form.Add(file, "file", name);
        }
        using var answer = await browser.PostAsync(list, form, Cancel);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    /// <summary>The addresses of the forms that describe the files on a page, in order.</summary>
    private static IReadOnlyList<string> TextsIn(string page) =>
        [.. Text().Matches(page).Select(one => WebUtility.HtmlDecode(one.Groups["it"].Value))];

    private static async Task<HttpResponseMessage> Say(
        HttpClient browser,
        string page,
        params (string Name, string Value)[] fields
    ) => await Answer(browser, await browser.GetStringAsync(page, Cancel), page, fields);

    /// <summary>Sends the form as it stood on a page at hand.</summary>
    private static Task<HttpResponseMessage> Answer(
        HttpClient browser,
        string html,
        string address,
        params (string Name, string Value)[] fields
    ) => OpenDesk.Answer(browser, html, address, [("opened", Opened().Match(html).Groups["it"].Value), .. fields]);

    [GeneratedRegex("href=\"(?<it>[^\"]*/[0-9a-f]{64}/text[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();

    [GeneratedRegex("name=\"opened\" value=\"(?<it>[0-9a-f]{64})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opened();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<it>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Proof();

    [GeneratedRegex(">Empty file<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Empty();
}
