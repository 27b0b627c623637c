using System.Net;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Bridge;
using Parley.Node.Desk;
using Parley.Node.Look;
using Parley.Node.Parcels;
using Parley.Node.Settings;
using Parley.Node.Storage;
using Parley.Node.Together;

namespace Parley.Node;

/// <summary>
/// One nation's node at work: its record open, its pages served to its officers, its exchange port open to admitted
/// parties. Several may run in one process, as in the demo.
/// </summary>
public sealed class RunningNode : IAsyncDisposable
{
    private readonly Opened opened;

    private RunningNode(Opened opened) => this.opened = opened;

    public JointRecord Record => opened.Record!;

    /// <summary>The services of the pages, for the command and the demo.</summary>
    public IServiceProvider Services => App.Services;

    /// <summary>Where the pages are.</summary>
    public string Address => App.Urls.First(u => !u.StartsWith("https://", StringComparison.Ordinal));

    /// <summary>Starts a node from its folder.</summary>
    /// <param name="personas">In the demo only: the file of personas one may take on with a click.</param>
    /// <param name="through">What deliveries pass on their way to the network.</param>
    /// <param name="throughParcels">What parcels pass on their way from the network.</param>
    /// <exception cref="IOException">The node is running already, or a port is taken.</exception>
    /// <exception cref="InvalidDataException">The folder is not whole, or the record is not what was receipted.
    /// </exception>
    public static async Task<RunningNode> Start(
        NodeFolder folder,
        TimeProvider clock,
        string? personas = null,
        Func<ILink, ILink>? through = null,
        Func<IParcelLink, IParcelLink>? throughParcels = null
    )
    {
        var settings = folder.Settings();
        var opened = new Opened(folder.Hold());
        try
        {
            var self = folder.Self();
            opened.Shelf = new SqliteShelf(folder.RecordFolder);
            opened.Record = JointRecord.Open(self, folder.Peers(), opened.Shelf, clock);
            opened.Network = new HttpLink(self);
            opened.Fetching = new HttpParcels(self);
            var line = through?.Invoke(opened.Network) ?? opened.Network;
            var parcels = throughParcels?.Invoke(opened.Fetching) ?? opened.Fetching;
            var files = new ParcelFiles(folder.ParcelsFolder);
            files.Tidy();
            var quotas = new Quotas(new AccountShelf(folder.DeskFolder), ParcelSettings.Limits(settings.Parcels));
            opened.Rounds = new ParcelRounds(opened.Record, files, parcels, quotas.Of, clock);
            var exchange = IPEndPoint.Parse(settings.Exchange);
            opened.App = Compose(
                folder,
                settings,
                opened.Record,
                line,
                clock,
                exchange,
                personas,
                services =>
                {
                    services.AddSingleton<IParcelShelf>(files);
                    services.AddSingleton(quotas);
                    services.AddSingleton(opened.Rounds);
                }
            );
            await opened.App.StartAsync();
            opened.Record.Deliver(line);
            opened.Rounds.Begin();
            return new RunningNode(opened);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs until asked to stop.</summary>
    public Task Wait(CancellationToken stop) => App.WaitForShutdownAsync(stop);

    /// <summary>It stopped because something in it broke, not because it was asked to.</summary>
    public bool Broke =>
        App
            .Services.GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Any(service => service.ExecuteTask is { IsFaulted: true });

    public ValueTask DisposeAsync() => opened.DisposeAsync();

    private WebApplication App => opened.App!;

    private static WebApplication Compose(
        NodeFolder folder,
        NodeSettings settings,
        JointRecord record,
        ILink line,
        TimeProvider clock,
        IPEndPoint exchange,
        string? personas,
        Action<IServiceCollection> parcels
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder
            .Logging.ClearProviders()
            .AddSimpleConsole(c => c.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            // Session keys lie in the node's own folder, protected as its other keys are.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // Sign-ins and changes of accounts are told to whoever keeps the log; the demo has personas to click on.
            .AddFilter(typeof(SecurityEvents).FullName, personas is null ? LogLevel.Information : LogLevel.Warning);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton(record);
        builder.Services.AddSingleton(line);
        parcels(builder.Services);
        builder.Services.AddSingleton<INodeSight, NodeSight>();
        builder.Services.AddHostedService<Ticker>();
        var options = new DeskOptions
        {
            Party = record.Self.Code,
            DataFolder = folder.DeskFolder,
            PersonasFile = personas,
            Proxies = settings.Proxies ?? [],
            Hosts = HostsOf(settings),
            SignIn = settings.SignIn ?? new SignInSettings(),
            Notices = settings.Notices,
            KeepReadsDays = settings.KeepReadsDays ?? 5 * 365,
            RequestsPerMinute = settings.RequestsPerMinute ?? 900,
            ProgramsMay = ProgramSettings.Opened(settings.Programs),
            WebhookNetworks = [.. (settings.Programs?.WebhookNetworks ?? []).Select(IPNetwork.Parse)],
        };
        builder.AddDesk(options);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LinkAnswer.MaxBody;
            kestrel.Listen(DeskAddress(settings.Desk));
            kestrel.ListenForPeers(exchange, record);
        });
        var app = builder.Build();
        app.UseExchange(exchange.Port, record);
        app.UseLocalPort(folder, record);
        app.UseDesk();
        var changes = app.Services.GetRequiredService<IChanges>();
        record.LimitsOf = app.Services.GetRequiredService<StatementQuotas>().Of;
        record.Changed += change => Announce(changes, change);
        app.Services.GetRequiredService<ParcelRounds>().Moved += id => changes.Announce(id.ToString());
        return app;
    }

    private static IPEndPoint DeskAddress(string address)
    {
        var uri = new Uri(address);
        var host = string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.Loopback
            : IPAddress.Parse(uri.Host);
        return new IPEndPoint(host, uri.Port);
    }

    /// <summary>The names under which the pages are asked for.</summary>
    private static string[] HostsOf(NodeSettings settings)
    {
        var desk = new Uri(settings.Desk);
        var named = settings.Hosts ?? [];
        return IPAddress.IsLoopback(DeskAddress(settings.Desk).Address)
            ? [desk.Host, "localhost", "127.0.0.1", "[::1]", .. named]
            : [desk.Host, .. named];
    }

    private static void Announce(IChanges changes, RecordChange change)
    {
        changes.Announce("links");
        if (change.Subjects.Count == 0)
        {
            return;
        }
        changes.Announce("record");
        foreach (var id in change.Subjects)
        {
            changes.Announce(id.ToString());
            changes.Announce(
                id.Letter switch
                {
                    'R' => "requests",
                    'A' => "agreements",
                    'V' => "review",
                    _ => "links",
                },
                MatterKey.Of(id)
            );
        }
    }

    /// <summary>What a node holds open; let go again in reverse order, also where it did not come to run.</summary>
    private sealed class Opened(FileStream folder) : IAsyncDisposable
    {
        public SqliteShelf? Shelf { get; set; }

        public JointRecord? Record { get; set; }

        public HttpLink? Network { get; set; }

        public HttpParcels? Fetching { get; set; }

        public ParcelRounds? Rounds { get; set; }

        public WebApplication? App { get; set; }

        public async ValueTask DisposeAsync()
        {
            if (App is not null)
            {
                await App.StopAsync();
                await App.DisposeAsync();
            }
            if (Rounds is not null)
            {
                await Rounds.DisposeAsync();
            }
            if (Record is not null)
            {
                await Record.DisposeAsync();
            }
            Fetching?.Dispose();
            Network?.Dispose();
            Shelf?.Dispose();
            await folder.DisposeAsync();
        }
    }
}
