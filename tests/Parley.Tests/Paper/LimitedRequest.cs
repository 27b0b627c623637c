using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Node;
using Parley.Tests.Api;
using Parley.Tests.Node;

namespace Parley.Tests.Paper;

/// <summary>What US asked in an emergency: answered, its use limited twice, and not validated.</summary>
internal static class LimitedRequest
{
    public const string First = "planted limit of the answer";
    public const string Later = "planted limit set later";
    public const string Refused = "planted word that it was not validated";

    private static readonly Officer Officer = new("us-central-authority", "An Invented Officer", "liaison");

    /// <summary>An emergency that was answered with a limit, then limited further, then not validated.</summary>
    public static async Task<string> Make(ProgramNodes nodes)
    {
        var agreed = nodes
            .Us.Record.Reading.All<Agreement>(TwoFolders.CN)
            .Single(one => one.InForce(DateTimeOffset.UtcNow) is not null);
        var version = agreed.InForce(DateTimeOffset.UtcNow)!;
        var asking = await Pair.Ask(
            nodes.Us,
            new AgreedVersion(agreed.Id, version.Number, version.ContentHash),
            "emergency-disclosure"
        );
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        await nodes.Quiet();
        var id = asking.About;
        var sought = ((Request)nodes.Us.Record.Reading.Find(TwoFolders.CN, id)!).Current().Sought;
        await Say(nodes, nodes.Cn, TwoFolders.US, id, new RequestStatement.Acknowledged(Note: null));
        await Say(
            nodes,
            nodes.Cn,
            TwoFolders.US,
            id,
            new RequestStatement.Answered(
                Final: true,
                [.. sought.Select(one => new ItemAnswer(one.Id, ItemOutcome.NothingFound, Text: null))],
                Text(First),
                Handling: new Handling("H2", "TLP:RED", "A", "1"),
                Certificates: [CertificateTests.Sheet("Penhallow")]
            )
        );
        await Say(nodes, nodes.Cn, TwoFolders.US, id, new RequestStatement.UseLimited(Text(Later)));
        await Say(
            nodes,
            nodes.Us,
            TwoFolders.CN,
            id,
            new RequestStatement.Validated(Validation.NotValidated, "A court", Reference: null, Text(Refused))
        );
        return id.ToString();
    }

    private static async Task Say(
        ProgramNodes nodes,
        RunningNode by,
        PartyCode to,
        SubjectId id,
        RequestStatement statement
    )
    {
        var stating = await by.Record.State(to, id, statement, Officer);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        await nodes.Quiet();
    }

    private static Prose Text(string words) => new(words, "en", $"译文 {words}", "A translator", "A reviewer");
}
