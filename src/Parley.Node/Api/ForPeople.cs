using System.Security.Claims;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>
/// The acts whose point is that a person looks: programs do them only where the operator has opened the scope in
/// <c>node.json</c>, and never about what their own officer offered.
/// </summary>
internal static class ForPeople
{
    private static readonly ApiProblem Release = Problem(
        "release-is-for-people",
        "At this node a release is the act of a person. Have it released on the page",
        "mayRelease",
        "本节点规定由人员签发。请在页面上签发"
    );

    private static readonly ApiProblem Check = Problem(
        "check-is-for-people",
        "At this node a check before a release is the act of a person. Have it checked on the page",
        "mayCheck",
        "本节点规定签发前的审核由人员进行。请在页面上审核"
    );

    private static readonly ApiProblem Agree = Problem(
        "agreement-is-for-people",
        "At this node people alone agree and publish. Do it on the page",
        "mayAgree",
        "本节点规定协议和评估的发布由人员办理。请在页面上办理"
    );

    private static readonly ApiProblem Keep = Problem(
        "keeping-is-for-people",
        "At this node people alone decide what is kept longer. Do it on the page",
        "mayKeep",
        "本节点规定延长保存由人员决定。请在页面上办理"
    );

    /// <summary>The filter of calls that are people's unless a scope is opened.</summary>
    public static Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> Unless(
        TokenScope scope
    ) =>
        async (call, next) =>
            call.HttpContext.RequestServices.GetRequiredService<DeskOptions>().ProgramsMay.Contains(scope)
                ? await next(call)
                : ProblemOf(scope).Answer();

    /// <summary>The officer offered it for release, though others wrote it, and so is not the second person.</summary>
    public static bool IsOffered(DraftSight draft, ClaimsPrincipal by) =>
        draft.Kept.OfferedBy is { } account
        && string.Equals(account, by.AccountId(), StringComparison.Ordinal)
        && !draft.Kept.Authors.Contains(account, StringComparer.Ordinal);

    private static ApiProblem ProblemOf(TokenScope scope) =>
        scope switch
        {
            TokenScope.Check => Check,
            TokenScope.Agree => Agree,
            TokenScope.Keep => Keep,
            _ => Release,
        };

    private static ApiProblem Problem(string code, string english, string setting, string chinese) =>
        new(
            StatusCodes.Status403Forbidden,
            code,
            new Bilingual(
                $"{english}, or let the operator set “{setting}” for programs in node.json.",
                $"{chinese}，或由运维人员在 node.json 中为程序设置“{setting}”。"
            )
        );
}
