using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Node.Search;

/// <summary>Finds requests by everything asked and said, files by their names among it.</summary>
public sealed class SearchingRequests(RequestBook requests, WordLines words, UseLock use) : ISearching
{
    public string Name => "requests";

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        var chosen = words.Find("request", asked.Text, asked.Skip, asked.Most, asked.Hidden);
        return new FoundGroup(
            Name,
            [.. requests.Sights(chosen.Places, asked.Hidden).Select(sight => Thing(sight, asked))],
            chosen.Total
        );
    }

    // Of what is locked no stretch of text is shown: its page says why it is closed.
    private FoundThing Thing(RequestSight sight, Asked asked) =>
        new(
            $"/requests/{sight.Id}",
            sight.Id,
            SubjectLine.Of(sight.Request, sight.Guidelines, asked.Language),
            use.IsClosed(sight, asked.Officer.AccountId())
                ? ""
                : asked.Excerpt(RequestText.Of(sight.Request, sight.Guidelines).Skip(1)),
            sight.Peer,
            sight.Request.Made.At
        )
        {
            Marks = sight.Marks,
            Limited = sight.Limited,
        };
}

/// <summary>Finds agreements, or the published and proposed reviews among them, by every version's text.</summary>
public sealed class SearchingAgreements(AgreementBook agreements, WordLines words, bool reviews) : ISearching
{
    public string Name => reviews ? "reviews" : "agreements";

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        // There are few: all are taken, and then those of the kind.
        var found = words
            .Find("agreement", asked.Text, 0, RequestLines.MostCounted, Hidden.Nothing)
            .Places.Select(place => agreements.Find(place.Id.ToString()))
            .OfType<AgreementSight>()
            .Where(sight => IsReview(sight) == reviews)
            .ToList();
        return FoundGroup.Of(Name, asked, found, sight => Thing(sight, asked));
    }

    private FoundThing Thing(AgreementSight sight, Asked asked)
    {
        var latest = sight.Agreement.Latest;
        return new FoundThing(
            $"/{(reviews ? "reviews" : "agreements")}/{sight.Id}",
            sight.Id,
            latest.Title.In(asked.Language),
            asked.Excerpt(AgreementText.Of(sight.Agreement, _ => agreements.Content(sight, latest)).Skip(2)),
            sight.Peer,
            latest.Proposed.At
        );
    }

    private static bool IsReview(AgreementSight sight) =>
        string.Equals(sight.Agreement.Kind, ReviewDocument.Kind, StringComparison.Ordinal);
}

/// <summary>Finds entries of the record: all about a number, and those without effect by why they have none.</summary>
public sealed class SearchingEntries(JointRecord record, RequestBook requests) : ISearching
{
    private const int MostLooked = 500;

    public string Name => "entries";

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        var found = record.Peers.SelectMany(peer => About(peer.Code, asked).Concat(Idle(peer.Code, asked))).ToList();
        return FoundGroup.Of(Name, asked, found, one => one);
    }

    private IEnumerable<FoundThing> About(PartyCode peer, Asked asked) =>
        SubjectId.TryParse(asked.Text.Trim().ToUpperInvariant(), out var id) && IsShown(peer, id, asked)
            ? record
                .Reading.EntriesAbout(peer, id)
                .Select(entry => Thing(peer, entry.By, entry.Index, id, entry.Type, "", entry.At, asked.Language))
            : [];

    private IEnumerable<FoundThing> Idle(PartyCode peer, Asked asked) =>
        record
            .Reading.WithoutEffect(peer, MostLooked)
            .Where(idle => IsShown(peer, idle.About, asked))
            .Where(idle =>
                SearchText.Holds($"{idle.About} {idle.Type} {idle.Why.Sentence.En} {idle.Why.Sentence.Zh}", asked.Text)
            )
            .Select(idle =>
                Thing(
                    peer,
                    idle.Side == Side.Ours ? record.Self.Code : peer,
                    idle.Index,
                    idle.About,
                    idle.Type,
                    new Bilingual(idle.Why.Sentence.En, idle.Why.Sentence.Zh).In(asked.Language),
                    At: null,
                    asked.Language
                )
            );

    private bool IsShown(PartyCode peer, SubjectId about, Asked asked) =>
        asked.Hidden.IsNothing
        || requests.Find(new Place(peer, about)) is not { } sight
        || !asked.Hidden.Takes(Matter.Of(sight));

    private static FoundThing Thing(
        PartyCode peer,
        PartyCode by,
        long index,
        SubjectId about,
        string type,
        string text,
        DateTimeOffset? At,
        string language
    ) =>
        new(
            FormattableString.Invariant($"/record/{peer}/{by}?from={index}#entry-{index + 1}"),
            // By the number that the ledger shows.
            new Bilingual(
                FormattableString.Invariant($"{by}, entry {index + 1}"),
                FormattableString.Invariant($"{by} 第 {index + 1} 条")
            ).In(language),
            $"{type} {about}",
            text,
            peer,
            At
        );
}

/// <summary>Finds drafts of this node, which leave it with nobody.</summary>
public sealed class SearchingDrafts(DraftBook drafts) : ISearching
{
    public string Name => "drafts";

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        var found = drafts
            .All()
            .Where(draft => !asked.Hidden.Takes(draft.MatterFor(asked.Officer)))
            .Select(draft => (Draft: draft, Texts: RequestText.Of(draft.Draft, draft.Guidelines).ToList()))
            .Where(one => SearchText.Holds(string.Join('\n', one.Texts), asked.Text))
            .ToList();
        return FoundGroup.Of(
            Name,
            asked,
            found,
            one => new FoundThing(
                FormattableString.Invariant($"/drafts/{one.Draft.Id}"),
                "",
                SubjectLine.Of(one.Draft.Draft, one.Draft.Guidelines, asked.Language),
                asked.Excerpt(one.Texts),
                one.Draft.Kept.Peer,
                At: null
            )
            {
                Marks = one.Draft.Marks,
            }
        );
    }
}
