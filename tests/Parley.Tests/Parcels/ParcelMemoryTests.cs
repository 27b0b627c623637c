using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Tests.Node;

namespace Parley.Tests.Parcels;

/// <summary>However large a file is, little memory is made anew while it is sealed, crosses and is opened.</summary>
[Collection(nameof(Alone))]
public sealed class ParcelMemoryTests
{
    private const int Large = 256 << 20;

    /// <summary>What both nodes and this test together may make anew on the way of all of it, in bytes.</summary>
    private const long Bound = 64 << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_file_is_sealed_crosses_and_is_opened_in_little_memory()
    {
        await using var pair = new Pair();
        await pair.Start();
        var guidelines = await pair.Agree();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var shelf = pair.Us!.Services.GetRequiredService<IParcelShelf>();
        var parcel = await ParcelSealing.Seal(shelf, TwoFolders.CN, new Zeros(Large), "disk.img", "x/y", Large, Cancel);
        var files = new Entry.Parcels([new Attached(parcel!, null, null)]);
        var asking = await Pair.Ask(pair.Us, guidelines, change: draft => draft.With("files", files));
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        await TwoFolders.Until(
            () => pair.Us.Record.Reading.Find(TwoFolders.CN, asking.About) is Request { ParcelsReceived.Length: 1 },
            "it came whole, and both hold that it did",
            120
        );
        await using var held = pair.Cn!.Services.GetRequiredService<IParcelShelf>()
            .Open(TwoFolders.US, Side.Theirs, parcel!.SealedSha256)!;
        await ParcelSealing.Open(held, parcel, 0, parcel.Size, Stream.Null, Cancel);

        var made = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(made < Bound, $"{made >> 20} MiB were made on the way");
    }
}
