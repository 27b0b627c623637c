using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Requests;

namespace Parley.Tests.Agreements;

/// <summary>Puts things by about agreements at a node, and sends them back.</summary>
internal static class WaitingHere
{
    internal static AgreementStatement.Proposed Proposed(this AgreeingNode node, string title, DateTimeOffset from) =>
        node.Next(node.Agreement.Latest.Number + 1) with
        {
            Title = new Bilingual(title, "准则"),
            InForceFrom = from,
        };

    internal static ClaimsPrincipal Claims(this AgreeingNode node, string name) =>
        SessionClaims.Of(node.Service<AccountShelf>().FindBySignInName(name)!);

    internal static async Task<PreparedAgreement> Put(
        this AgreeingNode node,
        string who,
        AgreementStatement said,
        AgreementPlace? place = null
    ) => (await node.Service<Agreeing>().Say(place ?? node.Place, said, node.Claims(who), once: null)).Waits!;

    internal static async Task<PreparedAgreement> SentBack(
        this AgreeingNode node,
        string who,
        AgreementStatement said,
        AgreementPlace? place = null
    ) => await node.SentBackNow(await node.Put(who, said, place), "Another limit, please.");

    internal static Task<PreparedAgreement> SentBackNow(this AgreeingNode node, PreparedAgreement waits, string reason)
    {
        Assert.Null(node.Prepared.Step(waits, () => null, new SentBack("An Invented second", reason)));
        return Task.FromResult(node.Prepared.Returned().Single(one => one.Id == waits.Id));
    }
}
