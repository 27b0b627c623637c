using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Parley.Node.Together;

namespace Parley.Tests.Together;

/// <summary>How a mail server of the tests behaves.</summary>
internal enum SinkManner
{
    Takes,

    /// <summary>Says for certain that it does not take the mail.</summary>
    RefusesMail,

    /// <summary>Takes the mail, and ends the line before it says so.</summary>
    BreaksAfterMail,

    /// <summary>Offers no STARTTLS.</summary>
    OffersNoTls,

    /// <summary>Slips a line in before TLS begins.</summary>
    SpeaksOutOfTurn,
}

/// <summary>A small real mail server on this machine: it speaks SMTP, with TLS and sign-in, and keeps what it takes.
/// </summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string folder = Directory.CreateTempSubdirectory("parley-sink-").FullName;
    private readonly MailSecurity security;
    private readonly X509Certificate2 certificate;
    private readonly Task serving;

    public MailSink(MailSecurity security = MailSecurity.None)
    {
        this.security = security;
        certificate = Made();
        File.WriteAllText(CaFile, certificate.ExportCertificatePem());
        File.WriteAllText(PasswordFile, "a mail password\n");
        listener.Start();
        serving = Serve();
    }

    public SinkManner Manner { get; set; }

    /// <summary>The mails taken, as they came, with the addresses they were for.</summary>
    public List<(string To, string Text)> Mails { get; } = [];

    /// <summary>Who signed in, and how.</summary>
    public List<string> SignedIn { get; } = [];

    public string CaFile => Path.Combine(folder, "ca.pem");

    private string PasswordFile => Path.Combine(folder, "password");

    public NoticeSettings Settings =>
        new(
            "parley@xx.example",
            "https://desk.xx.example",
            security is MailSecurity.None ? "127.0.0.1" : "localhost",
            ((IPEndPoint)listener.LocalEndpoint).Port,
            security,
            security is MailSecurity.None ? null : "parley",
            security is MailSecurity.None ? null : PasswordFile,
            security is MailSecurity.None ? null : CaFile
        );

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
        certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Serve()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var caller = await listener.AcceptTcpClientAsync(stop.Token);
                await Talk(caller.GetStream());
            }
            catch (Exception e)
                when (e is OperationCanceledException or IOException or SocketException or AuthenticationException)
            {
                // The caller hung up, which some of the tests are about.
                continue;
            }
        }
    }

    private async Task Talk(Stream stream)
    {
        if (security is MailSecurity.Tls)
        {
            stream = await Secured(stream);
        }
        await Say(stream, "220 sink ready");
        var to = "";
        while (await Hear(stream) is { } line)
        {
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (word)
            {
                case "EHLO":
                    var offers = security is MailSecurity.StartTls && Manner is not SinkManner.OffersNoTls;
                    await Say(stream, offers && stream is not SslStream ? "250-sink\r\n250 STARTTLS" : "250 sink");
                    break;
                case "STARTTLS":
                    var more = Manner is SinkManner.SpeaksOutOfTurn ? "\r\n250 slipped in" : "";
                    await Say(stream, "220 go on" + more);
                    stream = await Secured(stream);
                    break;
                case "AUTH":
                    SignedIn.Add(Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])));
                    await Say(stream, "235 welcome");
                    break;
                case "RCPT":
                    to = line.Split('<', '>')[1];
                    await Say(stream, "250 ok");
                    break;
                case "DATA":
                    await Say(stream, "354 go on");
                    if (!await Take(stream, to))
                    {
                        return;
                    }
                    break;
                case "QUIT":
                    await Say(stream, "221 bye");
                    return;
                default:
                    await Say(stream, "250 ok");
                    break;
            }
        }
    }

    private async Task<bool> Take(Stream stream, string to)
    {
        var text = new StringBuilder();
        while (await Hear(stream) is { } line && line is not ".")
        {
            text.Append(line).Append('\n');
        }
        if (Manner is SinkManner.RefusesMail)
        {
            await Say(stream, "451 not now");
            return true;
        }
        Mails.Add((to, text.ToString()));
        if (Manner is SinkManner.BreaksAfterMail)
        {
            return false;
        }
        await Say(stream, "250 taken");
        return true;
    }

    private async Task<SslStream> Secured(Stream stream)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(certificate);
        return secured;
    }

    private static async Task Say(Stream stream, string text)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"));
        await stream.FlushAsync();
    }

    private static async Task<string?> Hear(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }
            line.Append((char)one[0]);
        }
        return null;
    }

    private static X509Certificate2 Made()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
