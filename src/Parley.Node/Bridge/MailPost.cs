using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Parley.Node.Together;

namespace Parley.Node.Bridge;

/// <summary>What became of a mail.</summary>
public enum MailOutcome
{
    /// <summary>The mail server answers for it from now on.</summary>
    Taken,

    /// <summary>It was not taken for certain, and may be sent again.</summary>
    Refused,

    /// <summary>The line broke after it was handed over: perhaps it was taken.</summary>
    Unknown,
}

/// <summary>What became of a mail, and what the mail server, or the line, said.</summary>
public sealed record MailResult(MailOutcome Outcome, string Said);

/// <summary>
/// Hands short mails to the node's mail server (SMTP, RFC 5321), or lays them into its folder. It says for certain
/// whether one was not taken, so that nothing is sent twice: docs/decisions/0017-a-notice-says-nothing.md. TLS is
/// demanded, not tried.
/// </summary>
public sealed class MailPost(NoticeSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Hands a mail over; never throws because of the line.</summary>
    public async Task<MailResult> Send(ShortMail mail, CancellationToken stop)
    {
        if (settings.Folder is { } folder)
        {
            return await new MailFolder(folder).Lay(mail.Written(settings.From, clock.GetUtcNow()), clock, stop);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        var handedOver = false;
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(settings.Host!, settings.Port, limit.Token);
            await using var line = await Greeted(tcp.GetStream(), limit.Token);
            await SignIn(line, limit.Token);
            await line.Say($"MAIL FROM:<{settings.From}>", "250", limit.Token);
            await line.Say($"RCPT TO:<{mail.To}>", "25", limit.Token);
            await line.Say("DATA", "354", limit.Token);
            handedOver = true;
            var (code, said) = await line.Ask(mail.Written(settings.From, clock.GetUtcNow()) + "\r\n.", limit.Token);
            return new MailResult(code.StartsWith('2') ? MailOutcome.Taken : MailOutcome.Refused, said);
        }
        catch (Exception e)
            when (e is IOException or SocketException or AuthenticationException or CryptographicException
                || (e is OperationCanceledException && !stop.IsCancellationRequested)
            )
        {
            var said = e is OperationCanceledException ? "No answer in time." : e.Message;
            return new MailResult(handedOver ? MailOutcome.Unknown : MailOutcome.Refused, said);
        }
    }

    private async Task<MailLine> Greeted(Stream stream, CancellationToken stop)
    {
        var line = new MailLine(settings.Security is MailSecurity.Tls ? await Secured(stream, stop) : stream);
        await line.Hear("220", stop);
        var offers = await line.Say(Hello, "250", stop);
        if (settings.Security is not MailSecurity.StartTls)
        {
            return line;
        }
        if (!offers.Contains("STARTTLS", StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException("The mail server offers no STARTTLS.");
        }
        await line.Say("STARTTLS", "220", stop);
        // What somebody slipped in before TLS began is not listened to.
        var secured = new MailLine(await Secured(line.Bare(), stop));
        await secured.Say(Hello, "250", stop);
        return secured;
    }

    private async Task<Stream> Secured(Stream stream, CancellationToken stop)
    {
        var secured = new SslStream(stream);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Host!,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (settings.CaFile is { } file)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(file);
            options.CertificateChainPolicy = policy;
        }
        await secured.AuthenticateAsClientAsync(options, stop);
        return secured;
    }

    private async Task SignIn(MailLine line, CancellationToken stop)
    {
        if (settings is { User: { } user, PasswordFile: { } file })
        {
            var password = (await File.ReadAllTextAsync(file, stop)).Trim();
            var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));
            await line.Say($"AUTH PLAIN {plain}", "235", stop, "AUTH");
        }
    }

    private string Hello => $"EHLO {new Uri(settings.Address).Host}";
}
