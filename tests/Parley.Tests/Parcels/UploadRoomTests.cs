using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Desk;
using Parley.Node.Parcels;
using Parley.Tests.Api;
using Parley.Tests.Erasing;
using Parley.Tests.Node;
using static Parley.Tests.Parcels.Stretches;

namespace Parley.Tests.Parcels;

/// <summary>No file is taken for which there is no room; and what is begun and not sent keeps nobody out.</summary>
public sealed class UploadRoomTests(WideNode wide) : IClassFixture<WideNode>
{
    private const string Files = "/requests/{number}/files/uploads";

    private const long Most = WideNode.Most;

    private string List => $"requests/{wide.Request}/files/uploads";

    [Fact]
    public async Task Ten_that_were_begun_and_not_sent_keep_nobody_out()
    {
        var begun = Enumerable.Range(0, 10).Select(one => Under($"silent-{one}", Most / 2)).ToList();
        using var program = wide.Program();
        try
        {
            Assert.Null(Room(2000).Refusal("another", 1000));
            var place = await Begin(program, List, "small.csv", Bytes.Length);
            var whole = await Bring(program, place, Bytes, 0);
            Assert.True(whole.Status == 201, whole.Text);
            await program.Delete(whole.Headers.Location!.OriginalString);
        }
        finally
        {
            begun.ForEach(one => Uploads.Remove(one.Id));
        }
    }

    [Fact]
    public void Room_is_kept_for_what_moved_lately_and_no_longer()
    {
        var later = new LaterClock();
        var other = Under("another", 500);
        try
        {
            // Of what is here all is written once more, when it is sealed: 300 and 500.
            Uploads.Note(other.Id, new BegunPlace(200, 232));
            later.Ahead = TimeSpan.FromMinutes(14);
            Assert.Null(Room(2000 + 800, later).Refusal("account", 1000));
            Assert.Equal("disk-full", Room(2000 + 799, later).Refusal("account", 1000)?.Code);
            later.Ahead = TimeSpan.FromMinutes(16);
            Assert.Null(Room(2000, later).Refusal("account", 1000));
            Assert.Equal("disk-full", Room(1999, later).Refusal("account", 1000)?.Code);
        }
        finally
        {
            Uploads.Remove(other.Id);
        }
        Assert.InRange(new DiskRoom().FreeIn(wide.DeskFolder), 1, long.MaxValue);
    }

    [Fact]
    public void A_stretch_of_no_bytes_moves_nothing()
    {
        var upload = Under("account", 500);
        try
        {
            Uploads.Note(upload.Id, new BegunPlace(200, 232));
            Silence(upload.Id);
            var before = Moved();
            Uploads.Note(upload.Id, new BegunPlace(200, 232));
            Assert.Equal(before, Moved());
            Uploads.Note(upload.Id, new BegunPlace(201, 265));
            Assert.True(Moved() > before);
        }
        finally
        {
            Uploads.Remove(upload.Id);
        }

        DateTimeOffset Moved() => Uploads.Find(upload.Id, "account", wide.Request)!.Moved;
    }

    [Fact]
    public void Of_two_whose_bytes_come_at_once_the_second_finds_the_room_of_the_first_kept()
    {
        var (first, second) = (Under("first", 1000), Under("second", 1000));
        try
        {
            var room = Room(3999);
            using (room.Admit(first))
            {
                var refused = Assert.Throws<ProblemException>(() => room.Admit(second));
                Assert.Equal((507, "disk-full"), (refused.Problem.Status, refused.Problem.Code));
            }
            room.Admit(second).Dispose();
        }
        finally
        {
            Uploads.Remove(first.Id);
            Uploads.Remove(second.Id);
        }
    }

    [Fact]
    public async Task What_was_silent_is_refused_where_there_is_no_room_any_more_and_stays_as_it_was()
    {
        using var program = wide.Program();
        var fresh = await Begin(program, List, "fresh.csv", 3000);
        var silent = await Begin(program, List, "silent.csv", 3000);
        var moving = await Begin(program, List, "moving.csv", 3000);
        Assert.Equal(204, (await Bring(program, silent, Bytes[..1000], 0)).Status);
        Assert.Equal(204, (await Bring(program, moving, Bytes[..1000], 0)).Status);
        Silence(Id(silent));
        var length = new FileInfo(FileOf(silent)).Length;
        var all = Moving("all of the disk", Most / 2);
        try
        {
            var told = await Bring(program, silent, Bytes[1000..3000], 1000);
            Assert.Equal((507, "disk-full"), (told.Status, told.Code));
            Assert.True(JsonNode.DeepEquals(Example($"{Files}/{{upload}}", "patch", 507), JsonNode.Parse(told.Text)));
            Assert.Equal("1000", told.Headers.GetValues("Upload-Offset").Single());
            Assert.Equal(1000, (await program.Get(silent)).Json.GetProperty("offset").GetInt64());
            Assert.Equal(length, new FileInfo(FileOf(silent)).Length);
            Assert.Equal("disk-full", (await Bring(program, fresh, Bytes[..3000], 0)).Code);
            Assert.Equal(0, (await program.Get(fresh)).Json.GetProperty("offset").GetInt64());
            Assert.False(File.Exists(FileOf(fresh)));
            // What moved lately has its room.
            Assert.Equal(204, (await Bring(program, moving, Bytes[1000..2000], 1000)).Status);
        }
        finally
        {
            Uploads.Remove(all.Id);
        }
        foreach (var (place, at) in new[] { (fresh, 0), (silent, 1000), (moving, 2000) })
        {
            var whole = await Bring(program, place, Bytes[at..3000], at);
            Assert.True(whole.Status == 201, whole.Text);
            Assert.Equal(Hash(Bytes[..3000]), whole.Json.GetProperty("parcel").GetProperty("sha256").GetString());
            await program.Delete(whole.Headers.Location!.OriginalString);
        }
    }

