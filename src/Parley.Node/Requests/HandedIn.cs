using System.Text.Encodings.Web;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Together;

namespace Parley.Node.Requests;

/// <summary>A draft handed in by the command: who hands it in, to whom it goes, and the draft itself.</summary>
public sealed record HandedInDraft(
    string? Account,
    string? Password,
    string? With,
    JsonElement Draft,
    string? Code = null
);

/// <summary>Who releases by the command, and which version they read.</summary>
public sealed record HandedInRelease(string? Account, string? Password, string? Code = null, long? Version = null);

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
        CommandSignIn signIn,
        JointRecord record,
        DraftShelf shelf,
        DraftBook book,
        LawInForce law,
        IChanges changes,
        TimeProvider clock
    )
    {
        if (await Allowed(signIn, handed.Account, handed.Password, handed.Code, Role.Drafter) is not { } account)
        {
            return Results.Text("Wrong name, password or code, or not a drafter.", statusCode: 403);
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
            shelf.Discard(kept.Id, kept.Version);
            return Results.Text("No guidelines with that kind of request are in force.", statusCode: 422);
        }
        if (law.Book.Forbids(LawOfficer.Of(account), LawAct.Draft, Matter.Of(sight)) is { } forbidden)
        {
            shelf.Discard(kept.Id, kept.Version);
            return Results.Text(forbidden.Sentence.En, statusCode: 403);
        }
        if (sight.Passes)
        {
            shelf.Offer(kept.Id, account.Id);
            changes.Announce("drafts", MatterKey.Of(kept.Id));
        }
        var findings = sight.Findings.Select(f => $"{f.Item}: {f.Sentence.En}");
        return Results.Json(
            new
            {
                kept.Id,
                kept.Version,
                Offered = sight.Passes,
                Findings = findings,
            }
        );
    }

    private static async Task<IResult> ReleaseIt(long id, HandedInRelease handed, CommandSignIn signIn, Release release)
    {
        if (await Allowed(signIn, handed.Account, handed.Password, handed.Code, Role.Releaser) is not { } account)
        {
            return Results.Text("Wrong name, password or code, or not a releaser.", statusCode: 403);
        }
        if (handed.Version is not { } version)
        {
            return Results.Text(
                "Say which version you read: --version N. Its page and `send` name it.",
                statusCode: 422
            );
        }
        var released = await release.Of(id, version, Releaser.Of(account));
        return released.Refusal is { } refusal ? Results.Text(refusal.Sentence.En, statusCode: 422)
            : released.Second is { } rule
                ? Results.Text($"Released by you. Rule {rule.Id} asks for a second officer.", statusCode: 422)
            : Results.Json(new { Number = released.About.ToString() });
    }

    /// <summary>The draft as it would stand in a file: clients escape what need not be, such as the + of an offset.
    /// </summary>
    internal static byte[] AsInFile(JsonElement draft)
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

    private static async Task<Account?> Allowed(
        CommandSignIn signIn,
        string? name,
        string? password,
        string? code,
        Role role
    )
    {
        var account = await signIn.Check(name ?? "", password ?? "", code);
        return account?.Roles.Contains(role) == true ? account : null;
    }
}
