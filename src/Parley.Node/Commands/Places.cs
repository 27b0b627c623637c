using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Storage;

namespace Parley.Node.Commands;

/// <summary>The options and places that several commands have in common.</summary>
internal static class Places
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new AsSpelled<PartyCode>(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static Option<string> Data() =>
        new("--data")
        {
            Description = "Folder of the node. Default: $PARLEY_DATA, else ./parley-data",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PARLEY_DATA") ?? "parley-data",
        };

    /// <summary>What a script calls one act by: done again, for it heard no answer, it is the same one.</summary>
    public static Option<string?> Key() =>
        new("--key")
        {
            Description =
                "Your own name for this one act: run again under it, nothing is said twice. Without it, every "
                + "run is an act of its own.",
        };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, for scripts." };

    /// <summary>The node's folder, which must hold a node.</summary>
    /// <exception cref="InvalidDataException">It holds none.</exception>
    public static NodeFolder Folder(ParseResult parsed, Option<string> data)
    {
        var folder = new NodeFolder(parsed.GetValue(data)!);
        folder.Settings();
        return folder;
    }

    public static void Print<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Readable));

    /// <summary>The files that come with the program.</summary>
    public static string Samples(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    /// <summary>
    /// Opens a node's record beside a running node or without one, for reading: commands share the shelf safely.
    /// </summary>
    public static async Task<T> WithRecord<T>(NodeFolder folder, Func<JointRecord, SqliteShelf, Task<T>> use)
    {
        using var shelf = new SqliteShelf(folder.RecordFolder);
        await using var record = JointRecord.Open(folder.Self(), folder.Peers(), shelf, TimeProvider.System);
        return await use(record, shelf);
    }

    /// <summary>
    /// Writes down that the command reads content, before it does: the running node alone writes the local ledger,
    /// which carries this line along with its next.
    /// </summary>
    public static void NoteWrittenOut(NodeFolder folder, string what) =>
        SecurityEvents.Of(new AccountShelf(folder.DeskFolder)).Note(Doer.Command, SecurityAct.WrittenOut, more: what);

    /// <summary>The link meant by an option, or the only one there is.</summary>
    /// <exception cref="FormatException">No such link, or several and none named.</exception>
    public static Peer Peer(JointRecord record, string? code)
    {
        if (code is null && record.Peers is [var only])
        {
            return only;
        }
        if (code is null)
        {
            throw new FormatException("There are several links, or none: name one with --with XX.");
        }
        return PartyCode.TryParse(code, out var party) && record.Peers.FirstOrDefault(p => p.Code == party) is { } peer
            ? peer
            : throw new FormatException($"{code} is not an admitted party.");
    }
}

/// <summary>A value printed as people write it. What a command prints is never read back.</summary>
internal sealed class AsSpelled<T> : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("What a command prints is not read back.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue($"{value}");
}
