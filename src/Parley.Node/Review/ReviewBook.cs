using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Agreements;
using Parley.Node.Lines;

namespace Parley.Node.Review;

/// <summary>One review as the page shows it.</summary>
/// <param name="Figures">Narrowed as was asked.</param>
/// <param name="Whole">Of all requests of the link in the period: what both nodes compare.</param>
/// <param name="Hash">The hash of the whole.</param>
/// <param name="FormerHashes">The same by the definitions of before, where a party may have stated its figures by them.
/// </param>
/// <param name="Stated">What both parties stated about this period; null where neither has.</param>
/// <param name="Offered">The periods to choose from.</param>
/// <param name="Published">The agreement by which this period's review is published or proposed; null without one.
/// </param>
/// <param name="Behind">How many entries of the record are not counted yet.</param>
public sealed record ReviewSight(
    Peer Peer,
    ReviewQuery Query,
    ReviewFigures Figures,
    ReviewFigures Whole,
    string Hash,
    IReadOnlyCollection<string> FormerHashes,
    ReviewPeriod? Stated,
    IReadOnlyList<OfferedPeriod> Offered,
    AgreedGuidelines? Guidelines,
    Agreement? Published,
    bool IsOver,
    long Behind
)
{
    public Bilingual? Name(ReviewCut cut, string code) => ReviewNames.Of(Guidelines, cut, code);

    public Bilingual? Ground(string code) => ReviewNames.Ground(Guidelines, code);

    /// <summary>Whether a stated hash is that of this node's own figures, by the definitions of its day.</summary>
    public bool IsOwn(string? hash) =>
        hash is not null
        && (string.Equals(hash, Hash, StringComparison.Ordinal) || FormerHashes.Contains(hash, StringComparer.Ordinal));
}

/// <summary>The names of codes, by the guidelines in force; null where they have none.</summary>
internal static class ReviewNames
{
    public static Bilingual? Of(AgreedGuidelines? guidelines, ReviewCut cut, string code) =>
        cut switch
        {
            ReviewCut.Kind => guidelines?.Kind(code)?.Name,
            ReviewCut.Urgency => guidelines?.UrgencyOf(code)?.Name,
            ReviewCut.Area => guidelines?.CrimeAreas.FirstOrDefault(area => Same(area.Code, code))?.Name,
            _ => null,
        };

    public static Bilingual? Ground(AgreedGuidelines? guidelines, string code) =>
        guidelines?.RefusalGrounds.FirstOrDefault(ground => Same(ground.Code, code))?.Name;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}

/// <summary>A published or proposed review, judged against this node's own record.</summary>
/// <param name="Own">This node's figures of its period; null where the document cannot be read.</param>
/// <param name="Problem">Why the document cannot be read; empty where it can.</param>
public sealed record JudgedReview(ReviewDocument? Document, ReviewFigures? Own, string? OwnHash, string Problem)
{
    /// <summary>Its figures follow from this node's record.</summary>
    public bool Follows =>
        Document is not null && string.Equals(Document.FiguresHash, OwnHash, StringComparison.Ordinal);

    /// <summary>The parts of the figures that differ.</summary>
    public IReadOnlyList<string> Differing
    {
        get
        {
            if (Document is null || Own is null)
            {
                return [];
            }
            var (theirs, ours) = (StateFormat.Parts(Document.Figures), StateFormat.Parts(Own));
            return
            [
                .. theirs
                    .Keys.Union(ours.Keys, StringComparer.Ordinal)
                    .Where(part =>
                        !string.Equals(
                            theirs.GetValueOrDefault(part),
                            ours.GetValueOrDefault(part),
                            StringComparison.Ordinal
                        )
                    )
                    .Order(StringComparer.Ordinal),
            ];
        }
    }
}

