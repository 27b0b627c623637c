using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Look;
using Parley.Node.Record;

namespace Parley.Node.Erasing;

/// <summary>What is shown in the place of a request whose words were erased.</summary>
public static class ErasedPages
{
    /// <summary>The page, and for programs the problem, that says when and under which rule; null where no such request
    /// was erased.</summary>
    /// <param name="status">410 where something was asked for that cannot be made any more.</param>
    public static IResult? Instead(
        JointRecord record,
        string number,
        HttpContext http,
        int status = StatusCodes.Status200OK
    ) =>
        Find(record, number) is not var (peer, left) ? null
        : http.Request.Path.StartsWithSegments(TokenPages.Api, StringComparison.Ordinal)
            ? ApiProblems.Erased(left).Answer()
        : Show.Page<ErasedPage>(
            status,
            (nameof(ErasedPage.Left), left),
            (nameof(ErasedPage.Entries), record.Reading.ErasedEntries(peer, left.Id))
        );

    /// <summary>The proof of one entry of an erased request: its hash stands in the place of its words.</summary>
    public static async Task<StatementProof?> Proof(JointRecord record, string number, string by, long index) =>
        Find(record, number) is var (peer, left) && PartyCode.TryParse(by, out var writer)
            ? (await record.Reading.Proofs(peer, left.Id)).FirstOrDefault(p =>
                p.IsErased && p.By == writer && p.Index == index
            )
            : null;

    private static (PartyCode Peer, ErasedSubject Left)? Find(JointRecord record, string number)
    {
        if (!SubjectId.TryParse(number, out var id))
        {
            return null;
        }
        foreach (var peer in record.Peers)
        {
            if (record.Reading.Erased(peer.Code, id) is { } left)
            {
                return (peer.Code, left);
            }
        }
        return null;
    }
}
