using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;
using Parley.Tests.Samples;

namespace Parley.Tests.Law;

/// <summary>
/// A real node with the test rule book in force: a request, a draft and a prepared refusal that only officers of the
/// central authority may read, each with a marker in what it says; and an officer who may.
/// </summary>
public sealed class LawfulNode : IAsyncLifetime
{
    /// <summary>A word to search for, and one that stands beside it and nowhere else.</summary>
    public const string Searched = "quillwort";
    public const string Marker = "PLANTED-7f3a91";

    internal const string Central = "central";

    internal OpenNode Open { get; } = new();

    internal string Hidden { get; private set; } = "";

    internal long Draft { get; private set; }

    internal long Prepared { get; private set; }

    internal T Service<T>()
        where T : notnull => Open.Node.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await Open.InitializeAsync();
        var both = new Bilingual("An Invented Prosecutor", "某检察官");
        var officer = new NewOfficer(
            both,
            "cn-central",
            both,
            both,
            [Role.Drafter, Role.Releaser],
            [Competence.CentralAuthority]
        );
        Assert.Null(Officers.Of(Open.Folder.DeskFolder).Add(Central, OpenDesk.Password, officer, Doer.Command));
        Hidden = await Open.Ask(Restricted);
        var sight = Service<RequestBook>().Find(Hidden)!;
        var now = TimeProvider.System.GetUtcNow();
        Draft = Service<DraftShelf>().Add(TwoFolders.US, Restricted(sight.Request.Current()), "none", "某人", now).Id;
        var reason = new Prose($"{Searched} {Marker}", "en", Translation: null);
        var refused = new RequestStatement.Refused([new GroundGiven("essential-interests", reason)]);
        Service<PreparedShelf>().Add(sight, RequestMove.Refuse, refused, "", new PreparedBy("none", "某人", now));
        Prepared = Service<PreparedBook>().All().Single().Id;
        PutInForce(TestBook.Text);
    }

    public ValueTask DisposeAsync() => Open.DisposeAsync();

    internal void PutInForce(string text)
    {
        var books = Service<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(text), "a test", Doer.Command), Doer.Command);
    }

    /// <summary>Signed in as the officer who may read everything.</summary>
    internal async Task<HttpClient> AsCentral()
    {
        var browser = Open.Browser(new CookieContainer());
        using var answer = await OpenDesk.SignIn(browser, Central);
        Assert.Equal(302, (int)answer.StatusCode);
        return browser;
    }

    internal string TokenOf(string signInName, TokenScope scope)
    {
        var account = new AccountShelf(Open.Folder.DeskFolder).FindBySignInName(signInName)!;
        return Service<ApiTokens>().Make(account, "a test", [scope], 30, Doer.Command)!;
    }

    internal static Draft Restricted(Draft draft) =>
        draft
            .With("handling-code", new Entry.Plain("H3"))
            .With("handling-restrictions", Written("For the central authority alone."))
            .With("facts", Written($"Of {Searched} it is said: {Marker}."));

    private static Entry.Written Written(string text) => new(new Prose(text, "en", $"译文：{text}"));
}