/// <summary>Computes reviews from the lines, and judges those the other side proposes.</summary>
public sealed class ReviewBook(JointRecord record, MeasuredReview measured, LineKeeping keeping, TimeProvider time)
{
    /// <summary>The review an address asks for; null where there is no link.</summary>
    public ReviewSight? Sight(ReviewQuery query)
    {
        var peer =
            record.Peers.FirstOrDefault(one => string.Equals($"{one.Code}", query.Link, StringComparison.Ordinal))
            ?? record.Peers.FirstOrDefault();
        if (peer is null)
        {
            return null;
        }
        var behind = keeping.CatchUp();
        var now = time.GetUtcNow();
        var status = record.Reading.Find(peer.Code, IdOf(peer.Code)) as ReviewStatus;
        var published = Published(peer.Code);
        var last = published.Where(p => p.IsPublished).Select(p => (DateTimeOffset?)p.To).Max();
        var offered = ReviewPeriods.Offered(status, last, now);
        var (from, to) = query.Period ?? (offered[0].From, offered[0].To);
        var counted = measured.Count(peer.Code, from, to);
        var whole = counted.Figures();
        var hash = StateFormat.Figures(whole).Hash;
        var stated = status?.Period(from, to);
        return new ReviewSight(
            peer,
            query with
            {
                Link = $"{peer.Code}",
                Period = (whole.From, whole.To),
            },
            query.Only.Narrows ? counted.Figures(query.Only) : whole,
            whole,
            hash,
            stated?.Latest.Values.Any(one => !string.Equals(one.What.FiguresHash, hash, StringComparison.Ordinal))
            == true
                ? [.. Former.Select(edition => StateFormat.Figures(counted.Figures(edition: edition)).Hash)]
                : [],
            stated,
            offered,
            record.Reading.GuidelinesInForce(peer.Code, now)?.Guidelines,
            published.FirstOrDefault(p => p.From == whole.From && p.To == whole.To)?.Agreement,
            whole.To <= now,
            behind
        );
    }

    private static IEnumerable<int> Former =>
        Enumerable.Range(ReviewFigures.Oldest, ReviewFigures.Newest - ReviewFigures.Oldest);

    /// <summary>Judges the content of a version against this node's own record, by its edition.</summary>
    public JudgedReview Judge(PartyCode peer, string content)
    {
        if (!ReviewDocumentFormat.TryRead(content, out var document, out var problem))
        {
            return new JudgedReview(null, null, null, problem);
        }
        keeping.CatchUp();
        var (own, hash) = measured.Of(
            peer,
            document.Figures.From,
            document.Figures.To,
            edition: document.Figures.Edition
        );
        return new JudgedReview(document, own, hash, "");
    }

    /// <summary>Why a version may not be accepted: a review whose figures do not follow from this node's record is
    /// accepted only with a reason, which stands in the record beside the acceptance.</summary>
    public Refusal? MayAccept(AgreementSight sight, AgreementVersion version, AgreementStatement.Accepted accepted)
    {
        if (!string.Equals(sight.Agreement.Kind, ReviewDocument.Kind, StringComparison.Ordinal))
        {
            return null;
        }
        var content = record.Reading.Content(sight.Peer, sight.Agreement.Id, version.ContentHash) ?? "";
        var judged = Judge(sight.Peer, content);
        return judged.Document is null ? PublishRefusals.Unreadable(judged.Problem)
            : judged.Follows || accepted.Note is not null ? null
            : PublishRefusals.FiguresDiffer;
    }

    /// <summary>Why a document is not proposed as a review: its figures are not, or no longer, those of this node.
    /// </summary>
    public Refusal? MayPropose(AgreementPlace place, string content) =>
        !string.Equals(place.Kind, ReviewDocument.Kind, StringComparison.Ordinal) || Judge(place.Peer, content).Follows
            ? null
            : PublishRefusals.NotOwnFigures;

    public SubjectId IdOf(PartyCode peer) => SubjectId.OfLink('V', record.Self.Code, peer);

    /// <summary>The reviews published or proposed on a link, the newest first.</summary>
    private List<PublishedPeriod> Published(PartyCode peer) =>
        [
            .. record
                .Reading.Agreements(peer, ReviewDocument.Kind)
                .Select(agreement => Period(peer, agreement))
                .OfType<PublishedPeriod>()
                .OrderByDescending(p => p.Agreement.Latest.Proposed.At),
        ];

    private PublishedPeriod? Period(PartyCode peer, Agreement agreement)
    {
        var version = agreement.LatestAccepted ?? agreement.Latest;
        return
            agreement.Alive
            && record.Reading.Content(peer, agreement.Id, version.ContentHash) is { } content
            && ReviewDocumentFormat.TryRead(content, out var document, out _)
            ? new PublishedPeriod(
                agreement,
                document.Figures.From,
                document.Figures.To,
                agreement.LatestAccepted is not null
            )
            : null;
    }

    private sealed record PublishedPeriod(
        Agreement Agreement,
        DateTimeOffset From,
        DateTimeOffset To,
        bool IsPublished
    );
}
