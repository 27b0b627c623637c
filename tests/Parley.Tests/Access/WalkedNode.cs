using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Api;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Node.Together;
using Parley.Node.Webhooks;
using Parley.Tests.Node;

namespace Parley.Tests.Access;

/// <summary>
/// A real node with something of everything there is a page for: requests of several stages both ways, drafts and
/// decisions that wait, were offered and sent back, agreements of both sides, tasks, notes, a rule book, a change that
/// waits, a webhook, tokens, and a matter that is kept longer.
/// </summary>
public sealed class WalkedNode : IAsyncLifetime
{
    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"}, "rules": [], "areas": [], "grounds": [], "keeping": [],
          "steps": [{"id": "5.1", "title": {"en": "A look at the law", "zh": "法律审核"},
                     "basis": {"en": "Art. 5", "zh": "第五条"}, "need": "legal-check", "by": [{"roles": ["reader"]}]}]
        }
        """;

    private static readonly Officer Liaison = new("us-cyber-police", "An Invented Officer", "liaison");

    internal OpenNode Open { get; } = new();

    /// <summary>Where a walk begins.</summary>
    internal IReadOnlyList<string> Begun =>
        [
            "/",
            "/requests?view=open&urgency=routine",
            $"/requests/acknowledge?number={Open.Request}",
            $"/requests/assign?number={Open.Request}",
        ];

    /// <summary>The addresses of everything an officer with this role read, as the local ledger has them.</summary>
    internal IReadOnlyList<string> ReadBy(Role role) =>
        [
            .. Service<LocalShelf>()
                .Find(new ReadChoice([$"{role}".ToLowerInvariant()]), 1, 100_000)
                .Where(one => one.Line.As is ReadAs.Page or ReadAs.Export)
                .Select(one => one.Line.Path),
        ];

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await Open.InitializeAsync();
        await Requests();
        Drafts();
        await Agreements();
        Inside();
        Settings();
        await Open.Quiet();
    }

    public ValueTask DisposeAsync() => Open.DisposeAsync();

    private T Service<T>()
        where T : notnull => Open.Node.Services.GetRequiredService<T>();

    private Account AccountOf(Role role) => Service<AccountShelf>().FindBySignInName($"{role}".ToLowerInvariant())!;

    private RequestSight Sight(string number) => Service<RequestBook>().Find(number)!;

    private async Task Requests()
    {
        var clear = new Prose("Which bank?", "en", "哪家银行？");
        var asked = new RequestStatement.ClarificationAsked([new Question("1", null, clear)]);
        await Say(await Open.Ask(), new RequestStatement.Acknowledged(null), asked);
        var why = new Prose("Not held here.", "en", "本方未持有。");
        var refused = new RequestStatement.Refused([new GroundGiven("not-available", why)]);
        await Say(await Open.Ask(), new RequestStatement.Acknowledged(null), refused);

        // One decision waits, another was sent back; neither is of an officer who walks.
        var number = await Open.Ask();
        var prepared = Service<PreparedShelf>();
        foreach (var isBack in new[] { true, false })
        {
            prepared.Add(Sight(number), RequestMove.Refuse, refused, "", new PreparedBy("author", "某人", Now));
            var move = Service<PreparedBook>().About(Sight(number).Request.Id).Single();
            if (isBack)
            {
                Service<PreparedBook>().Return(move, new SentBack("某人", "Say more."));
            }
        }
        var version = Open.Node.Record.Reading.GuidelinesInForce(TwoFolders.US, Now)!.Value.Version;
        var ours = await Pair.Ask(Open.Node, version);
        await Open.Quiet();
        var acknowledged = new RequestStatement.Acknowledged(null);
        await Open.Other.Record.State(TwoFolders.CN, ours.About, acknowledged, Liaison);
        await Open.Quiet();
    }

    private async Task Say(string number, params Statement[] all)
    {
        foreach (var said in all)
        {
            var stating = await Open.Node.Record.State(TwoFolders.US, SubjectId.Parse(number), said, Liaison);
            Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        }
    }

    /// <summary>One that is written, one offered, one sent back, each by the drafter and by another.</summary>
    private void Drafts()
    {
        var shelf = Service<DraftShelf>();
        var text = Sight(Open.Request).Request.Current();
        foreach (var author in new[] { AccountOf(Role.Drafter).Id, "author" })
        {
            shelf.Add(TwoFolders.US, text, author, "某人", Now);
            shelf.Offer(shelf.Add(TwoFolders.US, text, author, "某人", Now).Id, author, 1);
            var back = shelf.Add(TwoFolders.US, text, author, "某人", Now).Id;
            shelf.Offer(back, author, 1);
            shelf.SendBack(back, "Say more.");
        }
    }

    private async Task Agreements()
    {
        foreach (var (by, to) in new[] { (Open.Node, TwoFolders.US), (Open.Other, TwoFolders.CN) })
        {
            var title = new Bilingual("A plan", "计划");
            const string content = """{"a":1}""";
            var hash = StatementFormat.ContentHash(content);
            var proposed = new AgreementStatement.Proposed("exercise-plan", 1, title, Now, content, hash);
            Assert.Null((await by.Record.Open(to, 'A', proposed, Liaison)).Refusal);
        }
        // One waits that another prepared; one came back to the releaser.
        var waiting = Service<PreparedAgreementShelf>();
        var guidelines = Service<AgreementBook>().All().First(one => one.Agreement.Kind is AgreementRules.Guidelines);
        var ended = new AgreementStatement.Ended(new Prose("Replaced.", "en", "已被取代。"));
        waiting.Add(guidelines.Place, ended, null, new PreparedBy("author", "某人", Now));
        var own = new PreparedBy(AccountOf(Role.Releaser).Id, "某人", Now);
        waiting.Return(waiting.Add(guidelines.Place, ended, null, own)!.Value, new SentBack("某人", "Say more."), Now);
        await Open.Quiet();
    }

    private void Inside()
    {
        var matter = MatterKey.Of(Sight(Open.Request).Request.Id);
        foreach (var role in Enum.GetValues<Role>())
        {
            var account = AccountOf(role);
            Service<NoteShelf>().Add(matter, account.Id, $"A note by {role}.", [], $"note-{role}", Now);
            var task = new MatterTask(
                0,
                matter,
                "Ask the bank.",
                new Holder(account.Id, null),
                null,
                null,
                account.Id,
                Now,
                []
            );
            Service<TaskShelf>().Add(task, $"task-{role}");
        }
        foreach (var role in Enum.GetValues<Role>())
        {
            var filter = new RequestFilter { Kind = "information" };
            Assert.True(Service<SavedViews>().Save(AccountOf(role).Id, "Mine", filter));
        }
        Service<KeepingHolds>().Put(Sight(Open.Request).Request.Id, "The court has not decided.", Doer.Command);
    }

    private void Settings()
    {
        var books = Service<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(Book), "a test", Doer.Command), Doer.Command);
        var wanting = SessionClaims.Of(AccountOf(Role.Operator));
        var reader = AccountOf(Role.Reader).Id;
        Service<WantedChanges>().Want(ChangeKind.Roles, reader, "Reader Drafter", wanting, Doer.Command);
        Service<WebhookShelf>()
            .Add("Case system", new Uri("https://cases.example/parley"), [EventKind.Stated], "operator");
        foreach (var role in Enum.GetValues<Role>())
        {
            Service<ApiTokens>().Make(AccountOf(role), "case system", [TokenScope.Read], 30, Doer.Command);
        }
    }
}
