using System.Text.Json.Nodes;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>A half-written move as programs are told of it: what it says so far, what nobody chose yet, and what keeps
/// it from being said.</summary>
internal static class HalfWrittenTold
{
    /// <summary>Everything of one, for the officer who reads it.</summary>
    public static async Task<Dictionary<string, object?>> Whole(
        MoveDraft draft,
        RequestSight sight,
        HalfWrittenParts parts,
        HttpContext http
    )
    {
        var said = draft.Said(sight, parts.Seen.Of(sight, http.User)) as RequestStatement;
        var unchosen = Unchosen(draft);
        var told = Line(draft);
        told["body"] = BodyOf(draft, said);
        told["unchosen"] = unchosen;
        told["beside"] = Beside(draft, said);
        told["corrected"] = draft.Seen;
        told["overtaken"] = Corrected.Overtaken(said, draft.Seen, sight).Select(item => item.Id);
        told["refusal"] =
            said is null || unchosen.Count > 0 ? null : await Refusal(sight, draft.Move, said, parts, http);
        return told;
    }

    /// <summary>Where one is asked for.</summary>
    public static string AddressOf(string number, long id) =>
        FormattableString.Invariant($"{RequestTold.AddressOf(number)}/half-written/{id}");

    /// <summary>Why it could not be said as it stands; null where it could.</summary>
    private static async Task<Refusal?> Refusal(
        RequestSight sight,
        RequestMove move,
        RequestStatement said,
        HalfWrittenParts parts,
        HttpContext http
    )
    {
        var now = parts.Time.GetUtcNow();
        return MovePages.ClosedNow(sight, move, parts.Record.Self.Code, now, http.User)
            ?? OwnAnswer.Refuse(sight.Request, said)
            ?? parts.Law.NotAGround(said, sight.Request.Kind)
            ?? await parts.Record.Reading.WouldRefuse(sight.Peer, sight.Request.Id, said, http.User.AsOfficer(), now);
    }

    /// <summary>Where the form asks for a choice that nobody has made yet.</summary>
    public static IReadOnlyList<string> Unchosen(MoveDraft draft) =>
        FormFields.Read(draft.Fields) is not { } form ? []
        // None of the items is ticked, which is not to accept the request as a whole.
        : MoveErrors.NoneAccepted(draft.Move, form) ? [MovePointers.OfChoice("items")]
        :
        [
            .. MoveForm
                .Choices(draft.Move)
                .Where(name => form[name].ToString().Length == 0)
                .Select(MovePointers.OfChoice),
        ];

    /// <summary>What it says so far; null stands where nobody chose.</summary>
    public static JsonNode? BodyOf(MoveDraft draft, RequestStatement? said)
    {
        if (said is null)
        {
            return null;
        }
        var body = ApiJson.Raw(StatementFormat.Write(said).Body)!;
        foreach (var pointer in Unchosen(draft))
        {
            body[pointer["/body/".Length..]] = null;
        }
        return body;
    }

    /// <summary>Texts that were typed on the page and are no part of what it says yet.</summary>
    private static IEnumerable<string> Beside(MoveDraft draft, RequestStatement? said) =>
        draft
            .Typed.Where(text => text.Length > 0)
            .Except(said is null ? [] : RequestText.Of(said), StringComparer.Ordinal);

    /// <summary>What a list tells of it.</summary>
    public static Dictionary<string, object?> Line(MoveDraft draft) =>
        new(StringComparer.Ordinal)
        {
            ["id"] = draft.Id,
            ["number"] = draft.About,
            ["peer"] = draft.Peer,
            ["type"] = RequestTold.TypeOf[draft.Move],
            ["version"] = draft.Version,
            ["by"] = draft.Name,
            ["at"] = draft.At,
            ["sentBack"] = draft.Back is { } back ? new { By = back.Name, back.Reason } : null,
            ["address"] = AddressOf($"{draft.About}", draft.Id),
        };
}
