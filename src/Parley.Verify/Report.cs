using System.Text.Json.Serialization;

namespace Parley.Verify;

/// <summary>One finding as a script reads it.</summary>
/// <param name="Where">The file or ledger it is in.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Index">The statement's place in its ledger, counted from 0, if it is about one.</param>
public sealed record ReportedFinding(string Where, string Code, string Sentence, long? Index);

/// <summary>Something that was established, in both languages.</summary>
public sealed record Fact(string En, string Zh);

/// <summary>What was established about one ledger.</summary>
/// <param name="Name">"US-to-CN".</param>
/// <param name="Statements">How many statements it has.</param>
/// <param name="Erased">Of how many only the hash is there, for their words were erased.</param>
/// <param name="SignedTo">Up to which size its writer signed.</param>
/// <param name="ReceiptedTo">Up to which size its reader receipted.</param>
/// <param name="LastReceipt">The time of the last receipt.</param>
/// <param name="Root">The root over all statements, base64.</param>
public sealed record LedgerReport(
    string Name,
    long Statements,
    long Erased,
    long SignedTo,
    long ReceiptedTo,
    DateTimeOffset? LastReceipt,
    string Root
);

/// <summary>The outcome of a check: good exactly when nothing was found.</summary>
/// <param name="What">"record", "evidence", "proof" or "divergence".</param>
/// <param name="Facts">What was established, a sentence each.</param>
/// <param name="Ledgers">For a record: its two ledgers.</param>
/// <param name="Findings">What is wrong, at most some thousand.</param>
/// <param name="FindingCount">How much is wrong, listed or not.</param>
public sealed record Report(
    string What,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<LedgerReport> Ledgers,
    IReadOnlyList<ReportedFinding> Findings,
    long FindingCount
)
{
    public bool Good => FindingCount == 0;

    /// <summary>A report that consists of one finding.</summary>
    public static Report Bad(string what, string where, string code, string sentence) =>
        new(what, [], [], [new ReportedFinding(where, code, sentence, null)], 1);
}

/// <summary>How a report looks as JSON: documented in docs/spec/ledger.md, "parley-verify".</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
