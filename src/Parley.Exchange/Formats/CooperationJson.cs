using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Links;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;

namespace Parley.Exchange.Formats;

/// <summary>
/// The words of the cooperation as JSON: members in camelCase, enumerations in kebab-case, no doubled member, bounded
/// depth. A member this version does not know is passed over; one that may be null may be left out.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    IgnoreReadOnlyProperties = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16,
    Converters = [
        typeof(PartyCodeText),
        typeof(SubjectIdText),
        typeof(SpanText),
        typeof(TimeOfDayText),
        typeof(InstantText),
        typeof(ProseText),
        typeof(SoughtText),
        typeof(EntryText),
        typeof(EntriesText),
        typeof(ParcelText),
        typeof(Kebab<ParcelRefusal>),
        typeof(Kebab<WillAnswer>),
        typeof(Kebab<ItemOutcome>),
        typeof(Kebab<StepState>),
        typeof(Kebab<Validation>),
        typeof(Kebab<Mark>),
        typeof(Kebab<ReviewCut>),
        typeof(Kebab<ItemType>),
        typeof(Kebab<ClockStart>),
        typeof(Kebab<DayOfWeek>),
    ]
)]
[JsonSerializable(typeof(RequestStatement.Made))]
[JsonSerializable(typeof(RequestStatement.Acknowledged))]
[JsonSerializable(typeof(RequestStatement.ClarificationAsked))]
[JsonSerializable(typeof(RequestStatement.Clarified))]
[JsonSerializable(typeof(RequestStatement.Supplemented))]
[JsonSerializable(typeof(RequestStatement.FirstResponse))]
[JsonSerializable(typeof(RequestStatement.Accepted))]
[JsonSerializable(typeof(RequestStatement.Refused))]
[JsonSerializable(typeof(RequestStatement.Consulted))]
[JsonSerializable(typeof(RequestStatement.Extended))]
[JsonSerializable(typeof(RequestStatement.Progress))]
[JsonSerializable(typeof(RequestStatement.Answered))]
[JsonSerializable(typeof(RequestStatement.Validated))]
[JsonSerializable(typeof(RequestStatement.UseLimited))]
[JsonSerializable(typeof(RequestStatement.Transferred))]
[JsonSerializable(typeof(RequestStatement.AnswerRated))]
[JsonSerializable(typeof(RequestStatement.RatingReplied))]
[JsonSerializable(typeof(RequestStatement.Withdrawn))]
[JsonSerializable(typeof(RequestStatement.Closed))]
[JsonSerializable(typeof(ParcelStatement.Received))]
[JsonSerializable(typeof(ParcelStatement.Refused), TypeInfoPropertyName = "ParcelRefused")]
[JsonSerializable(typeof(Said<ParcelStatement.Refused>), TypeInfoPropertyName = "SaidParcelRefused")]
[JsonSerializable(typeof(ProposedBody))]
[JsonSerializable(typeof(AgreementStatement.Accepted), TypeInfoPropertyName = "AgreementAccepted")]
[JsonSerializable(typeof(AgreementStatement.Declined))]
[JsonSerializable(typeof(AgreementStatement.Withdrawn), TypeInfoPropertyName = "AgreementWithdrawn")]
[JsonSerializable(typeof(Said<AgreementStatement.Accepted>), TypeInfoPropertyName = "SaidAgreementAccepted")]
[JsonSerializable(typeof(Said<AgreementStatement.Withdrawn>), TypeInfoPropertyName = "SaidAgreementWithdrawn")]
[JsonSerializable(typeof(AgreementStatement.Ended))]
[JsonSerializable(typeof(ReviewStatement.Computed))]
[JsonSerializable(typeof(LinkStatement.Opened))]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Agreement))]
[JsonSerializable(typeof(ReviewStatus))]
[JsonSerializable(typeof(ReviewFigures))]
[JsonSerializable(typeof(ImmutableArray<ReviewRow>), TypeInfoPropertyName = "ReviewRows")]
[JsonSerializable(typeof(ReviewDocument))]
[JsonSerializable(typeof(Link))]
[JsonSerializable(typeof(AgreedGuidelines))]
[JsonSerializable(typeof(Draft))]
internal sealed partial class CooperationJson : JsonSerializerContext
{
    /// <summary>Reads a value strictly; false with the problem on anything malformed.</summary>
    public static bool TryRead<T>(ReadOnlySpan<byte> json, out T value, out string problem)
    {
        value = default!;
        try
        {
            if (HoldsNullInAList(json))
            {
                problem = "A list holds null.";
                return false;
            }
            value = (T)JsonSerializer.Deserialize(json, Held.Strict.GetTypeInfo(typeof(T)))!;
            problem = value is null ? "Nothing is there." : "";
        }
        catch (JsonException e)
        {
            problem = e.Message;
        }
        return problem.Length == 0;
    }

