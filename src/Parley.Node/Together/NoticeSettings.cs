namespace Parley.Node.Together;

/// <summary>How a node's mail travels to the mail server.</summary>
public enum MailSecurity
{
    /// <summary>Begins in the clear and turns to TLS before anything is said.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>In the clear; only to a mail server on this machine.</summary>
    None,
}

/// <summary>The way by which officers are told that something waits, as <c>node.json</c> says under "notices": a mail
/// server, or a folder in which each mail is laid as a file.</summary>
/// <param name="Host">Name or address of the mail server; left out where there is a folder.</param>
/// <param name="From">The address the mail comes from.</param>
/// <param name="Address">Where officers open the pages, as it stands in the mail: "https://desk.xx.example".</param>
/// <param name="User">Name to sign in to the mail server with; left out where it asks for none.</param>
/// <param name="PasswordFile">File with the password of that name.</param>
/// <param name="CaFile">File with the certificate of whoever vouches for the mail server (PEM); left out where the
/// machine knows it.</param>
/// <param name="Folder">Where each mail is laid as a file, in a test installation without a mail server; left out where
/// there is one.</param>
/// <param name="EveryMinutes">One officer gets at most one mail in so many minutes.</param>
public sealed record NoticeSettings(
    string From,
    string Address,
    string? Host = null,
    int Port = 587,
    MailSecurity Security = MailSecurity.StartTls,
    string? User = null,
    string? PasswordFile = null,
    string? CaFile = null,
    string? Folder = null,
    int EveryMinutes = 15
)
{
    private const int AddressAtMost = 254;

    /// <summary>Why no mail can be sent so, or null where it can.</summary>
    public string? Problem() =>
        Host is null == Folder is null ? "\"notices\" has a host or a folder."
        : Folder is not null && !Path.IsPathFullyQualified(Folder)
            ? "\"notices.folder\" is the whole path of a folder: /var/spool/parley-mail."
        : Folder is not null && (User ?? PasswordFile ?? CaFile) is not null
            ? "\"notices.folder\" has no user, passwordFile or caFile, for nothing is sent."
        : Host is not null && Uri.CheckHostName(Host) is UriHostNameType.Unknown
            ? "\"notices.host\" is the name of a mail server."
        : Port is < 1 or > 65_535 ? "\"notices.port\" is a port, 587 as a rule."
        : !IsAddress(From) ? "\"notices.from\" is an address of e-mail."
        : !Uri.TryCreate(Address, UriKind.Absolute, out var page)
        || page.Scheme is not ("http" or "https")
        || page.PathAndQuery is not "/"
            ? "\"notices.address\" is where officers open the pages: https://desk.xx.example."
        : Host is not null && Security is MailSecurity.None && !IsHere
            ? "\"notices.security\" is \"start-tls\" or \"tls\", unless the mail server is on this machine."
        : User is null != PasswordFile is null ? "\"notices\" has user and passwordFile, or neither."
        : User is not null && Security is MailSecurity.None ? "\"notices.user\" signs in over TLS only."
        : EveryMinutes is < 1 or > 1_440 ? "\"notices.everyMinutes\" is 1 to 1440."
        : null;

    /// <summary>An address of e-mail that can be written to as it stands: no blanks, no comments, no quotes.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= AddressAtMost
        && text.Split('@') is [{ Length: > 0 and <= 64 } name, var host]
        && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+/=?^_`{|}~.-".Contains(c, StringComparison.Ordinal))
        && Uri.CheckHostName(host) is UriHostNameType.Dns;

    private bool IsHere =>
        Host is "localhost" || (System.Net.IPAddress.TryParse(Host, out var ip) && System.Net.IPAddress.IsLoopback(ip));
}