    [Fact]
    public async Task What_was_silent_is_refused_where_all_together_bring_too_much_and_told_when_to_come_again()
    {
        using var program = wide.Program();
        var place = await Begin(program, List, "silent.csv", 3000);
        var all = Moving("all together", (2 * Most) - 2999);
        try
        {
            var told = await Bring(program, place, Bytes[..3000], 0);
            Assert.Equal((503, "too-many-uploads-together"), (told.Status, told.Code));
            Assert.Equal(TimeSpan.FromSeconds(60), told.Headers.RetryAfter?.Delta);
            Assert.True(JsonNode.DeepEquals(Example($"{Files}/{{upload}}", "patch", 503), JsonNode.Parse(told.Text)));
            Assert.Equal(0, (await program.Get(place)).Json.GetProperty("offset").GetInt64());
        }
        finally
        {
            Uploads.Remove(all.Id);
        }
        Assert.Equal(200, (await program.Delete(place)).Status);
    }

    [Theory]
    [InlineData("too-many-uploads", 507)]
    [InlineData("too-many-uploads-together", 503)]
    [InlineData("disk-full", 507)]
    public async Task What_is_refused_for_now_is_done_under_the_same_key_later(string code, int status)
    {
        using var program = wide.Program();
        var mine = wide.Services.GetRequiredService<AccountShelf>().FindBySignInName("drafter")!.Id;
        var (asked, key) = (Begins("later.csv", 1000), ProgramNodes.NewKey());
        var inTheWay = code switch
        {
            "too-many-uploads" => Under(mine, Most - 999),
            "disk-full" => Moving("another", Most / 2),
            _ => Moving("another", (2 * Most) - 999),
        };
        try
        {
            var told = await program.Post(List, asked, key);
            Assert.Equal((status, code), (told.Status, told.Code));
            Assert.Equal(status == 503 ? 60 : null, told.Headers.RetryAfter?.Delta?.TotalSeconds);
            if (code is not "too-many-uploads")
            {
                Assert.True(JsonNode.DeepEquals(Example(Files, "post", status), JsonNode.Parse(told.Text)));
            }
        }
        finally
        {
            Uploads.Remove(inTheWay.Id);
        }
        var begun = await program.Post(List, asked, key);
        Assert.True(begun.Status == 201, begun.Text);
        Assert.True((await program.Post(List, asked, key)).Replayed);
        Assert.Equal(200, (await program.Delete(begun.Headers.Location!.OriginalString)).Status);
    }

    [Fact]
    public void No_more_is_begun_than_one_officer_and_all_together_may()
    {
        var room = Room(long.MaxValue);
        var begun = new List<Upload> { Under("mine", Most - 10) };
        try
        {
            Assert.Null(room.Refusal("mine", 10));
            Assert.Equal("too-many-uploads", room.Refusal("mine", 11)?.Code);
            Assert.Null(room.Refusal("another", 11));
            begun.Add(Moving("third", (2 * Most) - 5));
            Assert.Null(room.Refusal("another", 5));
            Assert.Equal("too-many-uploads-together", room.Refusal("another", 6)?.Code);
            begun.AddRange(Enumerable.Range(0, 50).Select(_ => Under("busy", 1)));
            Assert.Equal("too-many-uploads", room.Refusal("busy", 1)?.Code);
        }
        finally
        {
            begun.ForEach(one => Uploads.Remove(one.Id));
        }
    }

    private UploadShelf Uploads => wide.Services.GetRequiredService<UploadShelf>();

    private UploadRoom Room(long free, TimeProvider? clock = null) =>
        ActivatorUtilities.CreateInstance<UploadRoom>(wide.Services, new SomeDisk(free), clock ?? TimeProvider.System);

    /// <summary>One that was begun, and of which nothing came.</summary>
    private Upload Under(string account, long size) =>
        Uploads.Begin(
            account,
            TwoFolders.US,
            wide.Request,
            draft: null,
            new("a.bin", "text/plain", size, null, null, null)
        )!;

    private Upload Moving(string account, long size)
    {
        var upload = Under(account, size);
        Uploads.Note(upload.Id, new BegunPlace(1, 33));
        return upload;
    }

    /// <summary>Nothing came of it for longer than its room is kept.</summary>
    private void Silence(string upload)
    {
        var ago = (long)(UploadRoom.KeptFor + TimeSpan.FromMinutes(1)).TotalMilliseconds;
        using var db = wide.Services.GetRequiredService<DeskDatabase>().Open();
        Assert.Equal(1, db.Execute("UPDATE upload SET at = at - @ago WHERE id = @upload", new { ago, upload }));
    }

    private string FileOf(string place) => Path.Combine(wide.DeskFolder, "uploads", Id(place));

    private static JsonNode? Example(string path, string method, int status) =>
        JsonNode.Parse(
            JsonDocument
                .Parse(ApiDocument.Bytes)
                .RootElement.GetProperty("paths")
                .GetProperty(path)
                .GetProperty(method)
                .GetProperty("responses")
                .GetProperty($"{status}")
                .GetProperty("content")
                .GetProperty(ApiProblem.Media)
                .GetProperty("example")
                .GetRawText()
        );

    private sealed class SomeDisk(long free) : IDiskRoom
    {
        public long FreeIn(string folder) => free;
    }
}