    /// <summary>Where in a value, and why, it is not of a type; null where it is.</summary>
    public static (string? Path, string Why)? Trouble(Type type, ReadOnlySpan<byte> json)
    {
        try
        {
            JsonSerializer.Deserialize(json, Held.Strict.GetTypeInfo(type));
            return null;
        }
        catch (JsonException e)
        {
            return (e.Path, e.Message);
        }
    }

    /// <summary>Where a value has a member that this version does not know and passes over; null where it has none.
    /// </summary>
    public static string? UnknownMember<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            JsonSerializer.Deserialize(json, Held.Whole.GetTypeInfo(typeof(T)));
            return null;
        }
        catch (JsonException e)
        {
            return e.Path;
        }
    }

    public static byte[] Write<T>(T value) =>
        JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)Held.Strict.GetTypeInfo(typeof(T)));

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unknown)
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            UnmappedMemberHandling = unknown,
            Encoder = CanonicalText.Encoder,
            TypeInfoResolver = ((IJsonTypeInfoResolver)Default)
                .WithAddedModifier(WhatMayBeNullMayBeMissing)
                .WithAddedModifier(FiguresOfBeforeStayAsTheyWere),
        };
        options.MakeReadOnly();
        return options;
    }

    private static void WhatMayBeNullMayBeMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired &= !property.IsSetNullable;
        }
    }

    /// <summary>Figures of an edition before have no member for what came later: their bytes, and so their hash, are
    /// those of that day.</summary>
    private static void FiguresOfBeforeStayAsTheyWere(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(one => one.PropertyType == typeof(RequesterFigures)))
        {
            property.ShouldSerialize = (_, value) => value is not null;
        }
    }

    /// <summary>The serializer's null checks do not reach into lists; nothing here has a list with holes.</summary>
    private static bool HoldsNullInAList(ReadOnlySpan<byte> json)
    {
        if (!MayHoldNullInAList(json))
        {
            return false;
        }
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 16 });
        var inList = 0UL;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    inList = (inList << 1) | 1;
                    break;
                case JsonTokenType.StartObject:
                    inList <<= 1;
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    inList >>= 1;
                    break;
                case JsonTokenType.Null when (inList & 1) == 1:
                    return true;
            }
        }
        return false;
    }

    /// <summary>A null in a list follows a bracket or a comma, that of a member its colon: where each stands behind a
    /// colon, nothing need be read.</summary>
    private static bool MayHoldNullInAList(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf("null"u8); at >= 0; at = json.IndexOf("null"u8))
        {
            if (!json[..at].TrimEnd(" \t\r\n"u8).EndsWith(":"u8))
            {
                return true;
            }
            json = json[(at + 4)..];
        }
        return false;
    }

    /// <summary>Apart, so that the generated part's own fields are there before the options are made. A context made
    /// from them would put itself in the place of the resolver, and lose what was added to it.</summary>
    private static class Held
    {
        public static readonly JsonSerializerOptions Strict = Make(JsonUnmappedMemberHandling.Skip);

        /// <summary>Does not pass over what it does not know.</summary>
        public static readonly JsonSerializerOptions Whole = Make(JsonUnmappedMemberHandling.Disallow);
    }
}
