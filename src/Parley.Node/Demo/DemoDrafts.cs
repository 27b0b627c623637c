using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Demo;

/// <summary>What waits on the demo's desks before anything leaves: a draft in work, one that waits for the legal check
/// its rule book asks for, one sent back, a decision to be released, and an answer half written.</summary>
internal static class DemoDrafts
{
    /// <summary>The stories whose requests are to be accepted, and by which officer.</summary>
    private static readonly (string Story, string By) AcceptedByChina = ("55", "liaison-1");
    private static readonly (string Story, string By) AcceptedByUnitedStates = ("53", "central-1");

    /// <summary>The stories in which an officer has begun an answer.</summary>
    private const string HalfWrittenByChina = "58";
    private const string HalfWrittenByUnitedStates = "57";

    /// <summary>A draft as it lies on a desk.</summary>
    /// <param name="File">Below <c>samples/requests</c>.</param>
    /// <param name="SentBack">The releaser's reason; null where it was not sent back.</param>
    private sealed record Begun(string File, string By, int HoursAgo, bool Offered = false, string? SentBack = null);

    private static readonly Begun[] OfChina =
    [
        new("mutual-legal-assistance.json", "central-1", 20, Offered: true),
        new("information-in-chinese.json", "liaison-1", 3),
        new(
            "preservation.json",
            "duty-1",
            7,
            SentBack: "请写明保全的起止时间以何地时间计，并补充对方可联系的值班电话。"
        ),
    ];

    private static readonly Begun[] OfUnitedStates =
    [
        new("information.json", "liaison-1", 20, Offered: true),
        new("incomplete.json", "liaison-2", 3),
        new(
            "incident-assistance.json",
            "cert-1",
            7,
            SentBack: "Please name the time zone of the log lines, and say which of the actions is wanted first."
        ),
    ];

    /// <summary>Fills both nodes, once the half-year is over.</summary>
    public static async Task Fill(TwoNations nations, HalfYear halfYear, string samples, DateTimeOffset now)
    {
        foreach (var node in nations.Nodes)
        {
            var chinese = string.Equals(node.Record.Self.Code.ToString(), "CN", StringComparison.Ordinal);
            foreach (var begun in chinese ? OfChina : OfUnitedStates)
            {
                Draft(node, begun, samples, now);
            }
            await Prepare(node, halfYear, chinese, now);
            LeaveHalfWritten(node, halfYear, chinese, now);
        }
    }

    private static void Draft(RunningNode node, Begun begun, string samples, DateTimeOffset now)
    {
        var bytes = File.ReadAllBytes(Path.Combine(samples, begun.File));
        if (!DraftFormat.TryRead(bytes, out var draft, out var problem))
        {
            throw new InvalidDataException($"{begun.File}: {problem}");
        }
        var shelf = node.Services.GetRequiredService<DraftShelf>();
        var by = Officer(node, begun.By);
        var peer = node.Record.Peers[0].Code;
        var kept = shelf.Add(peer, draft, by.Id, by.Name.Both, now.AddHours(-begun.HoursAgo));
        if (begun.Offered || begun.SentBack is not null)
        {
            shelf.Offer(kept.Id, by.Id, kept.Version);
        }
        if (begun.SentBack is { } reason)
        {
            shelf.SendBack(kept.Id, reason);
        }
    }

    /// <summary>An acceptance, prepared by one officer and to be released by another.</summary>
    private static async Task Prepare(RunningNode node, HalfYear halfYear, bool chinese, DateTimeOffset now)
    {
        var (story, who) = chinese ? AcceptedByChina : AcceptedByUnitedStates;
        var by = Officer(node, who);
        var sight = node.Services.GetRequiredService<RequestBook>().Find(halfYear.Request(story).ToString())!;
        var accepted = new RequestStatement.Accepted(
            [],
            chinese
                ? new Prose(
                    "材料仅用于请求所述目的。",
                    "zh",
                    "The material is for the purpose stated in the request only."
                )
                : new Prose(
                    "The material is for the purpose stated in the request only.",
                    "en",
                    "材料仅用于请求所述目的。"
                )
        );
        var officer = (await new SessionClaims().CreateAsync(by)).AsOfficer();
        if (await node.Record.Reading.WouldRefuse(sight.Peer, sight.Request.Id, accepted, officer, now) is { } refusal)
        {
            throw new InvalidDataException($"{sight.Request.Id}: {refusal.Sentence.En}");
        }
        var prepared = new PreparedBy(by.Id, by.Name.Both, now.AddHours(-2));
        node.Services.GetRequiredService<PreparedShelf>().Add(sight, RequestMove.Accept, accepted, "", prepared);
    }

    /// <summary>An answer that an officer has begun, without a word yet of what became of the first item.</summary>
    private static void LeaveHalfWritten(RunningNode node, HalfYear halfYear, bool chinese, DateTimeOffset now)
    {
        var by = Officer(node, "liaison-1");
        var story = chinese ? HalfWrittenByChina : HalfWrittenByUnitedStates;
        var sight = node.Services.GetRequiredService<RequestBook>().Find(halfYear.Request(story).ToString())!;
        var form = new FormCollection(
            new Dictionary<string, StringValues>(StringComparer.Ordinal)
            {
                [$"item.{MoveForm.Answerable(sight)[0].Id}.text"] = chinese
                    ? "据托管企业初步回复，该主机按月租用，租用人为一家已注销的贸易公司；租用合同尚待调取。"
                    : "By the hosting company's first word the server is rented by the month to a reseller; the contract "
                        + "is still to come.",
            }
        );
        var saved = new PreparedBy(by.Id, by.Name.Both, now.AddHours(-5));
        var shelf = node.Services.GetRequiredService<MoveDraftShelf>();
        shelf.Save(sight, RequestMove.Answer, default, MoveDraftPlace.FieldsOf(form), saved);
    }

    private static Account Officer(RunningNode node, string who) =>
        node
            .Services.GetRequiredService<AccountShelf>()
            .Find($"{node.Record.Self.Code.ToString().ToLowerInvariant()}-{who}")!;
}
