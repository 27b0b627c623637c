using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Demo;

namespace Parley.Bench;

/// <summary>
/// One large file from an officer's hands to the receiver's word that it came, between two whole nodes in two
/// processes;
/// in turn with the ceiling, the same bytes copied and hashed by hand over the same kind of line, and with gpg.
/// </summary>
internal sealed class ParcelBench(int runs, int mebibytes, bool withGpg)
{
    private readonly long size = (long)mebibytes << 20;

    public async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("parley-bench-").FullName;
        Machine.Describe(folder);
        var load = new OwnLoad(folder);
        var made = DemoParties.Make(Path.Combine(folder, "real"), anyPorts: true, DateTimeOffset.UtcNow);
        await using var other = await OtherSide.Start("node", made[0].Path);
        await using var nation = await Nation.Start(made[1]);
        await nation.Opened();
        await nation.Agree(other);
        using var certificate = made[1].Self().TlsCertificate;
        Console.WriteLine($"File        {mebibytes} MiB, {runs} runs in turn\n");
        await Ours(nation, 1 << 20);
        var taken = await Rounds.Take(
            runs,
            load,
            async () =>
            {
                var ceiling = await Copied(folder, certificate, other);
                var gpg = withGpg ? await Gpg(folder) : TimeSpan.Zero;
                Rest();
                await other.Ask("rest");
                var (sealing, all) = await Ours(nation, size);
                return new Round(
                    sealing,
                    all,
                    ceiling,
                    gpg,
                    Peak(),
                    long.Parse(await other.Ask("peak"), CultureInfo.InvariantCulture)
                );
            }
        );
        Tell(taken);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The highest memory of this process since it rested, in MiB.</summary>
    public static long Peak() =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;

    /// <summary>The highest memory is counted from now on.</summary>
    public static void Rest() => File.WriteAllText("/proc/self/clear_refs", "5");

    /// <summary>The ceiling at the receiving end: fetch, hash, write, make durable.</summary>
    public static async Task<string> Fetch(string address, string to)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        await using var body = await client.GetStreamAsync(new Uri(address));
        return await Keep(body, to);
    }

    private async Task<(TimeSpan Sealing, TimeSpan All)> Ours(Nation nation, long bytes)
    {
        var start = Stopwatch.GetTimestamp();
        await using var file = new Pattern(bytes);
        var shelf = nation.Services.GetRequiredService<IParcelShelf>();
        var parcel = (
            await ParcelSealing.Seal(
                shelf,
                nation.Peer,
                file,
                "disk.img",
                "application/octet-stream",
                bytes,
                CancellationToken.None
            )
        )!;
        var sealing = Stopwatch.GetElapsedTime(start);
        var about = await nation.StateWith(new Attached(parcel, null, null));
        await Nation.Until(
            () =>
                nation.Record.Reading.Find(nation.Peer, about) is Request request
                && SentParcel.Of(request).Any(sent => sent.Standing is ParcelStanding.Received),
            TimeSpan.FromMinutes(10)
        );
        return (sealing, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>The same bytes hashed, written and made durable here, sent, and hashed, written, made durable there.
    /// </summary>
    private async Task<TimeSpan> Copied(
        string folder,
        System.Security.Cryptography.X509Certificates.X509Certificate2 certificate,
        OtherSide other
    )
    {
        var path = Path.Combine(folder, "copy");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))
        );
        await using var app = builder.Build();
        app.MapGet("/", () => Results.File(path));
        await app.StartAsync();
        var start = Stopwatch.GetTimestamp();
        await using (var file = new Pattern(size))
        {
            await Keep(file, path);
        }
        await other.Ask($"fetch {app.Urls.First()} {path}.there");
        var taken = Stopwatch.GetElapsedTime(start);
        await app.StopAsync();
        File.Delete(path);
        File.Delete($"{path}.there");
        return taken;
    }

    /// <summary>Today's practice: encrypted to a file with gpg, decrypted from it; not even sent.</summary>
    private async Task<TimeSpan> Gpg(string folder)
    {
        var (plain, cipher) = (Path.Combine(folder, "plain"), Path.Combine(folder, "plain.gpg"));
        await using (var file = new Pattern(size))
        {
            await Keep(file, plain);
        }
        string[] common = ["--batch", "--yes", "--homedir", folder, "--pinentry-mode", "loopback", "--passphrase", "x"];
        var start = Stopwatch.GetTimestamp();
        await Run([.. common, "-z", "0", "--cipher-algo", "AES256", "-o", cipher, "--symmetric", plain]);
        await Run([.. common, "-o", plain, "--decrypt", cipher]);
        var taken = Stopwatch.GetElapsedTime(start);
        File.Delete(plain);
        File.Delete(cipher);
        return taken;

        static async Task Run(string[] arguments)
        {
            using var gpg = Process.Start(
                new ProcessStartInfo("gpg", arguments) { RedirectStandardError = true, UseShellExecute = false }
            )!;
            await gpg.StandardError.ReadToEndAsync();
            await gpg.WaitForExitAsync();
        }
    }

    private static async Task<string> Keep(Stream from, string to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 0, useAsync: true);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read));
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Tell(IReadOnlyList<Taken<Round>> taken)
    {
        var rounds = taken.Select(t => t.Value).ToList();
        Samples Of(Func<Round, double> figure) => new(rounds.Select(figure));
        double Rate(TimeSpan time) => size / 1e6 / time.TotalSeconds;
        Console.WriteLine(
            $"Ours        {Of(r => Rate(r.All)).Tell()} MB a second, of it sealing {Of(r => Rate(r.Sealing)).Tell()}"
        );
        Console.WriteLine($"Ceiling     {Of(r => Rate(r.Ceiling)).Tell()} MB a second");
        Console.WriteLine($"Ratio       {Of(r => r.Ceiling / r.All).Tell("N2")}");
        if (withGpg)
        {
            Console.WriteLine(
                $"gpg         {Of(r => Rate(r.Gpg)).Tell()} MB a second; ours to it {Of(r => r.Gpg / r.All).Tell("N2")}×"
            );
        }
        Console.WriteLine(
            $"Memory      at most {Of(r => r.Here).Most:N0} MiB here, {Of(r => r.There).Most:N0} MiB there"
        );
        Console.WriteLine($"Load        {Rounds.Load(taken)}");
    }

    private sealed record Round(TimeSpan Sealing, TimeSpan All, TimeSpan Ceiling, TimeSpan Gpg, long Here, long There);
}
