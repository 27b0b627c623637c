using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>
/// The officers of all nations: they propose and accept, ask and answer, mostly what the rules allow, sometimes what
/// they do not. Every text bears the number of the act and the link it belongs to.
/// </summary>
internal sealed class Desk(Dice dice, bool fullForms)
{
    private readonly Dice sending = dice.Fork();
    private readonly Dictionary<(PartyCode By, PartyCode To), Sent> sent = [];
    private long serial;
    private Statement? last;

    public Func<Nation, PartyCode, IReadOnlyList<Attached>> Files { get; set; } = (_, _) => [];

    /// <summary>How many acts were attempted.</summary>
    public long Acts => serial;

    /// <summary>One act of an officer, inside a work.</summary>
    public Stating Act(Nation nation, Correspondence link, IShelfWork work)
    {
        serial++;
        if (sending.Below(10) == 0 && sent.TryGetValue((nation.Code, link.Peer.Code), out var before))
        {
            // The same form once more: the first answer was slow, or never came.
            return Send(nation, link, work, before);
        }
        if (dice.Below(25) == 0 && link.Condition == LinkCondition.Open)
        {
            return Odd(nation, link, work);
        }
        var (about, statement) = Choose(nation, link, work);
        last = statement;
        var form = serial.ToString(CultureInfo.InvariantCulture);
        var act = sent[(nation.Code, link.Peer.Code)] = new Sent(OnceKey.Of(form, statement)!, about, statement);
        return Send(nation, link, work, act);
    }

    /// <summary>A node was set back: what its officers had sent before is not sent again.</summary>
    public void Forget(PartyCode by)
    {
        foreach (var way in sent.Keys.Where(way => way.By == by).ToList())
        {
            sent.Remove(way);
        }
    }

    private Stating Send(Nation nation, Correspondence link, IShelfWork work, Sent act) =>
        OnceKey.State(
            link,
            work,
            act.Key,
            () => Outgoing.State(link, work, act.About, Wording.Of(act.Statement), Officer(nation), nation.Now)
        );

    /// <summary>The same act once more, where the rules let it pass: a planted bug.</summary>
    public Stating Again(Nation nation, Correspondence link, IShelfWork work, Stating done)
    {
        var again = Outgoing.State(link, work, done.About, Wording.Of(last!), Officer(nation), nation.Now);
        return again.Index >= 0 ? again : done;
    }

    /// <summary>Proposes the guidelines, before anything goes wrong.</summary>
    public Stating Propose(Nation nation, Correspondence link, IShelfWork work)
    {
        serial++;
        var proposed = Proposed(nation, link, "guidelines", 1, Text(nation, link));
        return Outgoing.State(
            link,
            work,
            Next(work, nation.Code, "A"),
            Wording.Of(proposed),
            Officer(nation),
            nation.Now
        );
    }

    /// <summary>Accepts them.</summary>
    public Stating Accept(Nation nation, Correspondence link, IShelfWork work)
    {
        serial++;
        var agreement = Known<Agreement>(link, work, 'A')[0];
        var accepted = new AgreementStatement.Accepted(1, agreement.Latest.ContentHash);
        return Outgoing.State(link, work, agreement.Id, Wording.Of(accepted), Officer(nation), nation.Now);
    }

    /// <summary>The words by which a statement is known again: party, link and number of the act.</summary>
    public static string Mark(PartyCode by, Correspondence link, long number) =>
        $"⟦{by} {SubjectId.OfLink('L', link.Self.Code, link.Peer.Code)} {number}⟧";

