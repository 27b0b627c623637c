using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Parcels;
using Parley.Tests.Desk;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Parcels;

/// <summary>How much is taken of one linked party, set by an operator while the node runs.</summary>
public sealed class QuotaTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly string Page = $"/settings/links/{TwoFolders.US}/quota";

    [Fact]
    public async Task What_was_refused_comes_once_an_operator_makes_room_for_it()
    {
        using var marsh = await open.SignedIn(Role.Operator);
        await OpenDesk.Post(marsh, "/settings", Page, ("file", "0"), ("all", "1"));
        var file = await ParcelSealing.Seal(
            open.Other.Services.GetRequiredService<IParcelShelf>(),
            TwoFolders.CN,
            new MemoryStream(ParcelVectors.File(80_000)),
            "a list.csv",
            "text/csv",
            long.MaxValue,
            TestContext.Current.CancellationToken
        );
        var number = await open.Ask(draft =>
            draft.With("files", new Entry.Parcels(ImmutableArray.Create(new Attached(file!, null, null))))
        );
        await TwoFolders.Until(() => Rounds.Refused(TwoFolders.US, 5).Count == 1, "the file is refused");
        Assert.Contains(number, await marsh.GetStringAsync("/settings"), StringComparison.Ordinal);
        Assert.Contains("Files beyond what is taken", await marsh.GetStringAsync("/"), StringComparison.Ordinal);
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.DoesNotContain(
            "Files beyond what is taken",
            await drafter.GetStringAsync("/"),
            StringComparison.Ordinal
        );

        await OpenDesk.Post(marsh, "/settings", Page, ("file", "1"), ("all", "1"));
        var shelf = open.Node.Services.GetRequiredService<IParcelShelf>();
        await TwoFolders.Until(
            () => shelf.PlaceOf(TwoFolders.US, Side.Theirs, file!.SealedSha256) is ParcelPlace.Held,
            "the file is here"
        );
        Assert.Empty(Rounds.Refused(TwoFolders.US, 5));
        Assert.DoesNotContain("Files beyond what is taken", await marsh.GetStringAsync("/"), StringComparison.Ordinal);
        var written = open.Node.Services.GetRequiredService<SecurityEvents>().Page(1);
        Assert.Contains(written, one => one is { Act: SecurityAct.QuotaSet, Whom: "US", More: "1048576 1048576" });
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("1", "-1")]
    [InlineData("1.5", "2")]
    [InlineData("99999999", "1")]
    [InlineData("1", "99999999999999999999")]
    public async Task What_is_no_number_of_mebibytes_changes_nothing(string file, string all)
    {
        var before = Quotas.Of(TwoFolders.US);
        using var marsh = await open.SignedIn(Role.Operator);
        var answer = await OpenDesk.Post(marsh, "/settings", Page, ("file", file), ("all", all));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(before, Quotas.Of(TwoFolders.US));
        var unknown = await OpenDesk.Post(marsh, "/settings", "/settings/links/XX/quota", ("file", "1"), ("all", "1"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private Quotas Quotas => open.Node.Services.GetRequiredService<Quotas>();

    private ParcelRounds Rounds => open.Node.Services.GetRequiredService<ParcelRounds>();
}
