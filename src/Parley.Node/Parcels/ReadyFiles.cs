using System.Globalization;
using Dapper;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange.Formats;
using Parley.Node.Desk;
using Parley.Node.Erasing;

namespace Parley.Node.Parcels;

/// <summary>A file made ready, and the account of who brought it.</summary>
public sealed record BroughtFile(Attached File, string Account);

/// <summary>
/// Files that officers have made ready to go with what this party will say about a request: sealed at the node, named
/// by
/// no statement yet. They never leave it but with one.
/// </summary>
public sealed class ReadyFiles(DeskDatabase database) : IKeptBeside
{
    /// <summary>The files ready for a request, in the order in which they were brought.</summary>
    public IReadOnlyList<Attached> Of(SubjectId about)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<byte[]>(
                    "SELECT file FROM ready_file WHERE about = @about ORDER BY id",
                    new { about = $"{about}" }
                )
                .Select(file => ParcelFormat.Read(file)),
        ];
    }

    /// <summary>The same, each with the account that brought it.</summary>
    public IReadOnlyList<BroughtFile> Brought(SubjectId about)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<(byte[] File, string Account)>(
                    "SELECT file, account FROM ready_file WHERE about = @about ORDER BY id",
                    new { about = $"{about}" }
                )
                .Select(one => new BroughtFile(ParcelFormat.Read(one.File), one.Account)),
        ];
    }

    /// <summary>Hashes of all files ready for anything with a party.</summary>
    public IReadOnlyList<string> All(PartyCode peer)
    {
        using var db = database.Open();
        return [.. db.Query<string>("SELECT sealed FROM ready_file WHERE peer = @peer", new { peer = $"{peer}" })];
    }

    /// <summary>Notes a file; the same is there once.</summary>
    /// <param name="stays">Whether the request is still there; null where it cannot go meanwhile.</param>
    /// <param name="claim">Noted in one work with it, or not at all.</param>
    /// <returns>False where the request is gone, or the file is claimed no more: it is not here then.</returns>
    public bool Add(
        PartyCode peer,
        SubjectId about,
        Attached file,
        string account,
        DateTimeOffset now,
        Func<bool>? stays = null,
        Claim? claim = null
    )
    {
        if (!Note(peer, about, file, account, now, claim))
        {
            return false;
        }
        // Only now: who erases the request later than this finds the file here.
        if (stays?.Invoke() is false)
        {
            Remove(about, file.Parcel.SealedSha256);
            return false;
        }
        return true;
    }

    /// <summary>Changes what is said of a file.</summary>
    /// <param name="change">Given the file as it stands, or null where it does not; the file changed, or null where it
    /// stays.</param>
    public FileSaying Change(
        SubjectId about,
        string sealedSha256,
        Func<Attached?, (Attached? After, FileSaying How)> change
    )
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var file = db.QuerySingleOrDefault<byte[]>(
            "SELECT file FROM ready_file WHERE about = @about AND sealed = @sealedSha256",
            new { about = $"{about}", sealedSha256 },
            work
        );
        var (after, how) = change(file is null ? null : ParcelFormat.Read(file));
        if (after is not null)
        {
            db.Execute(
                "UPDATE ready_file SET file = @file WHERE about = @about AND sealed = @sealedSha256",
                new
                {
                    file = ParcelFormat.Write(after),
                    about = $"{about}",
                    sealedSha256,
                },
                work
            );
        }
        work.Commit();
        return how;
    }

    /// <summary>It was stated, prepared, or is not wanted any more.</summary>
    public void Remove(SubjectId about, string sealedSha256)
    {
        using var db = database.Open();
        db.Execute(
            "DELETE FROM ready_file WHERE about = @about AND sealed = @sealedSha256",
            new { about = $"{about}", sealedSha256 }
        );
    }

    /// <summary>Forgets the files ready for a request; their ciphertexts, which nothing names then, are swept away.
    /// </summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        db.Execute(
            "DELETE FROM ready_file WHERE peer = @peer AND about = @request",
            new { peer = $"{peer}", request = $"{request}" }
        );
    }

    private bool Note(PartyCode peer, SubjectId about, Attached file, string account, DateTimeOffset now, Claim? claim)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        if (claim?.Invoke(db, work) is false)
        {
            return false;
        }
        db.Execute(
            """
            INSERT OR IGNORE INTO ready_file (peer, about, sealed, file, account, at)
            VALUES (@peer, @about, @hash, @file, @account, @at)
            """,
            new
            {
                peer = $"{peer}",
                about = $"{about}",
                hash = file.Parcel.SealedSha256,
                file = ParcelFormat.Write(file),
                account,
                at = now.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            },
            work
        );
        work.Commit();
        return true;
    }
}
