using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>A draft as programs are told of it.</summary>
internal static class DraftTold
{
    /// <summary>What is answered to a change and kept under its key: nothing of the content.</summary>
    public static Dictionary<string, object?> Short(DraftSight draft) =>
        new(StringComparer.Ordinal)
        {
            ["id"] = draft.Id,
            ["version"] = draft.Kept.Version,
            ["state"] = StateOf(draft.Kept),
            ["number"] = draft.Kept.Released,
            ["passes"] = draft.Passes,
            ["completeness"] = draft.Completeness,
            ["address"] = DraftCalls.AddressOf(draft.Id),
        };

    public static Dictionary<string, object?> Line(DraftSight draft)
    {
        var told = Short(draft);
        told["peer"] = draft.Kept.Peer;
        told["kind"] = draft.Draft.Kind;
        told["urgency"] = draft.Draft.Urgency;
        told["changedAt"] = draft.Kept.ChangedAt;
        told["authors"] = draft.Kept.AuthorNames;
        told["sentBack"] = draft.Kept.SentBack;
        return told;
    }

    public static Dictionary<string, object?> Whole(DraftSight draft)
    {
        var told = Line(draft);
        told["guidelines"] = draft.Version;
        told["draft"] = ApiJson.Raw(DraftFormat.Write(draft.Kept.Draft));
        told["notAsked"] = draft.NotAsked.ToList();
        return told;
    }

    public static object Findings(DraftSight draft, AlikeFound alike, IReadOnlyList<AlikeDraft> alikeDrafts) =>
        new
        {
            draft.Id,
            draft.Kept.Version,
            draft.Passes,
            draft.Completeness,
            Findings = draft.Findings.Select(finding => new
            {
                finding.Item,
                finding.Severity,
                finding.Code,
                finding.Sentence,
                Pointer = PointerOf(finding),
            }),
            Alike = alike.Shown,
            AlikeMore = alike.More,
            AlikeDrafts = alikeDrafts.Select(one => new { one.Draft.Id, one.Shared }),
        };

    /// <summary>Why it cannot be offered: each finding that stands in the way.</summary>
    public static ApiProblem NotComplete(DraftSight draft) =>
        ApiProblems.NotComplete with
        {
            Errors =
            [
                .. draft
                    .Findings.Where(finding => finding.Blocks)
                    .Select(finding => new ApiFault(PointerOf(finding), finding.Code, finding.Sentence)),
            ],
        };

    private static string StateOf(KeptDraft kept) =>
        kept.Released is not null ? "released"
        : kept.OfferedBy is not null ? "offered"
        : kept.SentBack is not null ? "sent-back"
        : "written";

    private static string PointerOf(Finding finding) =>
        finding.Item is "kind" or "urgency" or "language" ? $"/draft/{finding.Item}" : $"/draft/entries/{finding.Item}";
}
