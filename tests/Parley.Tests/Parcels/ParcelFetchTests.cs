using System.Buffers.Text;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Node.Storage;
using Parley.Sealing;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Parcels;

/// <summary>Fetching one parcel over a line that is cut, slow or hostile.</summary>
public sealed class ParcelFetchTests : IDisposable
{
    private const int Chunks = 5;

    private static readonly PartyCode US = PartyCode.Parse("US");
    private static readonly byte[] File = ParcelVectors.File((Chunks * ParcelSeal.ChunkLength) - 77);
    private static readonly byte[] Ciphertext = ParcelVectors.Seal(File).Ciphertext;
    private static readonly SealedFile Named = ParcelVectors.Seal(File).Named;

    private static readonly Parcel Parcel = new(
        "disk.img",
        "application/octet-stream",
        Named.Size,
        Named.Sha256,
        Named.SealedSha256,
        Base64Url.EncodeToString(ParcelVectors.Key)
    );

    private readonly TwoFolders folders = new(deadFirst: false);
    private readonly TemporaryFolder folder = new();
    private readonly PlayedSender sender = new(Ciphertext);

    private Peer Us => folders.Us.OwnCard();

    [Fact]
    public async Task Cut_at_every_chunk_boundary_and_beside_it_a_transfer_goes_on_where_it_was()
    {
        var boundaries = Enumerable
            .Range(0, Chunks)
            .Select(i => i * (long)(ParcelSeal.ChunkLength + ParcelSeal.TagLength))
            .Append(Ciphertext.Length)
            .SelectMany(b => (long[])[b - 1, b, b + 1])
            .Where(b => b > 0 && b < Ciphertext.Length)
            .ToList();
        foreach (var hard in (bool[])[true, false])
        {
            foreach (var boundary in boundaries)
            {
                using var alone = new TemporaryFolder();
                var files = new ParcelFiles(alone.Path);
                var cut = new PlayedSender(Ciphertext) { CutsHard = hard };
                cut.Cuts.Enqueue(boundary);
                var fetch = new ParcelFetch(files, cut, _ => ParcelLimits.Usual);
                Assert.NotNull((await Try(fetch)).Problem);
                Assert.Equal(boundary, files.PartLength(US, Parcel.SealedSha256));
                Assert.True((await Try(fetch)).IsHere);
                Assert.Equal([0, boundary], cut.AskedFrom);
                Assert.Equal(Ciphertext, Held(files));
            }
        }
    }

    [Fact]
    public async Task Cut_at_every_boundary_of_one_transfer_and_restarted_each_time_it_still_comes()
    {
        for (var i = 1; i < Chunks; i++)
        {
            sender.Cuts.Enqueue(i * (long)(ParcelSeal.ChunkLength + ParcelSeal.TagLength));
        }
        Fetched fetched;
        var times = 0;
        do
        {
            // Each time as after a restart: nothing is known but what lies on the disk.
            fetched = await Try(new ParcelFetch(new ParcelFiles(folder.Path), sender, _ => ParcelLimits.Usual));
        } while (!fetched.IsHere && ++times < 20);
        Assert.Equal(Chunks, sender.AskedFrom.Count);
        Assert.Equal(sender.AskedFrom.Order(), sender.AskedFrom);
        Assert.Equal(Ciphertext, Held(new ParcelFiles(folder.Path)));
    }

    [Fact]
    public async Task What_is_held_is_not_fetched_again_and_what_was_erased_neither()
    {
        var files = new ParcelFiles(folder.Path);
        var fetch = new ParcelFetch(files, sender, _ => ParcelLimits.Usual);
        Assert.True((await Try(fetch)).IsHere);
        Assert.True((await Try(fetch)).IsHere);
        files.Erase(US, Side.Theirs, Parcel.SealedSha256);
        Assert.Null(files.Open(US, Side.Theirs, Parcel.SealedSha256));
        Assert.Equal(ParcelPlace.Erased, files.PlaceOf(US, Side.Theirs, Parcel.SealedSha256));
        Assert.Equal(0, files.HeldBytes(US));
        Assert.True((await Try(fetch)).IsHere);
        Assert.Single(sender.AskedFrom);
    }

    [Fact]
    public async Task A_changed_ciphertext_is_thrown_away_and_refused_when_it_comes_the_third_time()
    {
        var files = new ParcelFiles(folder.Path);
        var changed = Ciphertext.ToArray();
        changed[70_000] ^= 1;
        sender.Answer = _ => new ParcelAnswer(206, 0, changed.Length, new MemoryStream(changed));
        var fetch = new ParcelFetch(files, sender, _ => ParcelLimits.Usual);
        for (var times = 1; times < ParcelFetch.MostWrong; times++)
        {
            Assert.NotNull((await Try(fetch)).Problem);
            Assert.Equal(0, files.PartLength(US, Parcel.SealedSha256));
        }
        Assert.Equal(ParcelRefusal.OtherCiphertext, (await Try(fetch)).Refusal);
        Assert.Equal(ParcelPlace.Missing, files.PlaceOf(US, Side.Theirs, Parcel.SealedSha256));
    }

    [Fact]
    public async Task What_does_not_open_or_opens_to_another_file_is_refused_at_once()
    {
        var fetch = new ParcelFetch(new ParcelFiles(folder.Path), sender, _ => ParcelLimits.Usual);
        var key = Base64Url.EncodeToString(new byte[32]);
        Assert.Equal(ParcelRefusal.DoesNotOpen, (await Try(fetch, Parcel with { Key = key })).Refusal);
        var hash = new string('0', 64);
        Assert.Equal(ParcelRefusal.OtherFile, (await Try(fetch, Parcel with { Sha256 = hash })).Refusal);
    }

