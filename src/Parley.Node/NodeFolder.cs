using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node;

/// <summary>
/// The folder in which a node keeps everything: its settings, keys, cards, record, and what never leaves it.
/// </summary>
public sealed class NodeFolder(string path)
{
    private const int MaxCard = 64 * 1024;
    private const int HoldTries = 20;

    private static readonly TimeSpan HoldPause = TimeSpan.FromMilliseconds(50);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string RecordFolder => In("record");

    public string DeskFolder => In("desk");

    public string ParcelsFolder => In("parcels");

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
        if (NodeSettings.Problem(settings) is { } problem)
        {
            throw new ArgumentException($"This would be no node: {problem}", nameof(settings));
        }
        if (Directory.Exists(In("keys")))
        {
            throw new IOException(
                $"There are keys in {Path}, but no node.json. Put node.json back, or move the folder \"keys\" away."
            );
        }
        // Made aside: what was stopped half-way is no node, and the next try begins anew.
        var aside = In(".making");
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }
        OwnerOnly.Make(Path);
        Directory.CreateDirectory(aside);
        string Aside(string file) => System.IO.Path.Combine(aside, file);
        var party = Exchange.Party.Make(Aside("keys"), settings.Party, name, domain, addresses, now);
        File.WriteAllText(Aside("own.card"), party.CardText);
        File.WriteAllText(Aside("node.json"), JsonSerializer.Serialize(settings, Json) + "\n");
        Directory.CreateDirectory(In("peers"));
        File.Move(Aside("own.card"), CardFile, overwrite: true);
        Directory.Move(Aside("keys"), In("keys"));
        File.Move(Aside("node.json"), SettingsFile);
        Directory.Delete(aside);
    }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">They are missing or malformed.</exception>
    public NodeSettings Settings()
    {
        try
        {
            var settings = JsonSerializer.Deserialize<NodeSettings>(File.ReadAllText(SettingsFile), Json);
            return NodeSettings.Problem(settings) is { } problem
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

    /// <summary>Takes the folder for one running node; let go when disposed.</summary>
    /// <exception cref="IOException">A node is running on it, or it cannot be written to.</exception>
    public FileStream Hold()
    {
        // Who only asks whether a node is running holds the file for an instant.
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(In("running"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsTaken(e) && tries == HoldTries)
            {
                throw new IOException($"A node is running on {Path}. Stop it first.", e);
            }
            catch (IOException e) when (IsTaken(e))
            {
                Thread.Sleep(HoldPause);
            }
        }
    }

    /// <summary>Is a node running on the folder now?</summary>
    public bool IsRunning
    {
        get
        {
            try
            {
                using var asked = new FileStream(In("running"), FileMode.Open, FileAccess.Read, FileShare.Read);
                return false;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return false;
            }
            catch (IOException e) when (IsTaken(e))
            {
                return true;
            }
        }
    }

    /// <summary>Somebody holds the file: EWOULDBLOCK of Linux and of macOS, a sharing violation of Windows.</summary>
    internal static bool IsTaken(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

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

    /// <summary>The parties admitted so far. A card that cannot be read is left out, and admitting it again mends it.
    /// </summary>
    /// <param name="broken">Is told in a sentence of each card that is left out.</param>
    /// <exception cref="InvalidDataException">A card is not named after its party.</exception>
    public IReadOnlyList<Peer> Peers(Action<string>? broken = null)
    {
        if (!Directory.Exists(In("peers")))
        {
            return [];
        }
        var admitted = new List<Peer>();
        foreach (var file in Directory.GetFiles(In("peers"), "*.card").Order(StringComparer.Ordinal))
        {
            var (peer, problem) = TryRead(file);
            if (peer is null)
            {
                broken?.Invoke($"{file} is left out: {problem} Admit the card again.");
                continue;
            }
            admitted.Add(
                string.Equals(System.IO.Path.GetFileName(file), $"{peer.Code}.card", StringComparison.Ordinal)
                    ? peer
                    : throw new InvalidDataException($"{file} is the card of {peer.Code}; name it {peer.Code}.card.")
            );
        }
        return admitted;
    }

    private static (Peer? Peer, string? Problem) TryRead(string file)
    {
        try
        {
            return (Read(file), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (null, e.Message);
        }
    }

    /// <summary>Keeps the card of a party whose safety number was compared.</summary>
    /// <exception cref="IOException">Another card of that party is admitted already, or it shares its name or a key
    /// with this node or a party admitted.</exception>
    public void Admit(Peer peer)
    {
        var own = OwnCard();
        if (peer.Code == own.Code)
        {
            throw new IOException($"{peer.Code} is this node's own party. Get the other party's card.");
        }
        foreach (var known in Peers().Append(own))
        {
            if (known.Code == peer.Code && !string.Equals(known.CardText, peer.CardText, StringComparison.Ordinal))
            {
                throw new IOException(
                    $"{peer.Code} is admitted with another card. Where it has a new address, name or TLS key, compare the "
                        + "number again and give --replace."
                );
            }
            if (known.Code != peer.Code && known.SharesWith(peer))
            {
                throw new IOException(
                    $"The card of {peer.Code} has the domain or a key of {known.Code}. Each party has its own: get the card "
                        + "again."
                );
            }
        }
        // Written aside and renamed, so that no half of a card ever lies there.
        var file = System.IO.Path.Combine(In("peers"), $"{peer.Code}.card");
        Directory.CreateDirectory(In("peers"));
        File.WriteAllText($"{file}.new", peer.CardText);
        File.Move($"{file}.new", file, overwrite: true);
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
