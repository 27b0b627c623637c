using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node;

/// <summary>How one node is set up.</summary>
/// <param name="Party">Its party's code.</param>
/// <param name="Desk">Address of the pages: "http://127.0.0.1:5080".</param>
/// <param name="Exchange">Address and port at which other nodes deliver: "0.0.0.0:5443".</param>
/// <param name="Proxies">Addresses of web servers before the pages, besides this machine; left out where there are none.
/// </param>
public sealed record NodeSettings(string Party, string Desk, string Exchange, IReadOnlyList<string>? Proxies = null);

/// <summary>
/// The folder in which a node keeps everything: its settings, keys, cards, record, and what never leaves it.
/// </summary>
public sealed class NodeFolder(string path)
{
    private const int MaxCard = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string RecordFolder => In("record");

    public string DeskFolder => In("desk");

    private string SettingsFile => In("node.json");

    private string CardFile => In("own.card");

    public bool Exists => File.Exists(SettingsFile);

    /// <summary>Makes a new node: settings, fresh keys and its card. Never overwrites one.</summary>
    /// <exception cref="IOException">There is a node already.</exception>
    public void Make(
        NodeSettings settings,
        Bilingual name,
        string domain,
        IReadOnlyList<string> addresses,
        DateTimeOffset now
    )
    {
        if (Exists)
        {
            throw new IOException($"There is a node in {Path} already; nothing was changed.");
        }
        Directory.CreateDirectory(Path);
        var party = Exchange.Party.Make(In("keys"), settings.Party, name, domain, addresses, now);
        File.WriteAllText(CardFile, party.CardText);
        Directory.CreateDirectory(In("peers"));
        File.WriteAllText(SettingsFile, JsonSerializer.Serialize(settings, Json) + "\n");
    }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">They are missing or malformed.</exception>
    public NodeSettings Settings()
    {
        try
        {
            var settings = JsonSerializer.Deserialize<NodeSettings>(File.ReadAllText(SettingsFile), Json);
            return Problem(settings) is { } problem
                ? throw new InvalidDataException($"{SettingsFile} is malformed: {problem}")
                : settings!;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"There is no node in {Path}. Make one with `parley init`.", e);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{SettingsFile} is malformed: {e.Message}", e);
        }
    }

    private static string? Problem(NodeSettings? settings) =>
        settings is null ? "it is empty."
        : !PartyCode.TryParse(settings.Party, out _) ? "\"party\" is two capital letters."
        : !IsDesk(settings.Desk) ? "\"desk\" is http://, an address of this machine, a colon and a port."
        : !IPEndPoint.TryParse(settings.Exchange, out var exchange) || exchange.Port == 0
            ? "\"exchange\" is an address of this machine, a colon and a port."
        : settings.Proxies?.All(p => IPAddress.TryParse(p, out _)) == false
            ? "\"proxies\" is a list of addresses of web servers before the pages."
        : null;

    private static bool IsDesk(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && string.Equals(uri.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal)
        && (string.Equals(uri.Host, "localhost", StringComparison.Ordinal) || IPAddress.TryParse(uri.Host, out _));

    /// <summary>Takes the folder for one running node; let go when disposed.</summary>
    /// <exception cref="IOException">A node is running on it.</exception>
    public FileStream Hold()
    {
        try
        {
            return new FileStream(In("running"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"A node is running on {Path}. Stop it first.", e);
        }
    }

    /// <summary>Is a node running on the folder now?</summary>
    public bool IsRunning
    {
        get
        {
            try
            {
                using var held = Hold();
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>Makes the token by which the command asks the running node; only its owner can read it.</summary>
    public string NewLocalToken()
    {
        var token = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        File.Delete(LocalTokenFile);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var writer = new StreamWriter(LocalTokenFile, options);
        writer.Write(token);
        return token;
    }

    /// <summary>The token of the running node.</summary>
    public string LocalToken() => File.ReadAllText(LocalTokenFile);

    private string LocalTokenFile => In("local.token");

    /// <summary>Reads this node's own card and keys.</summary>
    /// <exception cref="InvalidDataException">The card is not of these keys, or of another party.</exception>
    public Party Self()
    {
        var self = Exchange.Party.Load(In("keys"), Text(CardFile));
        return string.Equals(self.Code.ToString(), Settings().Party, StringComparison.Ordinal)
            ? self
            : throw new InvalidDataException($"{SettingsFile} is malformed: {CardFile} is the card of {self.Code}.");
    }

    /// <summary>This node's card as others read it.</summary>
    public Peer OwnCard() => Read(CardFile);

    /// <summary>The parties admitted so far.</summary>
    /// <exception cref="InvalidDataException">A file is no card, or not named after its party.</exception>
    public IReadOnlyList<Peer> Peers() =>
        Directory.Exists(In("peers"))
            ? [.. Directory.GetFiles(In("peers"), "*.card").Order(StringComparer.Ordinal).Select(Admitted)]
            : [];

    private static Peer Admitted(string file)
    {
        var peer = Read(file);
        return string.Equals(System.IO.Path.GetFileName(file), $"{peer.Code}.card", StringComparison.Ordinal)
            ? peer
            : throw new InvalidDataException($"{file} is the card of {peer.Code}; name it {peer.Code}.card.");
    }

    /// <summary>Keeps the card of a party whose safety number was compared.</summary>
    /// <exception cref="IOException">Another card of that party is admitted already.</exception>
    public void Admit(Peer peer)
    {
        var file = System.IO.Path.Combine(In("peers"), $"{peer.Code}.card");
        if (string.Equals(Settings().Party, peer.Code.ToString(), StringComparison.Ordinal))
        {
            throw new IOException($"{peer.Code} is this node's own party. Get the other party's card.");
        }
        if (File.Exists(file) && !string.Equals(File.ReadAllText(file), peer.CardText, StringComparison.Ordinal))
        {
            throw new IOException(
                $"{peer.Code} is admitted with another card. Where it has a new address, name or TLS key, compare the "
                    + "number again and give --replace."
            );
        }
        File.WriteAllText(file, peer.CardText);
    }

    /// <summary>Reads a card from a file.</summary>
    /// <exception cref="InvalidDataException">It is no card.</exception>
    public static Peer Read(string file) =>
        new FileInfo(file) is { Exists: true, Length: > MaxCard }
            ? throw new InvalidDataException($"{file} is too large for a card.")
            : Peer.Parse(Text(file));

    /// <summary>As it is: a mark of byte order or another encoding makes it no card.</summary>
    private static string Text(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(file));

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
