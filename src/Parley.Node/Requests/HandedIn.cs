using System.Text.Encodings.Web;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>A draft handed in by the command: who hands it in, to whom it goes, and the draft itself.</summary>
public sealed record HandedInDraft(string? Account, string? Password, string? With, JsonElement Draft);

/// <summary>Who releases by the command.</summary>
public sealed record HandedInRelease(string? Account, string? Password);

/// <summary>
/// Requests from files, for scripts and other systems, over the node's local port. The same two persons, the same check
/// and the same release as on the pages.
/// </summary>
public static class HandedIn
{
    public static void MapHandedIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/requests", HandIn);
        routes.MapPost("/requests/{id:long}/release", ReleaseIt);
    }

    private static async Task<IResult> HandIn(
        HandedInDraft handed,
        SignIns signIns,
        DeskOptions desk,
        JointRecord record,
        DraftShelf shelf,
        DraftBook book,
        IChanges changes,
        TimeProvider clock
    )
    {
        if (await Allowed(signIns, desk, handed.Account, handed.Password, Role.Drafter) is not { } account)
        {
            return Results.Text("Wrong name or password, or not a drafter.", statusCode: 403);
        }
        var bytes = AsInFile(handed.Draft);
        if (!DraftFormat.TryRead(bytes, out var draft, out var problem))
        {
            return Results.Text($"The file is no draft: {problem}", statusCode: 422);
        }
        var peer = record.Peers.FirstOrDefault(p =>
            handed.With is null || string.Equals(p.Code.ToString(), handed.With, StringComparison.Ordinal)
        );
        if (peer is null || (handed.With is null && record.Peers.Count > 1))
        {
            return Results.Text("Name the party it goes to with --with XX.", statusCode: 422);
        }
        var kept = shelf.Add(peer.Code, draft, account.Id, account.Name.En, clock.GetUtcNow());
        if (book.Find(kept.Id) is not { } sight)
        {
            shelf.Discard(kept.Id);
            return Results.Text("No guidelines with that kind of request are in force.", statusCode: 422);
        }
        if (sight.Passes)
        {
            shelf.Offer(kept.Id, account.Id);
            changes.Announce("drafts");
        }
        var findings = sight.Findings.Select(f => $"{f.Item}: {f.Sentence.En}");
        return Results.Json(
            new
            {
                kept.Id,
                Offered = sight.Passes,
                Findings = findings,
            }
        );
    }

    private static async Task<IResult> ReleaseIt(
        long id,
        HandedInRelease handed,
        SignIns signIns,
        DeskOptions desk,
        DraftShelf shelf,
        Release release
    )
    {
        if (await Allowed(signIns, desk, handed.Account, handed.Password, Role.Releaser) is not { } account)
        {
            return Results.Text("Wrong name or password, or not a releaser.", statusCode: 403);
        }
        var officer = new Officer(account.Authority, account.Name.Both, account.Title.Both);
        var stating = await release.Of(id, shelf.Find(id)?.Version ?? 0, account.Id, officer);
        return stating.Refusal is { } refusal
            ? Results.Text(refusal.Sentence.En, statusCode: 422)
            : Results.Json(new { Number = stating.About.ToString() });
    }

    /// <summary>The draft as it would stand in a file: clients escape what need not be, such as the + of an offset.
    /// </summary>
    private static byte[] AsInFile(JsonElement draft)
    {
        if (draft.ValueKind == JsonValueKind.Undefined)
        {
            return [];
        }
        using var bytes = new MemoryStream();
        try
        {
            using var writer = new Utf8JsonWriter(
                bytes,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            );
            draft.WriteTo(writer);
        }
        catch (InvalidOperationException)
        {
            // Half a character, which no file in UTF-8 can hold.
            return [];
        }
        return bytes.ToArray();
    }

    /// <summary>The account, where its password is right and it has the role. A persona of the demo, and only there,
    /// has no password.</summary>
    private static async Task<Account?> Allowed(
        SignIns signIns,
        DeskOptions desk,
        string? name,
        string? password,
        Role role
    )
    {
        var account =
            (desk.Demo ? signIns.Persona(name ?? "") : null)
            ?? await signIns.Check(name ?? "", password ?? "", Doer.Command.Address);
        return account?.Roles.Contains(role) == true ? account : null;
    }
}
