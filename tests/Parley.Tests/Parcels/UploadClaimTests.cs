using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;
using static Parley.Tests.Parcels.Stretches;

namespace Parley.Tests.Parcels;

/// <summary>What was cancelled is not attached, what is attached is not said to be cancelled, and nothing of a file
/// outlives what it was for.</summary>
public sealed class UploadClaimTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string List => $"requests/{open.Request}/files/uploads";

    private DraftShelf Drafts => open.Node.Services.GetRequiredService<DraftShelf>();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_given_up_while_it_is_sealed_is_not_attached(bool onThePage)
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        using var other = ProgramNodes.Program(open.Node, "drafter");
        using var browser = await open.SignedIn(Role.Drafter);
        var (draft, _) = await ProgramNodes.Draft(program);
        var files = $"drafts/{draft}/files/files";
        var place = await Begin(program, $"{files}/uploads", "late.bin", Bytes.Length);
        var page = await browser.GetStringAsync($"/{files}", Cancel);
        var before = Ciphertexts();
        Task<Parley.Tests.Api.Told> last;
        // Nobody notes anything in the draft meanwhile.
        using (await Drafts.Alone(draft))
        {
            last = Bring(program, place, Bytes, 0);
            await TwoFolders.Until(() => Ciphertexts() > before, "the file is sealed");
            if (onThePage)
            {
                using var told = await OpenDesk.Answer(browser, page, $"/{files}/uploads/{Id(place)}/cancel");
                Assert.Equal($"/{files}", told.Headers.Location!.OriginalString);
            }
            else
            {
                Assert.Equal(200, (await other.Delete(place)).Status);
            }
        }
        Assert.Equal(404, (await last).Status);
        Assert.DoesNotContain("files", Drafts.Find(draft)!.Draft.Entries.Keys);
        Assert.Equal(before, Ciphertexts());
        Assert.False(System.IO.File.Exists(Path.Combine(open.Folder.DeskFolder, "uploads", Id(place))));
    }

    [Fact]
    public async Task What_is_attached_already_is_told_to_be_so_and_stays()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        using var browser = await open.SignedIn(Role.Drafter);
        var place = await Begin(program, List, "early.bin", 1000);
        var whole = await Bring(program, place, Bytes[..1000], 0);
        Assert.Equal(201, whole.Status);
        var told = await program.Delete(place);
        Assert.Equal((409, "upload-attached"), (told.Status, told.Code));

        // The form of a page that was read before.
        var page = $"/requests/{open.Request}/files?move=Answer";
        var html = await browser.GetStringAsync(page, Cancel);
        var cancel = $"/requests/{open.Request}/files/uploads/{Id(place)}/cancel?move=Answer";
        using var back = await OpenDesk.Answer(browser, html, cancel);
        Assert.Equal($"{page}&attached={Id(place)}", back.Headers.Location!.OriginalString);
        var list = await browser.GetStringAsync(back.Headers.Location, Cancel);
        Assert.Contains("“early.bin” was attached before it could be cancelled", list, StringComparison.Ordinal);
        Assert.Contains(Hash(Bytes[..1000]), list, StringComparison.Ordinal);
        Assert.DoesNotContain("“early.bin” was attached", html, StringComparison.Ordinal);

        // The script.
        using var asked = new HttpRequestMessage(HttpMethod.Post, cancel);
        asked.Headers.Add("RequestVerificationToken", Proof(html));
        asked.Headers.Add("Accept", "application/json");
        using var answer = await browser.SendAsync(asked, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"state":"attached"}""", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(200, (await program.Get(whole.Headers.Location!.OriginalString)).Status);
        Assert.Equal(200, (await program.Delete(whole.Headers.Location.OriginalString)).Status);
    }

    [Fact]
    public async Task Who_asks_again_after_the_file_was_taken_out_is_told_so_and_no_key_is_left_of_it()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var place = await Begin(program, List, "out.bin", 1000);
        var whole = await Bring(program, place, Bytes[..1000], 0);
        Assert.Equal(201, whole.Status);
        var parcel = whole.Json.GetProperty("parcel");
        var row = string.Join(
            ' ',
            RowOf(place)!.Values.Select(value => value is byte[] bytes ? Hex(bytes) : $"{value}")
        );
        Assert.Contains(parcel.GetProperty("sealedSha256").GetString()!, row, StringComparison.Ordinal);
        var key = parcel.GetProperty("key").GetString()!;
        Assert.DoesNotContain(key, row, StringComparison.Ordinal);
        Assert.DoesNotContain(Hex(System.Text.Encoding.UTF8.GetBytes(key)), row, StringComparison.Ordinal);
        Assert.Empty((byte[])RowOf(place)!["seal"]);

        Assert.Equal(200, (await program.Delete(whole.Headers.Location!.OriginalString)).Status);
        var again = await Bring(program, place, [], 1000);
        Assert.Equal((410, "upload-taken-out"), (again.Status, again.Code));
        Assert.Equal(200, (await program.Delete(place)).Status);
        Assert.Null(RowOf(place));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_under_way_for_a_draft_or_was_attached_to_it_goes_with_it(bool leaves)
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var (draft, _) = await ProgramNodes.Draft(program);
        var list = $"drafts/{draft}/files/files/uploads";
        var whole = await Begin(program, list, "whole.bin", 1000);
        Assert.Equal(201, (await Bring(program, whole, Bytes[..1000], 0)).Status);
        var half = await Begin(program, list, "half.bin", 1000);
        Assert.Equal(204, (await Bring(program, half, Bytes[..500], 0)).Status);
        Assert.NotNull(RowOf(whole));
        var number = SubjectId.Parse("CN-R-2026-0901");
        if (leaves)
        {
            Drafts.Leave(draft, number);
        }
        else
        {
            Assert.True(Drafts.Discard(draft, Drafts.Find(draft)!.Version));
        }
        Assert.Null(RowOf(whole));
        Assert.Null(RowOf(half));
        // Nor does anything begin for it that was asked for at that moment.
        var said = new UploadSaid("x.bin", "text/plain", 1, Modified: null, Begins: null, Sha256: null);
        Assert.Null(Uploads.Begin("account", TwoFolders.US, $"draft {draft} files", draft, said));
        Drafts.Erase(TwoFolders.US, number);
    }

    [Fact]
    public void A_file_that_is_claimed_no_more_or_whose_request_is_gone_is_not_made_ready()
    {
        var ready = open.Node.Services.GetRequiredService<ReadyFiles>();
        var about = SubjectId.Parse(open.Request);
        var parcel = new Cooperation.Parcels.Parcel("a", "text/plain", 1, Hash([1]), Hash([2]), "key");
        var file = new Cooperation.Parcels.Attached(parcel, null, null);
        var now = TimeProvider.System.GetUtcNow();
        Assert.False(ready.Add(TwoFolders.US, about, file, "account", now, claim: (_, _) => false));
        Assert.Empty(ready.Of(about));
        Assert.False(ready.Add(TwoFolders.US, about, file, "account", now, stays: () => false));
        Assert.Empty(ready.Of(about));
    }

    private UploadShelf Uploads => open.Node.Services.GetRequiredService<UploadShelf>();

    private int Ciphertexts() =>
        open.Node.Services.GetRequiredService<IParcelShelf>().Held(TwoFolders.US, Side.Ours).Count();

    private IDictionary<string, object>? RowOf(string place)
    {
        using var db = open.Node.Services.GetRequiredService<DeskDatabase>().Open();
        return (IDictionary<string, object>?)
            db.QuerySingleOrDefault("SELECT * FROM upload WHERE id = @id", new { id = Id(place) });
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Proof(string html)
    {
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return html[from..html.IndexOf('"', from)];
    }
}
