using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Requests;

namespace Parley.Node.Demo;

/// <summary>What waits on the demo's desks about agreements: the next version of the guidelines, which one nation is to
/// propose once its rule book's legal check is given.</summary>
internal static class DemoAgreements
{
    private const string Party = "CN";
    private const int HoldsAfterDays = 30;

    /// <summary>What the next version says otherwise: urgent legal assistance is acknowledged a working day sooner.
    /// </summary>
    private static readonly (string Agreed, string Proposed) SoonerAcknowledged = (
        """{"urgency":"urgent","acknowledge":"3wd",""",
        """{"urgency":"urgent","acknowledge":"2wd","""
    );

    /// <summary>Fills the node, once the half-year is over.</summary>
    public static async Task Fill(TwoNations nations, DateTimeOffset now)
    {
        var node = nations.Nodes.Single(one => $"{one.Record.Self.Code}" is Party);
        var book = node.Services.GetRequiredService<AgreementBook>();
        var sight = book.All().Single(one => one.Agreement.Kind is AgreementRules.Guidelines);
        var agreed = sight.Agreement.LatestAccepted!;
        var before = book.Content(sight, agreed);
        var content = before.Replace(SoonerAcknowledged.Agreed, SoonerAcknowledged.Proposed, StringComparison.Ordinal);
        var proposed = new AgreementStatement.Proposed(
            sight.Agreement.Kind,
            sight.Agreement.Latest.Number + 1,
            agreed.Title,
            new DateTimeOffset(now.UtcDateTime.Date.AddDays(HoldsAfterDays), TimeSpan.Zero),
            content,
            StatementFormat.ContentHash(content)
        );
        var by = node.Services.GetRequiredService<AccountShelf>().Find($"{Party.ToLowerInvariant()}-liaison-2")!;
        var user = await new SessionClaims().CreateAsync(by);
        var would = await node.Services.GetRequiredService<Agreeing>().Before(sight.Place, proposed, user);
        if (would.By is null || string.Equals(content, before, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The next guidelines do not wait: {would.Refusal?.Sentence.En}");
        }
        var prepared = new PreparedBy(by.Id, by.Name.Both, now.AddHours(-6));
        node.Services.GetRequiredService<PreparedAgreementShelf>().Add(sight.Place, proposed, once: null, prepared);
    }
}
