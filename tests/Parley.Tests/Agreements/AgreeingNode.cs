using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Agreements;

/// <summary>
/// A real node, CN, with three officers who release, one of them of the central authority, a lawyer, and others; and
/// the other side, which puts versions of the guidelines forward. It can be stopped and started again.
/// </summary>
public sealed class AgreeingNode : IAsyncLifetime
{
    internal const string LegalCheck = """
        {"id": "5.4", "title": {"en": "Checked in law", "zh": "法律审核"}, "basis": {"en": "Art. 3", "zh": "第三条"},
         "need": "legal-check", "by": [{"competences": ["central-authority"]}],
         "matters": {"agreements": ["guidelines"], "moves": ["propose", "accept"]}}
        """;

    internal const string TwoReleasers = """
        {"id": "5.5", "title": {"en": "By two", "zh": "双签"}, "basis": {"en": "Art. 6", "zh": "第六条"},
         "need": "two-releasers", "matters": {"agreements": ["guidelines", "review"]}}
        """;

    internal const string CentralAlone = """
        {"id": "3.1", "title": {"en": "Central authority", "zh": "中央机关"}, "basis": {"en": "Art. 1", "zh": "第一条"},
         "acts": ["release"], "matters": {"agreements": ["guidelines"]},
         "only": [{"competences": ["central-authority"]}]}
        """;

    private static readonly Officer Theirs = new("us-central", "An Invented Official", "head");

    private readonly Pair pair = new();
    private readonly Dictionary<string, CookieContainer> sessions = new(StringComparer.Ordinal);

    internal RunningNode Cn => pair.Cn!;

    internal JointRecord Record => Cn.Record;

    /// <summary>The number of the guidelines.</summary>
    internal string Guidelines { get; private set; } = "";

    internal string Content { get; private set; } = "";

    internal Agreement Agreement => Service<AgreementBook>().Find(Guidelines)!.Agreement;

    internal AgreementPlace Place => Service<AgreementBook>().Find(Guidelines)!.Place;

    internal PreparedAgreements Prepared => Service<PreparedAgreements>();

    internal T Service<T>()
        where T : notnull => Cn.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        Add("first", Competence.PoliceLiaison, Role.Releaser);
        Add("second", Competence.PoliceLiaison, Role.Releaser);
        Add("central", Competence.CentralAuthority, Role.Releaser);
        Add("lawyer", Competence.CentralAuthority, Role.Reader);
        Add("drafter", Competence.PoliceLiaison, Role.Drafter);
        Add("operator", Competence.PoliceLiaison, Role.Operator);
        await pair.Start();
        Guidelines = (await pair.Agree()).Agreement.ToString();
        var sight = Service<AgreementBook>().Find(Guidelines)!;
        Content = Service<AgreementBook>().Content(sight, sight.Agreement.Latest);
    }

    public ValueTask DisposeAsync() => pair.DisposeAsync();

    internal Task Quiet() => pair.Quiet();

    /// <summary>Stops the node and starts it anew, until it has heard the other side: before, nothing is stated.
    /// </summary>
    internal async Task Restart()
    {
        await pair.StopCn();
        await pair.StartCn();
        await pair.Quiet();
    }

    internal Task<Stating> Ask() =>
        Pair.Ask(Cn, Record.Reading.GuidelinesInForce(TwoFolders.US, TimeProvider.System.GetUtcNow())!.Value.Version);

    /// <summary>A rule book with these rules and steps; empty texts: none.</summary>
    internal void PutInForce(string rules, string steps)
    {
        var text = $$"""
            {"title": {"en": "Test book", "zh": "测试手册"}, "areas": [], "grounds": [], "keeping": [],
             "rules": [{{rules}}], "steps": [{{steps}}]}
            """;
        var books = Service<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(text), "a test", Doer.Command), Doer.Command);
    }

    /// <summary>The other side puts the next version forward; its number.</summary>
    internal async Task<int> TheirNext()
    {
        await Quiet();
        var version = Agreement.Latest.Number + 1;
        Assert.Null((await SaidThere(Next(version))).Refusal);
        await Quiet();
        return version;
    }

    internal AgreementStatement.Proposed Next(int version) =>
        new(
            AgreementRules.Guidelines,
            version,
            new Bilingual($"Guidelines, version {version}", $"准则第{version}版"),
            TimeProvider.System.GetUtcNow().AddDays(-1),
            Content,
            StatementFormat.ContentHash(Content)
        );

    internal Task<Stating> SaidThere(AgreementStatement said) =>
        pair.Us!.Record.State(TwoFolders.CN, SubjectId.Parse(Guidelines), said, Theirs);

    /// <summary>A browser in which an officer is signed in; once for all tests, for one address may not try it often.
    /// </summary>
    internal async Task<HttpClient> As(string name)
    {
        var known = sessions.TryGetValue(name, out var cookies);
        sessions[name] = cookies ??= new CookieContainer();
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = cookies,
            UseProxy = false,
        };
        var browser = new HttpClient(handler) { BaseAddress = new Uri(Cn.Address) };
        if (!known)
        {
            using var answer = await OpenDesk.SignIn(browser, name);
            Assert.Equal(302, (int)answer.StatusCode);
        }
        return browser;
    }

    /// <summary>Sends the form of a move, confirmed or not.</summary>
    internal async Task<HttpResponseMessage> Say(
        HttpClient browser,
        AgreementMove move,
        int version,
        string once = "",
        bool confirmed = true,
        string? reason = null
    ) =>
        await OpenDesk.Post(
            browser,
            "/agreements",
            $"/agreements/{Guidelines}/{move}",
            [
                ("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("once", once),
                ("reason.text", reason ?? (move is AgreementMove.Accept ? "" : "Too short.")),
                .. confirmed ? [("confirmed", "yes")] : Array.Empty<(string, string)>(),
            ]
        );

    internal static Task<HttpResponseMessage> Post(
        HttpClient browser,
        string address,
        params (string, string)[] fields
    ) => OpenDesk.Post(browser, "/agreements", address, fields);

    /// <summary>Sends a form that is taken; where it is not, the answer tells why.</summary>
    internal static async Task Done(HttpClient browser, string address, params (string, string)[] fields)
    {
        using var answer = await Post(browser, address, fields);
        Assert.True((int)answer.StatusCode is 302, $"{answer.StatusCode}: {await Text(answer)}");
    }

    internal static async Task<string> Page(HttpClient browser, string address) =>
        WebUtility.HtmlDecode(await browser.GetStringAsync(address));

    internal static async Task<string> Text(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private void Add(string name, Competence competence, Role role)
    {
        var both = new Bilingual($"An Invented {name}", $"某{name}");
        var authority = competence is Competence.CentralAuthority ? "cn-central" : "cn-police";
        var officer = new NewOfficer(both, authority, both, both, [role], [competence]);
        Assert.Null(Officers.Of(pair.Folders.Cn.DeskFolder).Add(name, OpenDesk.Password, officer, Doer.Command));
    }
}
