using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Parcels;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Erasing;
using Parley.Tests.Node;
using static Parley.Tests.Parcels.Stretches;

namespace Parley.Tests.Parcels;

/// <summary>A file that is still coming in when its request is erased comes to nothing.</summary>
public sealed class UploadErasedTests : IAsyncLifetime
{
    private readonly ErasedNodes nodes = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var both = new Bilingual("An Invented Drafter", "某人");
        Officers
            .Of(nodes.Pair.Folders.Cn.DeskFolder)
            .Add(
                "drafter",
                OpenDesk.Password,
                new NewOfficer(both, "cn-cyber-police", both, both, [Role.Drafter]),
                Doer.Command
            );
        await nodes.Start();
        await nodes.Live();
        await nodes.Later(200);
    }

    public ValueTask DisposeAsync() => nodes.DisposeAsync();

    [Fact]
    public async Task By_a_program_by_a_page_and_in_stretches()
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        using var handler = new HttpClientHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            CookieContainer = new CookieContainer(),
        };
        using var browser = new HttpClient(handler) { BaseAddress = new Uri(nodes.Cn.Address) };
        (await OpenDesk.SignIn(browser, "drafter")).Dispose();
        var files = $"requests/{nodes.Asked}/files";
        var place = await Begin(program, $"{files}/uploads", $"{ErasedNodes.Planted}.bin", Bytes.Length);
        Assert.Equal(204, (await Bring(program, place, Bytes[..1000], 0)).Status);

        var before = Parts();
        var bytes = new HaltingContent(Bytes, 1_200_000);
        var byProgram = program.Send(HttpMethod.Post, $"{files}?name=a.bin", Typed(bytes), ProgramNodes.NewKey(), null);
        var form = await Form(browser, $"/{files}");
        var byPage = browser.PostAsync($"/{files}", form, Cancel);
        // Both have found the request, and are being sealed.
        await TwoFolders.Until(() => Parts() == before + 2, "both files are coming in");
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        Assert.Null(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asked));
        bytes.GoOn();
        form.GoOn();

        Assert.True(await IsNotThere(async () => (await byProgram).Status), "by a program");
        Assert.True(
            await IsNotThere(async () =>
            {
                using var page = await byPage;
                return (int)page.StatusCode;
            }),
            "by a page"
        );
        Assert.Empty(nodes.Cn.Services.GetRequiredService<ReadyFiles>().Of(nodes.Asked));
        Assert.Empty(nodes.Cn.Services.GetRequiredService<UploadShelf>().UnderWay());
        Assert.Empty(nodes.Cn.Services.GetRequiredService<IParcelShelf>().Held(TwoFolders.US, Side.Ours));
        Assert.Equal(404, (await Bring(program, place, Bytes[1000..], 1000)).Status);
    }

    /// <summary>It is answered that there is no such request; or the line is cut under a file whose answer was given
    /// before the whole of it had come, which a web server waits for a few seconds only.</summary>
    private static async Task<bool> IsNotThere(Func<Task<int>> answer)
    {
        try
        {
            return await answer() == StatusCodes.Status404NotFound;
        }
        catch (HttpRequestException cut) when (cut.InnerException is IOException)
        {
            return true;
        }
    }

    private int Parts() =>
        Directory.GetFiles(nodes.Pair.Folders.Cn.ParcelsFolder, "*", SearchOption.AllDirectories).Length;

    private static HaltingContent Typed(HaltingContent bytes)
    {
        bytes.Headers.ContentType = new("text/csv");
        return bytes;
    }

    private static async Task<HaltingContent> Form(HttpClient browser, string page)
    {
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var html = await browser.GetStringAsync(page, Cancel);
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(html[from..html.IndexOf('"', from)]), "__RequestVerificationToken");
        form.Add(new ByteArrayContent(Bytes), "file", "b.bin");
        var halting = new HaltingContent(await form.ReadAsByteArrayAsync(Cancel), 1_200_000);
        halting.Headers.ContentType = form.Headers.ContentType;
        return halting;
    }
}