    [Fact]
    public async Task An_answer_that_is_not_what_was_asked_for_is_not_taken()
    {
        var files = new ParcelFiles(folder.Path);
        sender.Cuts.Enqueue(1000);
        var fetch = new ParcelFetch(files, sender, _ => ParcelLimits.Usual);
        await Try(fetch);
        Func<long, ParcelAnswer>[] wrong =
        [
            _ => new ParcelAnswer(200, -1, -1, new MemoryStream(Ciphertext)),
            _ => new ParcelAnswer(404, -1, -1, new MemoryStream([1])),
            _ => new ParcelAnswer(206, 0, Ciphertext.Length, new MemoryStream(Ciphertext)),
            from => new ParcelAnswer(206, from + 1, Ciphertext.Length, new MemoryStream(Ciphertext)),
            from => new ParcelAnswer(206, from, Ciphertext.Length + 1, new MemoryStream(Ciphertext)),
            from => new ParcelAnswer(206, from, -1, new MemoryStream(Ciphertext)),
            _ => throw new IOException("The line is dead."),
            from => new ParcelAnswer(206, from, Ciphertext.Length, new MemoryStream()),
        ];
        foreach (var answer in wrong)
        {
            sender.Answer = answer;
            Assert.NotNull((await Try(fetch)).Problem);
            Assert.Equal(1000, files.PartLength(US, Parcel.SealedSha256));
        }
        sender.Answer = null;
        Assert.True((await Try(fetch)).IsHere);
    }

    [Fact]
    public async Task A_body_without_end_brings_no_byte_more_than_was_named()
    {
        var files = new ParcelFiles(folder.Path);
        await using var endless = new PlayedSender.Endless();
        sender.Answer = from => new ParcelAnswer(206, from, Ciphertext.Length, endless);
        var fetched = await Try(new ParcelFetch(files, sender, _ => ParcelLimits.Usual));
        Assert.NotNull(fetched.Problem);
        Assert.Equal(Ciphertext.Length, endless.Given);
        Assert.Equal(0, files.HeldBytes(US));
    }

    [Fact]
    public async Task More_than_the_limits_allow_is_refused_before_a_byte_is_asked_for()
    {
        var files = new ParcelFiles(folder.Path);
        Func<PartyCode, ParcelLimits> small = _ => new ParcelLimits(Parcel.Size - 1, long.MaxValue);
        Assert.Equal(ParcelRefusal.TooLarge, (await Try(new ParcelFetch(files, sender, small))).Refusal);
        Func<PartyCode, ParcelLimits> full = _ => new ParcelLimits(long.MaxValue, Ciphertext.Length - 1);
        Assert.Equal(ParcelRefusal.QuotaExceeded, (await Try(new ParcelFetch(files, sender, full))).Refusal);
        Assert.Empty(sender.AskedFrom);
        Func<PartyCode, ParcelLimits> enough = _ => new ParcelLimits(Parcel.Size, Ciphertext.Length);
        sender.Cuts.Enqueue(100_000);
        Assert.NotNull((await Try(new ParcelFetch(files, sender, enough))).Problem);
        // What lies here of it counts once.
        Assert.True((await Try(new ParcelFetch(files, sender, enough))).IsHere);
        Assert.Equal(Ciphertext.Length, files.HeldBytes(US));
        Assert.Equal(Ciphertext.Length, new ParcelFiles(folder.Path).HeldBytes(US));
    }

    [Fact]
    public void What_was_being_sealed_when_the_node_stopped_is_gone_at_the_next_start()
    {
        var part = new ParcelFiles(folder.Path).Begin(US);
        part.Bytes.Write([1, 2, 3]);
        part.Dispose();
        Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
        new ParcelFiles(folder.Path).Tidy();
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Nothing_of_a_file_lies_on_the_disk_in_the_clear()
    {
        var marker = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a planted marker ", 40_000)));
        var files = new ParcelFiles(folder.Path);
        var parcel = await ParcelSealing.Seal(
            files,
            US,
            new MemoryStream(marker),
            "marker.txt",
            "text/plain",
            marker.Length,
            CancellationToken.None
        );
        Assert.NotNull(parcel);
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var bytes = await System.IO.File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.True(bytes.AsSpan().IndexOf("a planted marker"u8) < 0);
        }
        using var opened = new MemoryStream();
        await using var held = files.Open(US, Side.Ours, parcel.SealedSha256)!;
        await ParcelSealing.Open(held, parcel, 0, parcel.Size, opened, CancellationToken.None);
        Assert.Equal(marker, opened.ToArray());
        var more = await ParcelSealing.Seal(
            files,
            US,
            new MemoryStream(marker),
            "marker.txt",
            "text/plain",
            marker.Length - 1,
            CancellationToken.None
        );
        Assert.Null(more);
        Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    public void Dispose()
    {
        folder.Dispose();
        folders.Dispose();
    }

    private Task<Fetched> Try(ParcelFetch fetch, Parcel? parcel = null) =>
        fetch.Try(Us, Us.Addresses[0], parcel ?? Parcel, null, CancellationToken.None);

    private static byte[] Held(ParcelFiles files)
    {
        using var held = files.Open(US, Side.Theirs, Parcel.SealedSha256)!;
        using var bytes = new MemoryStream();
        held.CopyTo(bytes);
        return bytes.ToArray();
    }
}
