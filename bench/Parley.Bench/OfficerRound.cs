using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Parley.Bench;

/// <summary>One file on its way from an officer's program at one node to an officer's program at the other.</summary>
internal sealed class OfficerRound(
    OfficersProgram drafter,
    OfficersProgram releaser,
    OfficersProgram reader,
    OtherSide sender,
    OtherSide receiver,
    long size,
    bool whole
)
{
    /// <summary>Each is a call of those that a program has in a minute.</summary>
    private const int Stretch = 32 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<OfficerBench.Round> Go()
    {
        var sample = await File.ReadAllTextAsync(Requests.File(Path.Combine("requests", "information.json")));
        var draft = await drafter.Post("drafts", $$"""{"draft":{{sample}}}""");
        var id = draft.GetProperty("id").GetInt64();
        await sender.Ask("rest");
        await receiver.Ask("rest");

        var start = Stopwatch.GetTimestamp();
        await using var file = new Pattern(size);
        var files = $"drafts/{id}/files/files";
        var attached = whole
            ? await drafter.Send($"{files}?name=disk.img", file)
            : await drafter.Send(files, file, "disk.img", Stretch);
        var posted = Stopwatch.GetElapsedTime(start);
        var parcel = attached.GetProperty("parcel");
        var hash = parcel.GetProperty("sealedSha256").GetString()!;

        var offered = await drafter.Post(
            $"drafts/{id}/offer",
            "{}",
            (await drafter.Get($"drafts/{id}")).GetProperty("version").GetInt64()
        );
        start = Stopwatch.GetTimestamp();
        var released = await releaser.Post($"drafts/{id}/release", "{}", offered.GetProperty("version").GetInt64());
        var number = released.GetProperty("number").GetString()!;
        await Receipted(number, hash);
        var receipted = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var came = await reader.Download($"requests/{number}/files/{hash}");
        var downloaded = Stopwatch.GetElapsedTime(start);
        if (
            !string.Equals(came, await Hash(), StringComparison.Ordinal)
            || await receiver.Ask($"read {hash}") is not "yes"
        )
        {
            throw new InvalidDataException("What came is not what was posted, or no line says who read it.");
        }
        return new(posted, receipted, downloaded, await Peak(sender), await Peak(receiver));
    }

    /// <summary>Until the sender's node holds the word that the file came whole.</summary>
    private async Task Receipted(string number, string hash)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!IsReceived(await drafter.Get($"requests/{number}"), hash))
        {
            await Task.Delay(500, patience.Token);
        }
    }

    private static bool IsReceived(JsonElement request, string hash) =>
        request
            .GetProperty("files")
            .EnumerateArray()
            .Any(file =>
                file.GetProperty("sealedSha256").ValueEquals(hash)
                && file.GetProperty("standing").ValueEquals("received")
            );

    private async Task<string> Hash()
    {
        await using var file = new Pattern(size);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    private static async Task<long> Peak(OtherSide node) =>
        long.Parse(await node.Ask("peak"), CultureInfo.InvariantCulture);
}
