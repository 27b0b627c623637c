using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Links;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;

namespace Parley.Exchange.Formats;

/// <summary>The body of a proposal; its content is kept as the text it was written in.</summary>
internal sealed record ProposedBody(
    string Kind,
    int Version,
    Bilingual Title,
    DateTimeOffset InForceFrom,
    JsonElement Content
);

/// <summary>
/// Statements' types and bodies as JSON. What cannot be read becomes <see cref="NotUnderstood"/>: it is already in its
/// writer's ledger, so it is kept and shown, and has no effect.
/// </summary>
public static class StatementFormat
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FrozenDictionary<string, Form> ByType = new Dictionary<string, Form>(StringComparer.Ordinal)
    {
        ["request.made"] = Of<RequestStatement.Made>(),
        ["request.acknowledged"] = Of<RequestStatement.Acknowledged>(),
        ["request.clarification-asked"] = Of<RequestStatement.ClarificationAsked>(),
        ["request.clarified"] = Of<RequestStatement.Clarified>(),
        ["request.supplemented"] = Of<RequestStatement.Supplemented>(),
        ["request.first-response"] = Of<RequestStatement.FirstResponse>(),
        ["request.accepted"] = Of<RequestStatement.Accepted>(),
        ["request.refused"] = Of<RequestStatement.Refused>(),
        ["request.consulted"] = Of<RequestStatement.Consulted>(),
        ["request.extended"] = Of<RequestStatement.Extended>(),
        ["request.progress"] = Of<RequestStatement.Progress>(),
        ["request.answered"] = Of<RequestStatement.Answered>(),
        ["request.validated"] = Of<RequestStatement.Validated>(),
        ["request.use-limited"] = Of<RequestStatement.UseLimited>(),
        ["request.transferred"] = Of<RequestStatement.Transferred>(),
        ["request.answer-rated"] = Of<RequestStatement.AnswerRated>(),
        ["request.rating-replied"] = Of<RequestStatement.RatingReplied>(),
        ["request.withdrawn"] = Of<RequestStatement.Withdrawn>(),
        ["request.closed"] = Of<RequestStatement.Closed>(),
        ["parcel.received"] = Of<ParcelStatement.Received>(),
        ["parcel.refused"] = Of<ParcelStatement.Refused>(),
        ["agreement.proposed"] = new(typeof(AgreementStatement.Proposed), ReadProposed, WriteProposed),
        ["agreement.accepted"] = Of<AgreementStatement.Accepted>(),
        ["agreement.declined"] = Of<AgreementStatement.Declined>(),
        ["agreement.withdrawn"] = Of<AgreementStatement.Withdrawn>(),
        ["agreement.ended"] = Of<AgreementStatement.Ended>(),
        ["review.computed"] = Of<ReviewStatement.Computed>(s => s.Parts?.Values.All(hash => hash is not null) != false),
        ["link.opened"] = Of<LinkStatement.Opened>(s => s.Cards.Values.All(hash => hash is not null)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> TypeOf = ByType.ToFrozenDictionary(
        f => f.Value.Record,
        f => f.Key
    );

    /// <summary>All types of statements this version knows.</summary>
    public static IEnumerable<string> Types => ByType.Keys;

    /// <summary>The record a body of a type is read into; null where this version does not know the type.</summary>
    internal static Type? RecordOf(string type) => ByType.GetValueOrDefault(type)?.Record;

    /// <summary>Reads a body by its type. Never throws, whatever the bytes.</summary>
    public static Statement Read(string type, ReadOnlyMemory<byte> body) =>
        ByType.TryGetValue(type, out var form) ? form.Read(body) ?? new NotUnderstood(type) : new NotUnderstood(type);

    /// <summary>Writes a statement: its type and its body.</summary>
    public static (string Type, byte[] Body) Write(Statement statement)
    {
        var type = TypeOf[statement.GetType()];
        return (type, ByType[type].Write(statement));
    }

    /// <summary>The hash that names an agreement's content: SHA-256 of its UTF-8 bytes, lower-case hex.</summary>
    public static string ContentHash(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>A document as it is written into a proposal: the same JSON on one line.</summary>
    /// <exception cref="JsonException">It is no JSON, or too deep.</exception>
    public static string OneLine(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 14 });
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
        {
            document.WriteTo(writer);
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The form of a statement whose body is its record.</summary>
    /// <param name="isWhole">What the reader of JSON does not see to: null as a value of a dictionary.</param>
    private static Form Of<T>(Func<T, bool>? isWhole = null)
        where T : Statement =>
        new(
            typeof(T),
            body =>
                CooperationJson.TryRead<T>(body.Span, out var statement, out _) && isWhole?.Invoke(statement) != false
                    ? statement
                    : null,
            statement => CooperationJson.Write((T)statement)
        );

    private static AgreementStatement.Proposed? ReadProposed(ReadOnlyMemory<byte> body)
    {
        if (
            !CooperationJson.TryRead<ProposedBody>(body.Span, out var proposed, out _)
            || proposed.Content.ValueKind != JsonValueKind.Object
        )
        {
            return null;
        }
        var content = proposed.Content.GetRawText();
        var hash = ContentHash(content);
        return new AgreementStatement.Proposed(
            proposed.Kind,
            proposed.Version,
            proposed.Title,
            proposed.InForceFrom,
            content,
            hash
        );
    }

    private static byte[] WriteProposed(Statement statement)
    {
        var proposed = (AgreementStatement.Proposed)statement;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", proposed.Kind);
            writer.WriteNumber("version", proposed.Version);
            writer.WriteStartObject("title");
            writer.WriteString("en", proposed.Title.En);
            writer.WriteString("zh", proposed.Title.Zh);
            writer.WriteEndObject();
            writer.WriteString("inForceFrom", proposed.InForceFrom);
            writer.WritePropertyName("content");
            writer.WriteRawValue(OneLine(proposed.Content));
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private sealed record Form(Type Record, Func<ReadOnlyMemory<byte>, Statement?> Read, Func<Statement, byte[]> Write);
}