    private (SubjectId, Statement) Choose(Nation nation, Correspondence link, IShelfWork work)
    {
        var self = nation.Code;
        var agreements = Known<Agreement>(link, work, 'A');
        var inForce = agreements.FirstOrDefault(a => a.InForce(nation.Now) is not null && a.Kind == "guidelines");
        var choice = dice.Below(100);
        if (choice < 3)
        {
            return (SubjectId.OfLink('L', self, link.Peer.Code), LinkWords.Opened(link));
        }
        if (choice < 8)
        {
            return (SubjectId.OfLink('V', self, link.Peer.Code), Computed(nation));
        }
        if (inForce is null || choice < 14)
        {
            return OnAgreements(nation, link, work, agreements);
        }
        var requests = Known<Request>(link, work, 'R');
        var open = requests.Where(r => r.Closed is null).ToList();
        if (open.Count == 0 || (open.Count < 8 && choice < 38))
        {
            var draft = dice.Pick(Terms.Between(self, link.Peer.Code, fullForms).Drafts);
            var version = inForce.Cite(inForce.InForce(nation.Now)!);
            var before = open.Count > 0 && dice.Below(2) == 0 ? dice.Pick(open) : null;
            return (
                Next(work, self, "R"),
                RequestWords.Make(draft, version, Text(nation, link), before, Files(nation, link.Peer.Code))
            );
        }
        var request = dice.Below(10) == 0 ? dice.Pick(requests) : dice.Pick(open);
        return (request.Id, OnRequest(nation, link, work, request, requests, inForce));
    }

    private Statement OnRequest(
        Nation nation,
        Correspondence link,
        IShelfWork work,
        Request request,
        List<Request> all,
        Agreement inForce
    )
    {
        var cited = inForce.Version(request.Guidelines.Version);
        var guidelines = cited is null
            ? null
            : GuidelinesFormat.Read(
                cited.ContentHash,
                () => link.Docket.Entries(work, inForce.Id).ContentOf(cited.ContentHash)
            );
        var moves = guidelines is null ? [] : RequestMoves.For(request, guidelines, nation.Code, nation.Now);
        // Most officers do what the page offers; some press a button the page no longer shows.
        var move = moves.IsEmpty || dice.Below(12) == 0 ? dice.Pick(Enum.GetValues<RequestMove>()) : Usual(moves);
        var goals = all.Where(r => r.Current().Names(request.Id)).ToList();
        var words = Text(nation, link);
        return RequestWords.For(move, request, goals, words, dice, nation.Now, () => Files(nation, link.Peer.Code));
    }

    /// <summary>What ends a request is rarer than what moves it on.</summary>
    private RequestMove Usual(IReadOnlyList<RequestMove> moves)
    {
        var move = dice.Pick(moves);
        return move is RequestMove.Withdraw or RequestMove.Refuse or RequestMove.Close && dice.Below(6) > 0
            ? dice.Pick(moves)
            : move;
    }

    private (SubjectId, Statement) OnAgreements(
        Nation nation,
        Correspondence link,
        IShelfWork work,
        List<Agreement> known
    )
    {
        var text = Text(nation, link);
        var living = known.Where(a => a.Alive).ToList();
        if (living.Count == 0 || !living.Exists(a => a.Kind == "guidelines") || dice.Below(6) == 0)
        {
            var kind = living.Exists(a => a.Kind == "guidelines") && dice.Below(4) > 0 ? "sharing-plan" : "guidelines";
            return (Next(work, nation.Code, "A"), Proposed(nation, link, kind, 1, text));
        }
        var agreement = dice.Pick(living);
        var moves = AgreementMoves.For(agreement, nation.Code).Where(m => m.Move != AgreementMove.End).ToList();
        var decisions = moves.Where(m => m.Move == AgreementMove.Accept).ToList();
        var (move, version) =
            dice.Below(60) == 0 ? (AgreementMove.End, 1)
            : decisions.Count > 0 && dice.Below(4) > 0 ? dice.Pick(decisions)
            : dice.Pick(moves);
        var content = agreement.Version(version)?.ContentHash ?? "";
        return (
            agreement.Id,
            move switch
            {
                AgreementMove.Accept => new AgreementStatement.Accepted(version, content),
                AgreementMove.Decline => new AgreementStatement.Declined(version, text),
                AgreementMove.Withdraw => new AgreementStatement.Withdrawn(version, text),
                AgreementMove.End => new AgreementStatement.Ended(text),
                _ => Proposed(nation, link, agreement.Kind, version, text),
            }
        );
    }

