using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Parley.Sealing;

/// <summary>
/// All private keys of one party, as its node holds them: to sign checkpoints, to cosign the other's, to be sealed to,
/// and to be known by on the network. They live in a folder only the node may read.
/// </summary>
public sealed class PartyKeys : IDisposable
{
    private const string SignFile = "sign.pem";
    private const string CosignFile = "cosign.pem";
    private const string SealFile = "seal.pem";
    private const string TlsFile = "tls.pem";
    private const string CertificateFile = "tls-certificate.pem";
    private const string KeyLabel = "PRIVATE KEY";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal PartyKeys(Ed25519Key sign, Ed25519Key cosign, SealingKey seal, X509Certificate2 tls)
    {
        Sign = sign;
        Cosign = cosign;
        Seal = seal;
        Tls = tls;
        TlsPin = TlsPins.Of(tls);
    }

    /// <summary>Signs checkpoints under each ledger's origin, and the card under the domain.</summary>
    public Ed25519Key Sign { get; }

    /// <summary>Cosigns the other party's checkpoints.</summary>
    public Ed25519Key Cosign { get; }

    /// <summary>What others seal deliveries to.</summary>
    public SealingKey Seal { get; }

    /// <summary>The certificate with its private key, for both ends of TLS.</summary>
    public X509Certificate2 Tls { get; }

    /// <summary>What others pin: see <see cref="TlsPins"/>.</summary>
    public string TlsPin { get; }

    /// <summary>The signer of one ledger's checkpoints, or of the card.</summary>
    public NoteSigner Signer(string name) => new(name, Sign);

    /// <summary>The maker of receipts, under the name "domain/receipts".</summary>
    public Cosigner Receipts(string domain) => new(Card.ReceiptsName(domain), Cosign);

    public static PartyKeys Generate(string domain, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new PartyKeys(
            Ed25519Key.Generate(),
            Ed25519Key.Generate(),
            SealingKey.Generate(),
            TlsPins.SelfSign(domain, key, now)
        );
    }

    /// <summary>Writes the keys to a folder, each file for its owner only. Never overwrites a key.</summary>
    public void Save(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
        using var tlsKey = Tls.GetECDsaPrivateKey()!;
        WriteNew(Path.Combine(folder, SignFile), PemEncoding.WriteString(KeyLabel, Sign.ExportPkcs8()));
        WriteNew(Path.Combine(folder, CosignFile), PemEncoding.WriteString(KeyLabel, Cosign.ExportPkcs8()));
        WriteNew(Path.Combine(folder, SealFile), PemEncoding.WriteString(KeyLabel, Seal.ExportPkcs8()));
        WriteNew(Path.Combine(folder, TlsFile), PemEncoding.WriteString(KeyLabel, tlsKey.ExportPkcs8PrivateKey()));
        WriteNew(Path.Combine(folder, CertificateFile), Tls.ExportCertificatePem());
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static PartyKeys Load(string folder)
    {
        using var tlsKey = ECDsa.Create();
        tlsKey.ImportPkcs8PrivateKey(ReadPem(folder, TlsFile), out _);
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, CertificateFile)));
        return new PartyKeys(
            Ed25519Key.ImportPkcs8(ReadPem(folder, SignFile)),
            Ed25519Key.ImportPkcs8(ReadPem(folder, CosignFile)),
            SealingKey.ImportPkcs8(ReadPem(folder, SealFile)),
            certificate.CopyWithPrivateKey(tlsKey)
        );
    }

    /// <summary>Puts a fresh key for TLS in the place of the one in a folder; the others stay.</summary>
    public static void RenewTls(string folder, string domain, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = TlsPins.SelfSign(domain, key, now);
        var (fresh, shown) = (Path.Combine(folder, $"{TlsFile}.new"), Path.Combine(folder, $"{CertificateFile}.new"));
        File.Delete(fresh);
        File.Delete(shown);
        WriteNew(fresh, PemEncoding.WriteString(KeyLabel, key.ExportPkcs8PrivateKey()));
        WriteNew(shown, certificate.ExportCertificatePem());
        File.Move(fresh, Path.Combine(folder, TlsFile), overwrite: true);
        File.Move(shown, Path.Combine(folder, CertificateFile), overwrite: true);
    }

    public void Dispose()
    {
        Sign.Dispose();
        Cosign.Dispose();
        Seal.Dispose();
        Tls.Dispose();
    }

    private static void WriteNew(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
        writer.Write('\n');
    }

    private static byte[] ReadPem(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path);
        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] is not KeyLabel)
        {
            throw new CryptographicException($"{path} does not hold a private key in PEM.");
        }
        return Convert.FromBase64String(text[fields.Base64Data]);
    }
}
