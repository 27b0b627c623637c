using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Node;

namespace Parley.Tests.Access;

/// <summary>
/// Which role may send which form about a request, sent whole, with the proof of a page: the table asks before that
/// proof, and cannot tell.
/// </summary>
public sealed class MoveAccessTests(OpenNode open) : IClassFixture<OpenNode>
{
    /// <summary>Another officer releases these, so who only releases does not begin them.</summary>
    private static readonly RequestMove[] Released =
    [
        RequestMove.Accept,
        RequestMove.Refuse,
        RequestMove.Answer,
        RequestMove.LimitUse,
    ];

    private static readonly RequestStatement.Refused No = new([
        new GroundGiven("not-available", new Prose("Not held here.", "en", "本方未持有。")),
    ]);

    public static TheoryData<Role, RequestMove> EveryRoleAndMove =>
        new(from role in Enum.GetValues<Role>() from move in Enum.GetValues<RequestMove>() select (role, move));

    public static TheoryData<Role> EveryRole => new(Enum.GetValues<Role>());

    [Theory]
    [MemberData(nameof(EveryRoleAndMove))]
    public async Task A_move_is_taken_from_whom_it_is_open_to_and_refused_to_all_others(Role role, RequestMove move)
    {
        var status = await Send(role, $"/requests/{open.Request}/do/{move}");
        Assert.True(MayTry(role, move) ? status is 200 or 302 or 422 : status is 403, $"{status}");
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task A_decision_that_waits_is_taken_back_by_its_author_alone(Role role)
    {
        var prepared = open.Node.Services.GetRequiredService<PreparedBook>();
        var author = new PreparedBy(AccountOf(Role.Drafter), "某人", TimeProvider.System.GetUtcNow());
        open.Node.Services.GetRequiredService<PreparedShelf>().Add(Sight, RequestMove.Refuse, No, $"{role}", author);
        var waits = prepared.About(Sight.Request.Id)[^1];
        var status = await Send(role, $"/prepared/{waits.Id}/take-back");
        Assert.Equal(role is Role.Drafter ? 302 : 403, status);
        Assert.Equal(role is not Role.Drafter, prepared.Find(waits.Id) is not null);
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task A_draft_of_a_move_is_discarded_by_whom_the_move_is_open_to(Role role)
    {
        var shelf = open.Node.Services.GetRequiredService<MoveDraftShelf>();
        var author = new PreparedBy("author", "某人", TimeProvider.System.GetUtcNow());
        foreach (var move in new[] { RequestMove.ReportProgress, RequestMove.Refuse })
        {
            shelf.Save(Sight, move, default, "[]", author);
            var draft = shelf.About(Sight.Request.Id).First(one => one.Move == move);
            var place = $"/requests/{open.Request}/do/{move}/drafts/{draft.Id}/discard";
            var status = await Send(role, place, ("version", $"{draft.Version}"));
            Assert.Equal(MayTry(role, move) ? 302 : 403, status);
            Assert.Equal(!MayTry(role, move), shelf.Find(draft.Id) is not null);
        }
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task What_was_not_validated_is_opened_by_who_acts_and_not_by_who_looks(Role role)
    {
        var version = open.Node.Record.Reading.GuidelinesInForce(TwoFolders.US, TimeProvider.System.GetUtcNow());
        var ours = await Pair.Ask(open.Node, version!.Value.Version, "emergency-disclosure");
        Assert.True(ours.Refusal is null, ours.Refusal?.Sentence.En);
        var note = new Prose("It is kept apart.", "en", "已单独存放。");
        var not = new RequestStatement.Validated(Validation.NotValidated, "A court", Reference: null, note);
        var officer = new Officer("cn-cyber-police", "An Invented Officer", "liaison");
        var stating = await open.Node.Record.State(TwoFolders.US, ours.About, not, officer);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        var status = await Send(role, $"/requests/{ours.About}/use", ("reason", "The trial of the case."));
        Assert.Equal(role is Role.Drafter or Role.Releaser ? 302 : 403, status);
    }

    private RequestSight Sight => open.Node.Services.GetRequiredService<RequestBook>().Find(open.Request)!;

    private string AccountOf(Role role) =>
        open.Node.Services.GetRequiredService<AccountShelf>().FindBySignInName($"{role}".ToLowerInvariant())!.Id;

    private static bool MayTry(Role role, RequestMove move) =>
        role is Role.Drafter || (role is Role.Releaser && !Released.Contains(move));

    /// <summary>Sends a form as a page of this officer would, and tells the status.</summary>
    private async Task<int> Send(Role role, string path, params (string Name, string Value)[] fields)
    {
        using var browser = await open.SignedIn(role);
        var proof = ValueOf(await browser.GetStringAsync("/account"), "__RequestVerificationToken");
        using var form = new FormUrlEncodedContent(
            fields
                .Append(("__RequestVerificationToken", proof))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2))
        );
        using var answer = await browser.PostAsync(path, form);
        return (int)answer.StatusCode;
    }

    private static string ValueOf(string html, string name)
    {
        var mark = $"name=\"{name}\" value=\"";
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return html[from..html.IndexOf('"', from)];
    }
}
