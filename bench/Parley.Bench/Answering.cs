using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;

namespace Parley.Bench;

/// <summary>The requested party at work: every request that comes is acknowledged, responded to, accepted and answered
/// item by item, one statement after the other.</summary>
internal sealed class Answering
{
    private readonly ConcurrentDictionary<SubjectId, bool> begun = new();
    private readonly JointRecord record;
    private readonly PartyCode peer;
    private readonly Officer officer;

    public Answering(JointRecord record, PartyCode peer)
    {
        this.record = record;
        this.peer = peer;
        officer = Requests.Releaser(record.Self.Code);
        record.Changed += Look;
    }

    /// <summary>How many statements one request gets from the requested party.</summary>
    public const int Statements = 4;

    private void Look(RecordChange change)
    {
        foreach (var id in change.Subjects)
        {
            if (id.Letter == 'R' && id.Opener == peer && begun.TryAdd(id, true))
            {
                _ = Task.Run(() => Answer(id));
            }
        }
    }

    private async Task Answer(SubjectId id)
    {
        var request = (Request)record.Reading.Find(peer, id)!;
        var sought = request.Made.What.Entries.Values.OfType<Entry.Sought>().SelectMany(e => e.Items);
        await Say(id, new RequestStatement.Acknowledged(null));
        await Say(id, new RequestStatement.FirstResponse(WillAnswer.Yes, null, null, Texts.Will));
        await Say(id, new RequestStatement.Accepted([], null));
        await Say(
            id,
            new RequestStatement.Answered(
                true,
                [.. sought.Select(item => new ItemAnswer(item.Id, ItemOutcome.Provided, Texts.Found))],
                Texts.Limits
            )
        );
    }

    private async Task Say(SubjectId id, RequestStatement statement)
    {
        var stating = await record.State(peer, id, statement, officer);
        if (stating.Refusal is { } refusal)
        {
            Console.WriteLine($"{id} {statement.GetType().Name}: {refusal.Code}: {refusal.Sentence.En}");
        }
    }
}

/// <summary>What officers write, invented.</summary>
internal static class Texts
{
    public static readonly Prose Will = new(
        "We will answer. The log files of the provider are kept for ninety days, so the whole range can be searched; "
            + "the subscriber's records come from a second office and will follow together with them.",
        "en",
        "我方将予答复。服务提供商的日志保存九十天，故可检索全部时段；用户登记资料由另一部门提供，将一并转交。"
    );

    public static readonly Prose Found = new(
        "The records asked for were found and are listed with their times in UTC. The account was opened on 3 March 2026 "
            + "from the address named in the request; it was last used on 19 May 2026, and no other account shares it.",
        "en",
        "所请求的记录已查到，并按协调世界时列明时间。该账户于2026年3月3日由请求所列地址开立，最近一次使用为2026年5月19日，未见其他账户共用。"
    );

    public static readonly Prose Limits = new(
        "For the investigation named in the request only. Another use needs our consent beforehand.",
        "en",
        "仅限请求所列侦查使用。如作他用，须事先征得我方同意。"
    );

    public static readonly Prose Rated = new(
        "Complete, and in time. The list could be read by our tools as it came.",
        "en",
        "内容完整，答复及时。所附清单可直接由我方工具读取。"
    );
}
