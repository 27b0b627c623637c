using System.Text.Encodings.Web;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Together;

namespace Parley.Node.Requests;

/// <summary>A draft handed in by the command: who hands it in, to whom it goes, and the draft itself.</summary>
/// <param name="Key">Their own name for this one draft: handed in again under it, it is the same draft.</param>
public sealed record HandedInDraft(
    string? Account,
    string? Password,
    string? With,
    JsonElement Draft,
    string? Code = null,
    string? Key = null
);

/// <summary>Who releases by the command, and which version they read.</summary>
public sealed record HandedInRelease(string? Account, string? Password, string? Code = null, long? Version = null);

/// <summary>
/// Requests from files, for scripts and other systems, over the node's local port. The same two persons, the same check
/// and the same release as on the pages.
/// </summary>
public static class HandedIn
{
    /// <summary>A file in the clear has no place in what is handed in, and a sealed one is known by what sealed it:
    /// whoever names another's could never open it.</summary>
    internal const string NoFiles =
        "What is handed in from a file names no files of evidence. Bring them on the page, or by the programs' calls.";

    /// <summary>What names an act of an account, of its own name for it; null where it has none.</summary>
    internal static string? FormOf(Account account, string? key) =>
        string.IsNullOrWhiteSpace(key) ? null : new CallName(account.Id, key).Form;

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
        if (SentParcel.In(draft.Entries).Any())
        {
            return Results.Text(NoFiles, statusCode: 422);
        }
        var once = FormOf(account, handed.Key);
        var kept = shelf.Add(peer.Code, draft, account.Id, account.Name.Both, clock.GetUtcNow(), once);
        var isOther = kept.Peer != peer.Code || (shelf.At(kept.Id, 1) is { } first && !DraftMerge.Same(first, draft));
        if (once is not null && isOther)
        {
            return Results.Text("That key was used for another draft. Take a new one.", statusCode: 409);
        }
        // Under its key it may lie here from before, and somebody may have gone on with it: then it is only told of.
        var isFresh = kept is { Version: 1, OfferedBy: null, SentBack: null, Released: null };
        if (!isFresh)
        {
            return Taken(kept, book.Find(kept.Id));
        }
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
            shelf.Offer(kept.Id, account.Id, kept.Version);
        }
        changes.Announce("drafts", MatterKey.Of(kept.Id));
        return Taken(shelf.Find(kept.Id) ?? kept, sight);
    }

    private static IResult Taken(KeptDraft kept, DraftSight? sight) =>
        Results.Json(
            new
            {
                kept.Id,
                kept.Version,
                Offered = kept.OfferedBy is not null || kept.Released is not null,
                Findings = (sight?.Findings ?? []).Select(f => $"{f.Item}: {f.Sentence.En}"),
            }
        );

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
                ? Results.Json(new { State = "waits-for-second", Rule = rule.Id }, statusCode: 202)
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