    private AgreementStatement.Proposed Proposed(
        Nation nation,
        Correspondence link,
        string kind,
        int version,
        Prose text
    )
    {
        var terms = Terms.Between(nation.Code, link.Peer.Code, fullForms);
        var content =
            kind != "guidelines" ? StatementFormat.OneLine($$"""{"plan":"{{serial}}"}""")
            : version == 1 ? terms.Content
            : terms.Amended(version);
        return new(
            kind,
            version,
            new Bilingual(text.Original, text.Original),
            nation.Now.AddMinutes(-1),
            content,
            StatementFormat.ContentHash(content)
        );
    }

    private ReviewStatement.Computed Computed(Nation nation)
    {
        var end = new DateTimeOffset(nation.Now.Year, nation.Now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(serial.ToString(CultureInfo.InvariantCulture)));
        return new(end.AddMonths(-1 - dice.Below(3)), end, dice.Below(50), Convert.ToHexStringLower(hash));
    }

    /// <summary>A statement past our own rules, as a newer or a careless node might write it.</summary>
    private Stating Odd(Nation nation, Correspondence link, IShelfWork work)
    {
        var requests = work.SubjectIds(link.Peer.Code).Where(i => i.Letter == 'R').ToList();
        var about =
            requests.Count > 0 && dice.Below(2) == 0
                ? dice.Pick(requests)
                : SubjectId.Parse(
                    dice.Below(4) switch
                    {
                        0 => $"{link.Peer.Code}-R-2026-0001",
                        // Numbers the other side would have to jump over, if it counted what others say.
                        1 => $"{link.Peer.Code}-R-2026-2147483647",
                        2 => $"{link.Peer.Code}-A-2026-9000",
                        _ => $"{nation.Code}-X-7",
                    }
                );
        var body = Encoding.UTF8.GetBytes($$"""{"text":"{{Mark(nation.Code, link, serial)}}"}""");
        var frame = Frame.Make(
            Outgoing.Later(Outgoing.WholeMilliseconds(nation.Now), link.Ours.LastAt),
            link.Theirs.Size,
            about.ToString(),
            dice.Pick(LinkWords.OddTypes),
            new Author("odd-authority", "Odd Officer", "operator"),
            dice.Below(3) == 0 ? "US-E-2026-0001" : null,
            new byte[Frame.SaltLength],
            body
        );
        var entry = Stated.Of(Side.Ours, link.Ours.Size, frame, null);
        Outgoing.Append(link, work, frame, entry, about);
        return new Stating(about, entry.Index, null);
    }

    private static List<T> Known<T>(Correspondence link, IShelfWork work, char letter)
        where T : Subject =>
        [
            .. work.SubjectIds(link.Peer.Code)
                .Where(i => i.Letter == letter)
                .Select(i => link.Docket.Open(work, i).State)
                .OfType<T>(),
        ];

    private static SubjectId Next(IShelfWork work, PartyCode self, string letter) =>
        SubjectId.Make(self, letter, 2026, work.HighestNumber($"{self}-{letter}-2026-") + 1);

    /// <summary>Mostly one of the central authority, who may say everything; sometimes one who may not.</summary>
    private Officer Officer(Nation nation) =>
        new(
            $"{nation.Code.ToString().ToLowerInvariant()}-{(sending.Below(15) == 0 ? "police" : "central-authority")}",
            $"Officer of {nation.Code}",
            "liaison"
        );

    private sealed record Sent(OnceKey Key, SubjectId About, Statement Statement);

    private Prose Text(Nation nation, Correspondence link) =>
        new(Mark(nation.Code, link, serial), dice.Below(2) == 0 ? "en" : "zh", null);
}
