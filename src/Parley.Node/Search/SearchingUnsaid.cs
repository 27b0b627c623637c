using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Node.Search;

/// <summary>What is about a request and has not left: its move, what it says, and who wrote it last.</summary>
/// <param name="More">What stands beside it: what was typed and is not part of it yet, the reason for which it came
/// back.</param>
public sealed record Unsaid(
    RequestSight Sight,
    RequestMove Move,
    Statement? Said,
    string Name,
    IReadOnlyList<string> More,
    DateTimeOffset At
)
{
    /// <summary>Everything in which a search looks.</summary>
    public IEnumerable<string> Texts => [.. Said is RequestStatement said ? RequestText.Of(said) : [], .. More, Name];
}

/// <summary>Finds what about requests has not left this node, as far as the law lets the officer read it there.
/// </summary>
public abstract class SearchingUnsaid(LawInForce law, IStringLocalizer<RequestWords> words) : ISearching
{
    protected LawInForce Law => law;

    public abstract string Name { get; }

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        // The law is asked first: what an officer may not read is neither found nor counted.
        var found = All(asked.Officer)
            .Where(one => !asked.Hidden.Takes(Matter.Of(one.Sight)))
            .Where(one => SearchText.Holds($"{one.Sight.Id}\n{string.Join('\n', one.Texts)}", asked.Text))
            .ToList();
        return FoundGroup.Of(Name, asked, found, one => Thing(one, asked));
    }

    /// <summary>All that the officer may read by the law and their roles, the newest first.</summary>
    protected abstract IEnumerable<Unsaid> All(ClaimsPrincipal officer);

    private FoundThing Thing(Unsaid one, Asked asked)
    {
        var subject = SubjectLine.Of(one.Sight.Request, one.Sight.Guidelines, asked.Language);
        return new FoundThing(
            $"/requests/{one.Sight.Id}",
            one.Sight.Id,
            $"{words["move." + one.Move]} · {subject}",
            asked.Excerpt(one.Texts),
            one.Sight.Peer,
            one.At
        )
        {
            Marks = one.Sight.Marks,
            Limited = one.Sight.Limited,
        };
    }
}

/// <summary>Finds steps that are half written or came back, for whoever may go on with them.</summary>
public sealed class SearchingSteps(
    RequestBook requests,
    MoveDraftShelf drafts,
    LawInForce law,
    IStringLocalizer<RequestWords> words
) : SearchingUnsaid(law, words)
{
    public override string Name => "steps";

    protected override IEnumerable<Unsaid> All(ClaimsPrincipal officer) =>
        from draft in drafts.Last()
        where MovePages.MayTry(draft.Move, officer)
        let sight = requests.Find(new Place(draft.Peer, draft.About))
        where sight is not null && Law.MayRead(officer, sight, draft)
        select new Unsaid(
            sight,
            draft.Move,
            draft.Said(sight),
            draft.Name,
            [.. draft.Typed, draft.Back?.Reason ?? ""],
            draft.At
        );
}

/// <summary>Finds decisions that wait for their release.</summary>
public sealed class SearchingDecisions(
    RequestBook requests,
    PreparedBook prepared,
    LawInForce law,
    IStringLocalizer<RequestWords> words
) : SearchingUnsaid(law, words)
{
    public override string Name => "decisions";

    protected override IEnumerable<Unsaid> All(ClaimsPrincipal officer) =>
        from move in prepared.All().Reverse()
        let sight = requests.Find(new Place(move.Peer, move.About))
        where sight is not null && Law.MayRead(officer, sight, move.Move, move.Statement, move.Authors)
        select new Unsaid(sight, move.Move, move.Statement, move.Name, [], move.At);
}

/// <summary>Finds what waits about agreements, and what of it came back to the officer who searches.</summary>
public sealed class SearchingPreparedAgreements(
    AgreementBook agreements,
    PreparedAgreements prepared,
    LawInForce law,
    IStringLocalizer<AgreementWords> words
) : ISearching
{
    public string Name => "prepared-agreements";

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        var account = asked.Officer.AccountId();
        var found = prepared
            .All()
            .Concat(prepared.Returned().Where(one => one.IsBy(account)))
            .Where(one => law.MayRead(asked.Officer, one.Matter))
            .Where(one => SearchText.Holds($"{one.Place.About}\n{string.Join('\n', TextsOf(one))}", asked.Text))
            .OrderByDescending(one => one.Id)
            .ToList();
        return FoundGroup.Of(Name, asked, found, one => Thing(one, asked));
    }

    private IEnumerable<string> TextsOf(PreparedAgreement one)
    {
        var title = agreements.TitleOf(one);
        return AgreementText
            .Of(one.Said)
            .Prepend(one.Back?.Reason ?? "")
            .Append(one.Name)
            .Append(title.En)
            .Append(title.Zh);
    }

    private FoundThing Thing(PreparedAgreement one, Asked asked)
    {
        var what = words[one.Back is null ? "prepared.title" : "prepared.title-back", words["what." + one.Move]];
        return new FoundThing(
            one.Address,
            one.Place.About?.ToString() ?? "",
            $"{what} · {agreements.TitleOf(one).In(asked.Language)}",
            asked.Excerpt(TextsOf(one)),
            one.Peer,
            one.BackAt ?? one.At
        );
    }
}
