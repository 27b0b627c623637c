using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>
/// Keeps lines in step with the record (docs/decisions/0011-lines-follow-the-record.md). It comes after the writer and
/// takes no part in its transactions: what changed since it last came is read off the ledgers themselves. Where it is
/// stopped half-way it begins there again, and makes the same lines once more.
/// </summary>
public sealed partial class LineKeeper
{
    /// <summary>So many entries of each ledger, and so many receipts, are followed in one step.</summary>
    private const int Stretch = 256;

    private const int MostGuidelines = 64;

    private readonly PartyCode self;
    private readonly IShelf shelf;
    private readonly ILines lines;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<(PartyCode, AgreedVersion), AgreedGuidelines?> guidelines = new();

    public LineKeeper(PartyCode self, IShelf shelf, ILines lines)
    {
        this.self = self;
        this.shelf = shelf;
        this.lines = lines;
    }

    /// <summary>How many entries of a link the lines do not follow yet.</summary>
    public long Behind(PartyCode peer)
    {
        var reached = lines.Reached(peer).UpTo;
        var whole = shelf.ReadTogether(now => Whole(now, peer));
        return Math.Max(0, whole.Ours - reached.Ours)
            + Math.Max(0, whole.Theirs - reached.Theirs)
            + Math.Max(0, whole.Erased - reached.Erased);
    }

    /// <summary>Follows the record one stretch further; false where the lines had reached its end.</summary>
    public bool Step(PartyCode peer)
    {
        lock (gate)
        {
            var reached = lines.Reached(peer);
            var next = shelf.ReadTogether(now => Read(now, peer, reached));
            if (next is null)
            {
                // Another record than the one they were made of: it was put in its place, or set back.
                lines.Forget(peer);
                return true;
            }
            if (next.To == reached.UpTo)
            {
                return false;
            }
            lines.Keep(peer, Folded(peer, next), new LinesReached(next.To, next.Mark));
            return true;
        }
    }

    /// <summary>Makes all lines of a link anew.</summary>
    public void Rebuild(PartyCode peer, Action<long, long>? progress = null)
    {
        lock (gate)
        {
            lines.Forget(peer);
        }
        while (Step(peer))
        {
            var (all, reached) = (shelf.ReadTogether(now => Whole(now, peer)), lines.Reached(peer).UpTo);
            progress?.Invoke(reached.Ours + reached.Theirs, all.Ours + all.Theirs);
        }
    }

    /// <summary>The subjects whose line is not what the record folds to, as far as the lines follow it.</summary>
    public IReadOnlyList<SubjectId> Differing(PartyCode peer)
    {
        var ids = shelf.SubjectIds(peer);
        var reached = lines.Reached(peer).UpTo;
        var found = new List<SubjectId>();
        foreach (var (id, differs) in Ahead.Of(ids, id => (id, Differs(peer, id, reached))))
        {
            found.AddRange(differs ? [id] : []);
        }
        found.AddRange(lines.Kept(peer).Except(ids));
        return found;
    }

    private bool Differs(PartyCode peer, SubjectId id, Followed reached) =>
        shelf.ReadTogether(now =>
        {
            if (HasMore(now, peer, id, reached))
            {
                return false;
            }
            var folded = WithBuilding(peer, Fold(now, peer, id, reached), None, one => Fold(now, peer, one, reached));
            // Of what builds on it the record may say more than the lines follow yet.
            return !folded.Building.Any(one => HasMore(now, peer, one.Request.Id, reached))
                && !lines.Matches(peer, folded);
        });

    /// <summary>Whether the record says of a subject what lines that follow it so far cannot know.</summary>
    private static bool HasMore(IShelfReading now, PartyCode peer, SubjectId id, Followed reached) =>
        now.About(peer, id)
            .Any(s =>
                s.Side == Side.Theirs ? s.Index >= reached.Theirs
                : s.ReceivedAt is null ? s.Index >= reached.Ours
                : s.Index >= reached.Receipted
            )
        || now.Erased(peer, id) is { } left && left.Number > reached.Erased;

    private FollowedSubject Fold(IShelfReading now, PartyCode peer, SubjectId id, Followed asOf)
    {
        var folded = SubjectReading.Folded(now, self, peer, id);
        var guidelines = folded.State is Request r ? Guidelines(now, peer, r.Guidelines) : null;
        return new FollowedSubject(id, folded.State, guidelines, asOf, folded.ContentOf) { Erased = folded.Erasure };
    }

