using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Parley.Sealing;

/// <summary>
/// The pin of a TLS key: base64 of SHA-256 over its SubjectPublicKeyInfo. Nodes trust the key they pinned, not any
/// authority, name or date.
/// </summary>
public static class TlsPins
{
    public static string Of(X509Certificate2 certificate) =>
        Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Whether text is 32 bytes in canonical base64.</summary>
    public static bool IsPin(string text) => Notes.TryDecode(text, out var bytes) && bytes.Length == 32;

    /// <summary>
    /// A self-signed certificate for a node, good for twenty years from the day before <paramref name="now"/>.
    /// </summary>
    internal static X509Certificate2 SelfSign(string domain, ECDsa key, DateTimeOffset now)
    {
        const int Years = 20;
        const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
        const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
        var request = new CertificateRequest($"CN={domain}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(domain);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], false)
        );
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
    }
}
