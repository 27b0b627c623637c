using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>Reads agreements, their content and the guidelines in force.</summary>
public sealed partial class RecordReading
{
    private readonly ConcurrentDictionary<PartyCode, (long Moved, IReadOnlyList<Agreement> All)> agreements = new();

    /// <summary>All agreements of one kind.</summary>
    public IReadOnlyList<Agreement> Agreements(PartyCode peer, string kind) =>
        [.. All<Agreement>(peer).Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal))];

    /// <summary>The guidelines of one version, or null where that version is not known or its content is invalid.
    /// </summary>
    public AgreedGuidelines? Guidelines(PartyCode peer, AgreedVersion version) =>
        OwnVersions.Knows(Find(peer, version.Agreement) as Agreement, version)
            ? GuidelinesFormat.Read(version.ContentHash, () => Content(peer, version.Agreement, version.ContentHash))
            : null;

    /// <summary>The content put forward under a hash in an agreement, exactly as it was stated; null where there is
    /// none.</summary>
    public string? Content(PartyCode peer, SubjectId agreement, string contentHash) =>
        shelf
            .About(peer, agreement)
            .Select(s => Frame.TryRead(s.Bytes, out var frame, out _) ? frame : null)
            .OfType<Frame>()
            .Where(f => string.Equals(f.Type, "agreement.proposed", StringComparison.Ordinal))
            .Select(f => StatementFormat.Read(f.Type, f.Body))
            .OfType<AgreementStatement.Proposed>()
            .FirstOrDefault(p => string.Equals(p.ContentHash, contentHash, StringComparison.Ordinal))
            ?.Content;

    /// <summary>The guidelines in force at an instant, with the version to cite; null where none are.</summary>
    public (AgreedVersion Version, AgreedGuidelines Guidelines)? GuidelinesInForce(PartyCode peer, DateTimeOffset at)
    {
        foreach (var agreement in Agreements(peer, AgreementRules.Guidelines))
        {
            var version = agreement.InForce(at);
            var cited = version is null ? null : agreement.Cite(version);
            if (cited is not null && Guidelines(peer, cited) is { } guidelines)
            {
                return (cited, guidelines);
            }
        }
        return null;
    }

    /// <summary>Agreements change seldom and are asked for with every draft and page: they are folded again only when
    /// one of them moved, however many a peer proposed.</summary>
    private IReadOnlyList<Agreement> AllAgreements(PartyCode peer)
    {
        // Asked before they are read: what moves meanwhile makes them be read once more.
        var moved = linkOf(peer).AgreementsMoved;
        if (agreements.TryGetValue(peer, out var kept) && kept.Moved == moved)
        {
            return kept.All;
        }
        var all = Folded<Agreement>(peer);
        agreements[peer] = (moved, all);
        return all;
    }
}
