using System.Security.Claims;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Sealing;

namespace Parley.Tests.Law;

/// <summary>A nation without a rule book: its officers read everything.</summary>
internal sealed class NoLaw : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private NoLaw()
    {
        var accounts = new AccountShelf(folder.Path);
        InForce = new LawInForce(new RuleBookShelf(accounts, SecurityEvents.Of(accounts), TimeProvider.System));
    }

    private LawInForce InForce { get; }

    /// <summary>The act that a request waits for, of those open.</summary>
    public static RequestMove? Next(RequestSight sight, IReadOnlyCollection<RequestMove> open)
    {
        using var none = new NoLaw();
        return NextMove.Of(sight, open, TimeProvider.System.GetUtcNow(), new ClaimsPrincipal(), none.InForce);
    }

    public void Dispose() => folder.Dispose();
}