    /// <summary>The guidelines of a version never change; few are in use.</summary>
    private AgreedGuidelines? Guidelines(IShelfReading now, PartyCode peer, AgreedVersion version)
    {
        if (!guidelines.TryGetValue((peer, version), out var known))
        {
            if (guidelines.Count >= MostGuidelines)
            {
                guidelines.Clear();
            }
            known = new OwnVersions(SubjectReading.Folded(now, self, peer, version.Agreement)).Guidelines(version);
            guidelines[(peer, version)] = known;
        }
        return known;
    }

    /// <summary>What comes next; null where the record is not the one followed so far.</summary>
    private static Next? Read(IShelfReading now, PartyCode peer, LinesReached reached)
    {
        var whole = Whole(now, peer);
        var from = reached.UpTo;
        if (!whole.Covers(from) || !string.Equals(Mark(now, peer, from), reached.Mark, StringComparison.Ordinal))
        {
            return null;
        }
        var erased = now.ErasedAbove(peer, from.Erased, Stretch);
        var to = new Followed(
            Math.Min(from.Ours + Stretch, whole.Ours),
            Math.Min(from.Theirs + Stretch, whole.Theirs),
            Math.Min(from.Receipted + Stretch, whole.Receipted),
            erased is [.., var last] ? last.Number : from.Erased
        );
        to = to with { Ours = from.Ours + Known(now, peer, from.Ours, to.Ours, whole.Theirs) };
        var subjects = Subjects(now, peer, Side.Ours, from.Ours, to.Ours)
            .Concat(Subjects(now, peer, Side.Theirs, from.Theirs, to.Theirs))
            .Concat(Subjects(now, peer, Side.Ours, from.Receipted, Math.Min(to.Receipted, whole.Ours)))
            .Concat(erased.Select(left => left.Id))
            .Distinct()
            .ToList();
        return new Next(whole, to, subjects, Mark(now, peer, to));
    }

    /// <summary>How many of ours can be ruled on: while a node that was set back fetches what it lost, ours may be
    /// there before what they had seen, and are ruled on again when that comes.</summary>
    private static long Known(IShelfReading now, PartyCode peer, long from, long to, long theirs) =>
        to <= from
            ? 0
            : now.Statements(peer, Side.Ours, from, to - from)
                .TakeWhile(bytes => ErasedEntry.PlacedBy(bytes) is not { } placed || placed.Seen <= theirs)
                .LongCount();

    private static IEnumerable<SubjectId> Subjects(IShelfReading now, PartyCode peer, Side side, long from, long to)
    {
        var most = to - from;
        return most <= 0
            ? []
            : now.Statements(peer, side, from, most)
                .Select(bytes => ErasedEntry.PlacedBy(bytes)?.About)
                .OfType<SubjectId>()
                .ToList();
    }

    private static Followed Whole(IShelfReading now, PartyCode peer) =>
        new(
            now.Count(peer, Side.Ours),
            now.Count(peer, Side.Theirs),
            now.ReceiptUpTo(peer, Side.Ours, long.MaxValue)?.Size ?? 0,
            now.ErasedCount(peer)
        );

    private static string Mark(IShelfReading now, PartyCode peer, Followed upTo)
    {
        if (upTo is { Ours: 0, Theirs: 0 })
        {
            return "";
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (side, size) in (ReadOnlySpan<(Side, long)>)[(Side.Ours, upTo.Ours), (Side.Theirs, upTo.Theirs)])
        {
            foreach (var last in size > 0 ? now.Statements(peer, side, size - 1, 1) : [])
            {
                // What was erased since is the same entry still.
                hash.AppendData(ErasedEntry.LeafOf(last).ToArray());
            }
            // A record set back and brought up again holds the same entries with other receipts.
            var receipt = now.ReceiptUpTo(peer, side, side == Side.Ours ? upTo.Receipted : size);
            var time = receipt?.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            hash.AppendData(Encoding.UTF8.GetBytes($"{receipt?.Size} {time}"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>One stretch of the record.</summary>
    /// <param name="Whole">How far the record reached when it was read.</param>
    private sealed record Next(Followed Whole, Followed To, IReadOnlyList<SubjectId> Subjects, string Mark);
}
