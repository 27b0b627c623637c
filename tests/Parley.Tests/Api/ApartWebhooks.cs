using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Desk;
using Parley.Node.Look;
using Parley.Node.Webhooks;
using Parley.Tests.Sealing;

namespace Parley.Tests.Api;

/// <summary>The webhooks of a node with a database and a clock of their own.</summary>
internal sealed class ApartWebhooks : IDisposable
{
    private readonly TemporaryFolder folder;
    private readonly bool owns;
    private readonly WebhookLine line;

    public ApartWebhooks(RunningNode node, ApartWebhooks? before = null, TimeSpan? patience = null)
    {
        folder = before?.folder ?? new TemporaryFolder();
        owns = before is null;
        Clock = before?.Clock ?? new MovedClock();
        var services = node.Services;
        var database = new ApiDatabase(new DeskOptions { Party = node.Record.Self.Code, DataFolder = folder.Path });
        Feed = new Feed(
            database,
            node.Record,
            services.GetRequiredService<FeedClocks>(),
            ActivatorUtilities.CreateInstance<FeedHolds>(services),
            ActivatorUtilities.CreateInstance<SentBackNow>(services),
            services.GetRequiredService<LeftReleased>(),
            Clock
        );
        Shelf = new WebhookShelf(database, Feed, services.GetRequiredService<IDataProtectionProvider>(), Clock);
        Outbox = new WebhookOutbox(database, Clock);
        line = new WebhookLine(new WebhookGate([]), patience);
        Sender = new WebhookSender(
            Shelf,
            Outbox,
            line,
            Feed,
            node.Record,
            services.GetRequiredService<SecurityEvents>(),
            services.GetRequiredService<IChanges>(),
            Clock
        );
    }

    public MovedClock Clock { get; }

    public Feed Feed { get; }

    public WebhookShelf Shelf { get; }

    public WebhookOutbox Outbox { get; }

    public WebhookSender Sender { get; }

    public string Folder => folder.Path;

    public void Dispose()
    {
        line.Dispose();
        if (owns)
        {
            folder.Dispose();
        }
    }
}

internal sealed class MovedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
