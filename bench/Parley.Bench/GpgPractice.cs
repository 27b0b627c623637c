using System.Diagnostics;

namespace Parley.Bench;

/// <summary>
/// Today's practice: gpg signs and encrypts each message to the other nation, who decrypts it, verifies the signature
/// and signs a receipt. Nothing is sent or kept, and nobody checks the receipt: all of that is in its favour.
/// </summary>
internal sealed class GpgPractice : IDisposable
{
    private readonly string here;
    private readonly string there;

    private GpgPractice(string here, string there) => (this.here, this.there) = (here, there);

    /// <summary>Makes keys for both nations; null where gpg is not installed.</summary>
    public static async Task<GpgPractice?> Start(string folder)
    {
        try
        {
            var gpg = new GpgPractice(Home(folder, "g1"), Home(folder, "g2"));
            await gpg.MakeKeys();
            return gpg;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public async Task Exchange(ReadOnlyMemory<byte> statement)
    {
        string[] quick = ["--trust-model", "always", "--compress-algo", "none"];
        var sent = await Run(here, statement, [.. quick, "--recipient", "there", "--sign", "--encrypt"]);
        var received = await Run(there, sent, [.. quick, "--decrypt"]);
        if (!received.AsSpan().SequenceEqual(statement.Span))
        {
            throw new InvalidDataException("gpg gave other bytes back.");
        }
        var digest = System.Security.Cryptography.SHA256.HashData(received);
        await Run(there, Convert.ToHexString(digest).Select(c => (byte)c).ToArray(), ["--clearsign"]);
    }

    public void Dispose()
    {
        foreach (var home in (string[])[here, there])
        {
            using var stop = Process.Start("gpgconf", ["--homedir", home, "--kill", "all"]);
            stop.WaitForExit();
        }
    }

    private async Task MakeKeys()
    {
        foreach (var (home, name) in ((string, string)[])[(here, "here"), (there, "there")])
        {
            await Run(home, default, ["--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", "never"]);
            var print = await Run(home, default, ["--list-keys", "--with-colons", name]);
            var fingerprint = System
                .Text.Encoding.ASCII.GetString(print)
                .Split('\n')
                .First(l => l.StartsWith("fpr:", StringComparison.Ordinal))
                .Split(':')[9];
            await Run(home, default, ["--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", "never"]);
        }
        await Run(there, await Run(here, default, ["--export", "here"]), ["--import"]);
        await Run(here, await Run(there, default, ["--export", "there"]), ["--import"]);
    }

    private static string Home(string folder, string name)
    {
        var home = Path.Combine(folder, name);
        return Directory.CreateDirectory(home).FullName;
    }

    private static async Task<byte[]> Run(string home, ReadOnlyMemory<byte> input, string[] arguments)
    {
        var start = new ProcessStartInfo("gpg", ["--homedir", home, "--batch", "--quiet", "--no-tty", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var gpg = Process.Start(start)!;
        var problem = gpg.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        var reading = gpg.StandardOutput.BaseStream.CopyToAsync(output);
        await gpg.StandardInput.BaseStream.WriteAsync(input);
        gpg.StandardInput.Close();
        await reading;
        await gpg.WaitForExitAsync();
        return gpg.ExitCode == 0
            ? output.ToArray()
            : throw new IOException($"gpg {string.Join(' ', arguments)}: {await problem}");
    }
}
