using Parley.Node.Access;

namespace Parley.Tests.Access;

/// <summary>
/// Who may ask what: a row for every page, form and address of the node. One that has no row here is a failed test, so
/// that nothing is opened without somebody deciding for whom.
/// </summary>
internal static class AccessTable
{
    /// <summary>Whoever comes, signed in or not.</summary>
    public const string Anyone = "anyone";

    /// <summary>Every officer, whatever the role.</summary>
    public const string Officers = "Reader Drafter Releaser Operator Auditor";

    /// <summary>Everybody but who only runs the node.</summary>
    public const string Matters = "Reader Drafter Releaser Auditor";

    /// <summary>Who acts on matters, and so may have them.</summary>
    public const string Acting = "Drafter Releaser";

    /// <summary>Everybody who takes part in matters: auditors only look.</summary>
    public const string TakingPart = "Reader Drafter Releaser";

    /// <summary>Programs by token, and no officer by session.</summary>
    public const string Programs = "programs";

    /// <summary>Programs by a token with this scope.</summary>
    public const string ToRead = Programs + " Read";
    public const string ToDraft = Programs + " Draft";
    public const string ToAct = Programs + " Act";
    public const string ToRelease = Programs + " Release";
    public const string ToCheck = Programs + " Check";
    public const string ToAgree = Programs + " Agree";
    public const string ToKeep = Programs + " Keep";
    public const string ToAudit = Programs + " Audit";

    /// <summary>What a token of an officer with one role may do with each scope it bears: the column of roles for every
    /// row of programs. Who only runs the node reads no matters, and auditors do nothing about them.</summary>
    public static readonly IReadOnlyDictionary<TokenScope, string> RolesOf = new Dictionary<TokenScope, string>
    {
        [TokenScope.Read] = Matters,
        [TokenScope.Draft] = nameof(Role.Drafter),
        [TokenScope.Act] = nameof(Role.Drafter),
        [TokenScope.Release] = nameof(Role.Releaser),
        [TokenScope.Check] = TakingPart,
        [TokenScope.Agree] = nameof(Role.Releaser),
        [TokenScope.Keep] = nameof(Role.Releaser),
        [TokenScope.Audit] = nameof(Role.Auditor),
    };

    /// <summary>The code by which acts are refused that are people's as long as the node opens no scope for them.
    /// </summary>
    public static readonly IReadOnlyDictionary<TokenScope, string> ForPeople = new Dictionary<TokenScope, string>
    {
        [TokenScope.Release] = "release-is-for-people",
        [TokenScope.Check] = "check-is-for-people",
        [TokenScope.Agree] = "agreement-is-for-people",
        [TokenScope.Keep] = "keeping-is-for-people",
    };

    /// <summary>The command, by the token in the node's folder.</summary>
    public const string Command = "command";

