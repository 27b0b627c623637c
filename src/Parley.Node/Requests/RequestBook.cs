using System.Runtime.CompilerServices;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;

namespace Parley.Node.Requests;

/// <summary>One request as the pages see it: with the guidelines it lives under and what is owed on it.</summary>
/// <param name="Peer">The party at the other end of the link.</param>
/// <param name="Ours">This party asks; else this party is asked.</param>
public sealed record RequestSight(
    Request Request,
    PartyCode Peer,
    AgreedGuidelines Guidelines,
    Deadlines Deadlines,
    bool Ours
)
{
    public string Id => Request.Id.ToString();

    public RequestKind Kind => Guidelines.Kind(Request.Kind)!;

    public Urgency Urgency => Guidelines.UrgencyOf(Request.Urgency)!;

    /// <summary>This party is to act next.</summary>
    public bool WithUs => Request.Ball is { } ball && ball != Peer;

    /// <summary>What falls due next, or null when nothing is owed.</summary>
    public Deadline? Next => Deadlines.Next;

    public bool OverdueAt(DateTimeOffset now) => Next?.StateAt(now) is DeadlineState.Overdue;

    /// <summary>In a few words what it is about.</summary>
    public string Gist(string language) => SubjectLine.Matter(Request.Current(), language);
}

/// <summary>Finds requests over all links of the node, with everything the pages need to show them.</summary>
public sealed class RequestBook(JointRecord record)
{
    private static readonly ConditionalWeakTable<Request, string> Texts = [];

    /// <summary>Every request of every link, the newest first.</summary>
    public IEnumerable<RequestSight> All() =>
        record
            .Peers.SelectMany(peer =>
                record.Reading.All<Request>(peer.Code, "request").Select(request => Sight(request, peer.Code))
            )
            .OfType<RequestSight>()
            .OrderByDescending(sight => sight.Request.Made.At);

    /// <summary>One request, or null where no link of this node has it.</summary>
    public RequestSight? Find(string text)
    {
        if (!SubjectId.TryParse(text, out var id))
        {
            return null;
        }
        foreach (var peer in record.Peers)
        {
            if (record.Reading.Find(peer.Code, id) is Request request)
            {
                return Sight(request, peer.Code);
            }
        }
        return null;
    }

    /// <summary>Whether every word of a search occurs in the request: its number, its texts, its identifiers.</summary>
    public static bool Holds(Request request, string search)
    {
        var text = Texts.GetValue(request, TextOf);
        return search
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private RequestSight? Sight(Request request, PartyCode peer) =>
        record.Reading.Guidelines(peer, request.Guidelines) is { } guidelines
            ? new RequestSight(request, peer, guidelines, Deadlines.Of(request, guidelines), request.From != peer)
            : null;

    private static string TextOf(Request request)
    {
        var text = new StringBuilder().AppendLine(request.Id.ToString());
        foreach (var entry in request.Current().Entries.Values)
        {
            Append(text, entry);
        }
        foreach (var item in request.Answers.SelectMany(answer => answer.What.Items))
        {
            text.AppendLine(item.Text?.Original).AppendLine(item.Text?.Translation);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, Entry entry)
    {
        switch (entry)
        {
            case Entry.Plain e:
                text.AppendLine(e.Value);
                break;
            case Entry.Written e:
                text.AppendLine(e.Text.Original).AppendLine(e.Text.Translation);
                break;
            case Entry.Several e:
                text.AppendJoin('\n', e.Values).AppendLine();
                break;
            case Entry.Identifiers e:
                text.AppendJoin('\n', e.Values.Select(one => one.Value)).AppendLine();
                break;
            case Entry.Sought e:
                text.AppendJoin('\n', e.Items.SelectMany(one => new[] { one.Text.Original, one.Text.Translation }))
                    .AppendLine();
                break;
        }
    }
}
