using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Tests.House;
using Parley.Tests.Sealing;

namespace Parley.Tests.Access;

/// <summary>The authorities of a node, and what they are competent for.</summary>
public sealed class AuthorityTests : IDisposable
{
    private static readonly Bilingual Both = new("Central Authority", "中央机关");

    private readonly TemporaryFolder folder = new();
    private readonly Officers officers;
    private readonly AccountShelf shelf;
    private readonly AuthorityShelf authorities;

    public AuthorityTests()
    {
        officers = Officers.Of(folder.Path);
        shelf = new AccountShelf(folder.Path);
        authorities = new AuthorityShelf(shelf);
        Add("hale", Competence.CentralAuthority);
    }

    [Fact]
    public async Task A_session_bears_what_the_authority_is_competent_for()
    {
        var user = await new SessionClaims().CreateAsync(shelf.FindBySignInName("hale")!);
        Assert.Equal([Competence.CentralAuthority], user.Competences());
        Assert.True(user.Has(Competence.CentralAuthority));
        Assert.False(user.Has(Competence.Cert));
    }

    [Fact]
    public void A_second_officer_changes_nothing_of_an_authority_that_is_there()
    {
        Add("reed", Competence.Cert, Competence.CentralAuthority);
        Assert.Equal([Competence.CentralAuthority], shelf.FindBySignInName("reed")!.Competences);
        Assert.Single(authorities.All());
    }

    [Fact]
    public void A_change_of_competence_ends_the_sessions_of_its_officers()
    {
        var before = shelf.FindBySignInName("hale")!;
        authorities.Put(new Authority("us-test", Both, [Competence.Cert]));
        var after = shelf.FindBySignInName("hale")!;
        Assert.Equal([Competence.Cert], after.Competences);
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
    }

    [Theory]
    [InlineData("CN")]
    [InlineData("US")]
    public void The_demo_has_who_may_write_and_who_may_release_in_each_authority_that_asks(string party)
    {
        var all = Personas.Read(Path.Combine(Tree.Root, "samples/personas.json"), PartyCode.Parse(party));
        foreach (var competence in Enum.GetValues<Competence>().Where(one => one != Competence.Secretariat))
        {
            var own = all.Where(one => one.Competences.Contains(competence)).ToList();
            Assert.Contains(own, one => one.Roles.Contains(Role.Drafter));
            Assert.Contains(own, one => one.Roles.Contains(Role.Releaser));
        }
        Assert.Contains(all, one => one.Competences.Contains(Competence.Secretariat));
        Assert.All(
            all.GroupBy(one => one.Authority, StringComparer.Ordinal),
            own => Assert.Single(own.Select(one => string.Join(' ', one.Competences)).Distinct(StringComparer.Ordinal))
        );
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private void Add(string name, params Competence[] competences) =>
        officers.Add(
            name,
            "a long enough password",
            new NewOfficer(Both, "us-test", Both, Both, [Role.Drafter], competences),
            Doer.Command
        );
}
