using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

/// <summary>A party with keys made from its code, so that every run makes the same bytes.</summary>
internal sealed class SampleParty : IDisposable
{
    public SampleParty(string code, string nameEn, string nameZh)
    {
        Domain = $"{code.ToLowerInvariant()}.parley.example";
        Keys = new PartyKeys(
            Ed25519Key.FromSeed(Seed(code, "sign")),
            Ed25519Key.FromSeed(Seed(code, "cosign")),
            SealingKey.FromScalar(Seed(code, "seal")),
            TlsPins.SelfSign(Domain, TlsKey(code), SampleRecord.Start)
        );
        Card = Card.Issue(Keys, code, nameEn, nameZh, Domain, [$"https://{Domain}:8443"]);
    }

    public string Domain { get; }

    public PartyKeys Keys { get; }

    public Card Card { get; }

    /// <summary>The private key of one purpose, as docs/spec/vectors/README.md says.</summary>
    public static byte[] Seed(string code, string purpose) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"parley vectors {code} {purpose}"));

    public void Dispose() => Keys.Dispose();

    private static ECDsa TlsKey(string code) =>
        ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Seed(code, "tls") });
}

/// <summary>One direction of the sample record, as its writer makes it and its reader receipts it.</summary>
internal sealed class SampleLedger(SampleParty writer, SampleParty reader)
{
    public List<byte[]> Statements { get; } = [];

    public List<SignedNote> Checkpoints { get; } = [];

    public Tree Tree { get; } = new();

    public string Name => $"{writer.Card.Party}-to-{reader.Card.Party}";

    public string Origin => writer.Card.OriginTo(reader.Card.Party);

    public VerifierKey CheckpointKey => writer.Card.CheckpointKeyTo(reader.Card.Party);

    public VerifierKey ReceiptKey => reader.Card.CosignKey;

    public void State(DateTimeOffset at, long seen, string about, string type, string body)
    {
        var by = new Author("sample-authority", $"Officer of {writer.Card.NameEn}", "liaison");
        var salt = SHA256.HashData(Encoding.UTF8.GetBytes($"{Name} {Tree.Size}")).AsSpan(0, Frame.SaltLength);
        Add(Frame.Write(at, seen, about, type, by, null, salt, Encoding.UTF8.GetBytes(body)));
    }

    public void Add(byte[] statement)
    {
        Statements.Add(statement);
        Tree.Append(Tree.LeafHash(statement));
    }

    /// <summary>Signs what there is and, where a time is given, receipts it.</summary>
    public SignedNote Deliver(DateTimeOffset? receiptedAt)
    {
        var note = writer.Keys.Signer(Origin).Sign(new Checkpoint(Origin, Tree.Size, Tree.Root()).ToText());
        if (receiptedAt is { } time)
        {
            note = note.With(reader.Keys.Receipts(reader.Domain).Cosign(note.Text, time));
        }
        Checkpoints.Add(note);
        return note;
    }

    public void Write(string folder)
    {
        using (var lines = File.Create(Path.Combine(folder, $"{Name}.jsonl")))
        {
            foreach (var statement in Statements)
            {
                lines.Write(statement);
                lines.WriteByte((byte)'\n');
            }
        }
        var notes = string.Join('\n', Checkpoints.Select(note => note.ToString()));
        File.WriteAllBytes(Path.Combine(folder, $"{Name}.checkpoints"), Encoding.UTF8.GetBytes(notes));
    }
}