    public static readonly IReadOnlyDictionary<string, string> Rows = new Dictionary<string, string>(
        AgreementRows.All.Concat(FileRows.All),
        StringComparer.Ordinal
    )
    {
        ["GET /look/{mark}/{name}"] = Anyone,
        ["POST /appearance"] = Anyone,
        ["GET /sign-in"] = Anyone,
        ["POST /sign-in"] = Anyone,
        ["POST /sign-in/second"] = Anyone,
        ["POST /sign-in/passkey"] = Anyone,
        ["POST /sign-in/passkey/options"] = Anyone,
        ["GET /invitation/{secret}"] = Anyone,
        ["POST /invitation/{secret}"] = Anyone,
        ["POST /sign-out"] = Officers,
        ["GET /"] = Officers,
        ["GET /live"] = Officers,
        ["GET /links"] = Officers,
        ["GET /account"] = Officers,
        ["POST /account/onward"] = Officers,
        ["GET /account/authenticator"] = Officers,
        ["GET /account/authenticator.svg"] = Officers,
        ["POST /account/authenticator"] = Officers,
        ["POST /account/authenticator/remove"] = Officers,
        ["POST /account/recovery-codes"] = Officers,
        ["POST /account/passkeys"] = Officers,
        ["POST /account/passkeys/options"] = Officers,
        ["POST /account/passkeys/{id}/remove"] = Officers,
        ["POST /account/tokens"] = Officers,
        ["POST /account/tokens/{id}/revoke"] = Officers,
        ["GET /account/notices"] = TakingPart,
        ["POST /account/notices"] = TakingPart,
        ["POST /account/notices/off"] = TakingPart,
        ["GET /account/notices/confirm/{secret}"] = TakingPart,
        ["POST /account/notices/confirm/{secret}"] = TakingPart,
        ["GET /settings"] = Officers,
        ["GET /settings/own.card"] = Officers,
        ["GET /settings/officers"] = Officers,
        ["GET /settings/authorities"] = Officers,
        ["GET /settings/rule-book"] = Officers,
        ["GET /settings/rule-book/rule-book.json"] = Officers,
        ["GET /settings/rule-book/history"] = Officers,
        ["GET /settings/rule-book/{id:long}"] = Officers,
        ["GET /settings/rule-book/try"] = Officers,
        ["GET /settings/rule-book/propose"] = nameof(Role.Operator),
        ["GET /settings/rule-book/model.json"] = nameof(Role.Operator),
        ["POST /settings/rule-book/propose"] = nameof(Role.Operator),
        ["GET /settings/keeping"] = Matters,
        ["POST /settings/keeping/{number}/hold"] = nameof(Role.Releaser),
        ["POST /settings/keeping/{number}/lift"] = nameof(Role.Releaser),
        ["POST /settings/links/{peer}/quota"] = nameof(Role.Operator),
        ["POST /settings/links/{peer}/statements"] = nameof(Role.Operator),
        ["POST /settings/officers"] = nameof(Role.Operator),
        ["GET /settings/officers/{id}"] = nameof(Role.Operator),
        ["POST /settings/officers/{id}"] = nameof(Role.Operator),
        ["POST /settings/officers/{id}/roles"] = nameof(Role.Operator),
        ["POST /settings/officers/{id}/invitation"] = nameof(Role.Operator),
        ["POST /settings/officers/{id}/reset"] = nameof(Role.Operator),
        ["POST /settings/officers/{id}/reopen"] = nameof(Role.Operator),
        ["POST /settings/officers/{id}/close"] = nameof(Role.Operator),
        ["POST /settings/officers/{id}/sessions"] = nameof(Role.Operator),
        ["POST /settings/officers/{id}/lift"] = nameof(Role.Operator),
        ["POST /settings/authorities"] = nameof(Role.Operator),
        ["POST /settings/authorities/{code}"] = nameof(Role.Operator),
        ["POST /settings/changes/{id:long}/confirm"] = "Operator Releaser",
        ["POST /settings/changes/{id:long}/decline"] = "Operator Releaser",
        ["GET /settings/programs"] = nameof(Role.Operator),
        ["POST /settings/programs/tokens/{id}/revoke"] = nameof(Role.Operator),
        ["POST /settings/programs/webhooks"] = nameof(Role.Operator),
        ["GET /settings/programs/webhooks/{id}"] = nameof(Role.Operator),
        ["POST /settings/programs/webhooks/{id}/name"] = nameof(Role.Operator),
        ["POST /settings/programs/webhooks/{id}/test"] = nameof(Role.Operator),
        ["POST /settings/programs/webhooks/{id}/again"] = nameof(Role.Operator),
        ["POST /settings/programs/webhooks/{id}/stop"] = nameof(Role.Operator),
        ["POST /settings/programs/webhooks/{id}/resume"] = nameof(Role.Operator),
        ["POST /settings/programs/webhooks/{id}/remove"] = nameof(Role.Operator),
        ["GET /requests"] = Matters,
        ["POST /requests/views"] = Matters,
        ["GET /requests/views"] = Matters,
        ["POST /requests/views/rename"] = Matters,
        ["POST /requests/views/share"] = Matters,
        ["GET /requests/{number}"] = Matters,
        ["GET /requests/{number}/evidence"] = Matters,
        ["GET /requests/{number}/letter"] = Matters,
        ["GET /requests/{number}/letter.pdf"] = Matters,
        ["GET /requests/{number}/certificates/{sheet:int}"] = Matters,
        ["GET /requests/{number}/certificates/{sheet:int}.pdf"] = Matters,
        ["GET /requests/{number}/certificates/blank/{form}"] = Matters,
        ["GET /requests/{number}/certificates/blank/{form}/pdf"] = Matters,
        ["GET /requests/{number}/{by}/{index:long}.tlog-proof"] = Matters,
        ["GET /requests/{number}/{by}/{index:long}.json"] = Matters,
        ["GET /drafts"] = Matters,
        ["GET /drafts/new"] = nameof(Role.Drafter),
        ["POST /drafts"] = nameof(Role.Drafter),
        ["GET /drafts/{id:long}"] = Matters,
        ["GET /drafts/{id:long}/parts/{part}"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/parts/{part}"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/parts/{part}/live"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/urgency"] = nameof(Role.Drafter),
        ["GET /drafts/{id:long}/check"] = Matters,
        ["POST /drafts/{id:long}/offer"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/release"] = nameof(Role.Releaser),
        ["POST /drafts/{id:long}/send-back"] = nameof(Role.Releaser),
        ["POST /prepared/{id:long}/release"] = nameof(Role.Releaser),
        ["POST /prepared/{id:long}/send-back"] = nameof(Role.Releaser),
        // Whom a rule asks for a check, the rule book says.
        ["POST /drafts/{id:long}/steps/{rule}"] = Matters,
        ["POST /prepared/{id:long}/steps/{rule}"] = Matters,
        ["GET /search"] = Matters,
        ["GET /record"] = Matters,
        ["POST /record/verify"] = Matters,
        ["GET /record/{peer}/{by}"] = Matters,
        ["GET /record/{peer}/divergence.txt"] = Matters,
        ["POST /requests/views/delete"] = Matters,
        ["GET /log"] = nameof(Role.Auditor),
        ["GET /log/lines.csv"] = nameof(Role.Auditor),
        ["GET /local/status"] = Command,
        ["POST /local/resume/{party}"] = Command,
        ["GET /local/webhooks"] = Command,
        ["POST /local/webhooks"] = Command,
        ["POST /local/webhooks/{id}/test"] = Command,
        ["POST /local/webhooks/{id}/remove"] = Command,
        ["POST /local/requests"] = Command,
        ["POST /local/requests/{id:long}/release"] = Command,
        ["POST /local/requests/{number}/progress"] = Command,
        ["GET /requests/{number}/sent"] = Matters,
        ["GET /requests/{number}/do/{move}"] = "Drafter Releaser",
        // Which role a form of a move asks for depends on the move, and is asked after the form's own proof.
        ["POST /requests/{number}/do/{move}"] = Matters,
        ["POST /prepared/{id:long}/take-back"] = Matters,
        ["POST /requests/{number}/use"] = Matters,
        ["POST /requests/{number}/do/{move}/drafts/{draft:long}/discard"] = Matters,
        ["POST /drafts/{id:long}/discard"] = nameof(Role.Drafter),
        ["GET /matters/{matter}"] = Matters,
        ["POST /matters/{matter}/assign"] = Acting,
        ["POST /matters/{matter}/take"] = Acting,
        ["POST /matters/{matter}/tasks"] = Acting,
        ["POST /matters/{matter}/notes"] = TakingPart,
        ["POST /matters/{matter}/compared"] = TakingPart,
        ["POST /notes/{id:long}"] = TakingPart,
        ["POST /notes/{id:long}/delete"] = TakingPart,
        ["GET /tasks"] = Matters,
        ["POST /tasks/{id:long}/done"] = TakingPart,
        ["POST /tasks/{id:long}/reopen"] = TakingPart,
        ["GET /requests/acknowledge"] = Acting,
        ["POST /requests/acknowledge"] = Acting,
        ["GET /requests/assign"] = Acting,
        ["POST /requests/assign"] = Acting,
        ["GET /programs"] = Officers,
        ["GET /api/v1/openapi.json"] = Programs,
        ["GET /api/v1/whoami"] = Programs,
        ["GET /api/v1/requests"] = ToRead,
        ["GET /api/v1/requests/{number}"] = ToRead,
        ["GET /api/v1/requests/{number}/letter"] = ToRead,
        ["GET /api/v1/requests/{number}/letter.pdf"] = ToRead,
        ["GET /api/v1/requests/{number}/certificates"] = ToRead,
        ["GET /api/v1/requests/{number}/certificates/{sheet:int}"] = ToRead,
        ["GET /api/v1/requests/{number}/certificates/{sheet:int}.pdf"] = ToRead,
        ["GET /api/v1/requests/{number}/certificates/blank/{form}"] = ToRead,
        ["GET /api/v1/requests/{number}/certificates/blank/{form}/pdf"] = ToRead,
        ["GET /api/v1/requests/{number}/evidence"] = ToRead,
        ["GET /api/v1/requests/{number}/entries/{by}/{index:long}"] = ToRead,
        ["GET /api/v1/requests/{number}/entries/{by}/{index:long}/proof"] = ToRead,
        ["POST /api/v1/requests/{number}/moves"] = ToAct,
        ["GET /api/v1/views"] = ToRead,
        // The officer's own, and about no matter: who may read the list may keep views of it.
        ["PUT /api/v1/views"] = ToRead,
        ["DELETE /api/v1/views"] = ToRead,
        ["GET /api/v1/half-written"] = ToRead,
        ["GET /api/v1/requests/{number}/half-written"] = ToRead,
        ["POST /api/v1/requests/{number}/half-written"] = ToAct,
        ["GET /api/v1/requests/{number}/half-written/{id:long}"] = ToRead,
        ["PUT /api/v1/requests/{number}/half-written/{id:long}"] = ToAct,
        ["DELETE /api/v1/requests/{number}/half-written/{id:long}"] = ToAct,
        ["GET /api/v1/log"] = ToAudit,
        ["GET /api/v1/log/lines.csv"] = ToAudit,
        ["GET /api/v1/events"] = ToAudit,
        ["GET /api/v1/quotas"] = ToRead,
        ["GET /api/v1/prepared"] = ToRead,
        ["POST /api/v1/prepared/{id:long}/take-back"] = ToAct,
        ["POST /api/v1/prepared/{id:long}/release"] = ToRelease,
        ["GET /api/v1/drafts"] = ToRead,
        ["POST /api/v1/drafts"] = ToDraft,
        ["GET /api/v1/drafts/{id:long}"] = ToRead,
        ["PUT /api/v1/drafts/{id:long}"] = ToDraft,
        ["DELETE /api/v1/drafts/{id:long}"] = ToDraft,
        ["GET /api/v1/drafts/{id:long}/findings"] = ToRead,
        ["POST /api/v1/drafts/{id:long}/offer"] = ToDraft,
        ["POST /api/v1/drafts/{id:long}/release"] = ToRelease,
        ["POST /api/v1/drafts/{id:long}/send-back"] = ToRelease,
        ["GET /api/v1/guidelines"] = ToRead,
        ["GET /api/v1/search"] = ToRead,
        ["GET /api/v1/changes"] = ToRead,
        ["GET /api/v1/matters/{matter}"] = ToRead,
        ["GET /api/v1/tasks"] = ToRead,
        ["GET /api/v1/officers"] = ToRead,
        ["GET /api/v1/authorities"] = ToRead,
        ["GET /api/v1/desk"] = ToRead,
        ["POST /api/v1/matters/{matter}/assignment"] = ToAct,
        ["POST /api/v1/matters/{matter}/notes"] = ToAct,
        ["POST /api/v1/matters/{matter}/tasks"] = ToAct,
        ["POST /api/v1/tasks/{id:long}/done"] = ToAct,
        ["POST /api/v1/tasks/{id:long}/reopen"] = ToAct,
        ["PUT /api/v1/notes/{id:long}"] = ToAct,
        ["PUT /api/v1/matters/{matter}/compared/{other}"] = ToAct,
        ["DELETE /api/v1/matters/{matter}/compared/{other}"] = ToAct,
        ["DELETE /api/v1/notes/{id:long}"] = ToAct,
        ["GET /api/v1/requests/{number}/sent-back"] = ToRead,
        ["DELETE /api/v1/requests/{number}/sent-back/{id:long}"] = ToAct,
        ["POST /api/v1/prepared/{id:long}/send-back"] = ToRelease,
        ["GET /api/v1/steps"] = ToRead,
        ["POST /api/v1/drafts/{id:long}/steps/{rule}"] = ToCheck,
        ["POST /api/v1/prepared/{id:long}/steps/{rule}"] = ToCheck,
        ["GET /api/v1/rule-book"] = ToRead,
        ["GET /api/v1/rule-book/rule-book.json"] = ToRead,
        ["GET /api/v1/rule-book/history"] = ToRead,
        ["GET /api/v1/rule-book/waiting"] = ToRead,
        ["GET /api/v1/rule-book/try"] = ToRead,
        ["GET /api/v1/keeping"] = ToRead,
        ["POST /api/v1/keeping/{number}/hold"] = ToKeep,
        ["POST /api/v1/keeping/{number}/lift"] = ToKeep,
        ["GET /api/v1/record"] = ToRead,
        ["GET /api/v1/record/check"] = ToRead,
        // As on the page, whoever reads the record may have it checked.
        ["POST /api/v1/record/check"] = ToRead,
        ["GET /api/v1/record/{peer}/divergence.txt"] = ToRead,
        ["GET /api/v1/record/{peer}/{by}/entries"] = ToRead,
    };
}
