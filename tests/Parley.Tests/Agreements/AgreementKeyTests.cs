using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Node.Agreements;
using Parley.Node.Requests;
using Parley.Tests.Node;
using Parley.Tests.Requests;

namespace Parley.Tests.Agreements;

/// <summary>A form sent twice is one act about one agreement: about another it is another.</summary>
public sealed class AgreementKeyTests(AgreeingNode node) : IClassFixture<AgreeingNode>
{
    private static readonly AgreementStatement Said = new AgreementStatement.Ended(Play.Text());

    [Fact]
    public void The_key_of_a_form_is_that_of_the_agreement_it_is_about()
    {
        var form = new FormCollection(
            new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["once"] = Guid.NewGuid().ToString("N") }
        );
        var (one, other) = (Place(1), Place(2));
        Assert.Equal(AgreementForm.KeyOf(form, one, Said), AgreementForm.KeyOf(form, one, Said));
        Assert.NotEqual(AgreementForm.KeyOf(form, one, Said), AgreementForm.KeyOf(form, other, Said));
        var there = one with { Peer = PartyCode.Parse("FR") };
        Assert.NotEqual(AgreementForm.KeyOf(form, one, Said), AgreementForm.KeyOf(form, there, Said));
    }

    [Fact]
    public void What_was_prepared_under_a_key_is_told_of_its_own_agreement_alone()
    {
        var shelf = node.Service<PreparedAgreementShelf>();
        var (once, by) = (OnceKey.Of(Guid.NewGuid().ToString("N")), new PreparedBy("none", "某人", default));
        var id = shelf.Add(Place(1), Said, once, by);
        Assert.Equal(id, shelf.Under(Place(1), once));
        Assert.Null(shelf.Under(Place(2), once));
        Assert.Null(shelf.Under(Place(1) with { Peer = PartyCode.Parse("FR") }, once));
        Assert.Null(shelf.Add(Place(2), Said, once, by));
        shelf.Discard(id!.Value);
    }

    private static AgreementPlace Place(int number) =>
        new(TwoFolders.US, SubjectId.Make(TwoFolders.CN, "A", 2026, number), "guidelines");
}