/// <summary>A small record of two invented parties, and a large one on demand, the same bytes every time.</summary>
internal sealed class SampleRecord : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public SampleRecord()
    {
        Us = new SampleParty("US", "United States", "美国");
        Cn = new SampleParty("CN", "China", "中国");
        UsToCn = new SampleLedger(Us, Cn);
        CnToUs = new SampleLedger(Cn, Us);
    }

    public SampleParty Us { get; }

    public SampleParty Cn { get; }

    public SampleLedger UsToCn { get; }

    public SampleLedger CnToUs { get; }

    /// <summary>The body of the statement that opens a ledger.</summary>
    public string Opening => OpeningWith(Us.Card.Hash);

    /// <summary>The same, naming some hash as that of the US card.</summary>
    public string OpeningWith(string us) => $$$"""{"cards":{"CN":"{{{Cn.Card.Hash}}}","US":"{{{us}}}"}}""";

    /// <summary>A short exchange: the link opens, a request is made, acknowledged, and answered.</summary>
    public static SampleRecord Small()
    {
        var record = new SampleRecord();
        var (us, cn) = (record.UsToCn, record.CnToUs);
        us.State(Start, 0, "CN-L-US", "link.opened", record.Opening);
        us.Deliver(Start.AddSeconds(1));
        cn.State(Start.AddMinutes(1), 1, "CN-L-US", "link.opened", record.Opening);
        cn.Deliver(Start.AddSeconds(61));
        us.State(
            Start.AddHours(1),
            1,
            "US-R-2026-0001",
            "request.made",
            """{"kind":"information","text":"账户 account"}"""
        );
        us.State(Start.AddHours(1), 1, "US-R-2026-0002", "request.made", """{"kind":"preservation"}""");
        us.Deliver(Start.AddHours(1).AddSeconds(1));
        cn.State(Start.AddHours(2), 3, "US-R-2026-0001", "request.acknowledged", """{"officer":"示例官员"}""");
        cn.Deliver(null);
        cn.State(Start.AddHours(3), 3, "US-R-2026-0001", "request.answered", """{"final":true}""");
        cn.Deliver(Start.AddHours(3).AddSeconds(2));
        us.State(Start.AddHours(4), 3, "US-R-2026-0001", "request.closed", "{}");
        us.Deliver(Start.AddHours(4).AddSeconds(1));
        return record;
    }

    /// <summary>In both ledgers only the hash of what was said about a subject is left.</summary>
    public void Erase(string about)
    {
        foreach (var ledger in new[] { UsToCn, CnToUs })
        {
            for (var i = 0; i < ledger.Statements.Count; i++)
            {
                if (
                    Frame.TryRead(ledger.Statements[i], out var frame, out _)
                    && string.Equals(frame.About, about, StringComparison.Ordinal)
                )
                {
                    ledger.Statements[i] = ErasedLine.Write(Tree.LeafHash(ledger.Statements[i]));
                }
            }
        }
    }

    /// <summary>The smallest record in which both parties have stated something.</summary>
    public static SampleRecord Tiny()
    {
        var record = new SampleRecord();
        record.UsToCn.State(Start, 0, "CN-L-US", "link.opened", record.Opening);
        record.UsToCn.State(Start, 0, "US-R-2026-0001", "request.made", """{"text":"账户"}""");
        record.UsToCn.Deliver(Start);
        record.CnToUs.State(Start, 2, "CN-L-US", "link.opened", record.Opening);
        record.CnToUs.Deliver(Start);
        return record;
    }

    /// <summary>A record of many statements, some in each delivery.</summary>
    public static SampleRecord Large(int statements, int perDelivery, int bodyLength)
    {
        var record = new SampleRecord();
        var body = $$"""{"text":"{{new string('x', bodyLength)}}"}""";
        foreach (var ledger in new[] { record.UsToCn, record.CnToUs })
        {
            ledger.State(Start, 0, "CN-L-US", "link.opened", record.Opening);
            for (var i = 1; i < statements; i++)
            {
                var about = string.Create(CultureInfo.InvariantCulture, $"US-R-2026-{i:D7}");
                ledger.State(Start.AddSeconds(i), 0, about, "request.made", body);
                if (i % perDelivery == 0)
                {
                    ledger.Deliver(Start.AddSeconds(i));
                }
            }
            ledger.Deliver(Start.AddSeconds(statements));
        }
        return record;
    }

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var party in new[] { Us, Cn })
        {
            File.WriteAllBytes(
                Path.Combine(folder, $"{party.Card.Party}.card"),
                Encoding.UTF8.GetBytes(party.Card.Text)
            );
        }
        UsToCn.Write(folder);
        CnToUs.Write(folder);
    }

    public void Dispose()
    {
        Us.Dispose();
        Cn.Dispose();
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("parley-").FullName;

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
