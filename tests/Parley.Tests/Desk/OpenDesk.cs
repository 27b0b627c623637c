using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Look;
using Parley.Node.Storage;
using Parley.Node.Together;

namespace Parley.Tests.Desk;

/// <summary>A real desk on a free port of this machine, with a record of its own and nobody at the other end.</summary>
public sealed class OpenDesk : IAsyncDisposable
{
    public const string Password = "a long enough password";

    private readonly string folder = Directory.CreateTempSubdirectory("parley-desk-").FullName;
    private readonly WebApplication app;
    private readonly SqliteShelf shelf;
    private readonly JointRecord record;

    public OpenDesk(
        int signInsPerMinute = 100,
        TimeProvider? clock = null,
        SignInSettings? signIn = null,
        NoticeSettings? notices = null
    )
    {
        var name = new Bilingual("United States", "美国");
        var self = Party.Make(
            In("keys"),
            "US",
            name,
            "us.parley.example",
            ["https://127.0.0.1:1"],
            TimeProvider.System.GetUtcNow()
        );
        Directory.CreateDirectory(In("record"));
        shelf = new SqliteShelf(In("record"));
        record = JointRecord.Open(self, [], shelf, TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(record);
        builder.Services.AddSingleton<INodeSight, Parley.Node.NodeSight>();
        builder.Services.AddSingleton<IParcelShelf>(new ParcelFiles(In("parcels")));
        builder.Services.AddSingleton<IParcelLink, NoLine>();
        builder.Services.AddSingleton(services => new ParcelRounds(
            record,
            services.GetRequiredService<IParcelShelf>(),
            services.GetRequiredService<IParcelLink>(),
            _ => ParcelLimits.Usual,
            TimeProvider.System
        ));
        builder.AddDesk(
            new DeskOptions
            {
                Party = self.Code,
                DataFolder = In("desk"),
                SignInsPerMinute = signInsPerMinute,
                SignIn = signIn ?? new SignInSettings(),
                Notices = notices,
            }
        );
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.UseDesk();
        app.StartAsync().GetAwaiter().GetResult();
        Add("hale", Role.Drafter);
        Add("reed", Role.Reader);
        Add("marsh", Role.Operator);
    }

    public Uri Address =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public Officers Officers => app.Services.GetRequiredService<Officers>();

    public SecurityEvents Events => app.Services.GetRequiredService<SecurityEvents>();

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public IChanges Changes => app.Services.GetRequiredService<IChanges>();

    public string DeskFolder => In("desk");

    /// <summary>A browser that keeps cookies and follows nothing by itself.</summary>
    public HttpClient Browser() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address };

    /// <summary>Signs in; the answer to the form.</summary>
    public static async Task<HttpResponseMessage> SignIn(HttpClient browser, string name, string password = Password) =>
        await Post(browser, "/sign-in", "/sign-in", ("name", name), ("password", password));

    /// <summary>Sends a form with the proof that the page it stands on gave.</summary>
    public static async Task<HttpResponseMessage> Post(
        HttpClient browser,
        string page,
        string address,
        params (string Name, string Value)[] fields
    )
    {
        var html = await browser.GetStringAsync(page);
        return await Answer(browser, html, address, fields);
    }

    /// <summary>Sends a form with the proof on a page that is at hand.</summary>
    public static async Task<HttpResponseMessage> Answer(
        HttpClient browser,
        string html,
        string address,
        params (string Name, string Value)[] fields
    )
    {
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var token = html[from..html.IndexOf('"', from)];
        var form = fields
            .Append(("__RequestVerificationToken", token))
            .ToDictionary(one => one.Item1, one => one.Item2);
        using var content = new FormUrlEncodedContent(form);
        return await browser.PostAsync(address, content);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await record.DisposeAsync();
        shelf.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Add(string signInName, Role role)
    {
        var both = new Bilingual(signInName, signInName);
        Officers.Add(signInName, Password, new NewOfficer(both, "us-test", both, both, [role]), Doer.Command);
    }

    private string In(string name) => Path.Combine(folder, name);

    /// <summary>Nobody is at the other end.</summary>
    private sealed class NoLine : IParcelLink
    {
        public Task<ParcelAnswer> Fetch(
            Peer peer,
            Uri address,
            string sealedSha256,
            long from,
            CancellationToken cancel
        ) => throw new IOException("Nobody is there.");
    }
}
