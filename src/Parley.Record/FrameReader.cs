using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Parley.Record;

/// <summary>
/// The one parser of statements. It walks the bytes once, keeps no tree, and refuses whatever two readers could read
/// differently: repeated names, escaped names, half surrogates, numbers in odd forms.
/// </summary>
internal ref struct FrameReader
{
    private static readonly JsonReaderOptions Strict = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = Frame.MaxDepth,
    };

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly NameSet names;
    private Utf8JsonReader json;
    private string? problem;

    private bool versionGiven;
    private bool exerciseGiven;
    private DateTimeOffset? at;
    private long? seen;
    private string? about;
    private string? type;
    private Author? by;
    private string? exercise;
    private byte[]? salt;
    private ReadOnlyMemory<byte>? body;

    private FrameReader(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        names = NameSet.Rent();
        json = new Utf8JsonReader(bytes.Span, Strict);
    }

    public static bool TryRead(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out Frame? frame,
        [NotNullWhen(false)] out string? problem
    )
    {
        frame = null;
        problem = Grammar.CheckBytes(bytes.Span);
        if (problem is not null)
        {
            return false;
        }
        try
        {
            var reader = new FrameReader(bytes);
            frame = reader.Read();
            problem = reader.problem;
        }
        catch (JsonException)
        {
            problem = "The statement is not well-formed JSON, nests deeper than 16 levels, or goes on after its end.";
        }
        return frame is not null;
    }

    private Frame? Read()
    {
        json.Read();
        var self = names.Open();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!TakeName(self) || !ReadField())
            {
                return null;
            }
        }
        // Reads to the very end, so that anything after the closing brace is an error.
        json.Read();
        return Assemble();
    }

    private bool ReadField()
    {
        // Names are plain: TakeName has refused escapes.
        var name = json.ValueSpan;
        return name.SequenceEqual("parley"u8) ? ReadVersion()
            : name.SequenceEqual("at"u8) ? ReadAt()
            : name.SequenceEqual("seen"u8) ? ReadSeen()
            : name.SequenceEqual("about"u8)
                ? ReadText(out about) && (Grammar.IsId(about) || Fail("about", "an id of a subject"))
            : name.SequenceEqual("type"u8)
                ? ReadText(out type) && (Grammar.IsType(type) || Fail("type", "a type of statement"))
            : name.SequenceEqual("by"u8) ? ReadBy()
            : name.SequenceEqual("exercise"u8) ? ReadExercise()
            : name.SequenceEqual("salt"u8) ? ReadSalt()
            : name.SequenceEqual("body"u8) ? ReadBody()
            : json.Read() && Skip();
    }

    private bool ReadVersion()
    {
        json.Read();
        versionGiven = json.TokenType == JsonTokenType.Number && json.ValueSpan.SequenceEqual("1"u8);
        return versionGiven || Fail("parley", "1, the version of this format");
    }

    private bool ReadAt()
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String && Instants.TryParse(json.ValueSpan, out var instant))
        {
            at = instant;
            return true;
        }
        return Fail("at", "an instant in UTC with milliseconds, such as 2026-03-04T09:30:00.250Z");
    }

    private bool ReadSeen()
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && Grammar.TryReadNumber(json.ValueSpan, out var number))
        {
            seen = number;
            return true;
        }
        return Fail("seen", "a whole number from 0 to 2^53");
    }

    private bool ReadBy()
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return Fail("by", "an object");
        }
        var self = names.Open();
        string? authority = null;
        string? officer = null;
        string? role = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            if (!TakeName(self))
            {
                return false;
            }
            var read =
                name.SequenceEqual("authority"u8) ? ReadText(out authority)
                : name.SequenceEqual("officer"u8) ? ReadText(out officer)
                : name.SequenceEqual("role"u8) ? ReadText(out role)
                : json.Read() && Skip();
            if (!read)
            {
                return false;
            }
        }
        if (!Grammar.IsName(authority) || !Grammar.IsName(officer) || !Grammar.IsName(role))
        {
            return Fail("by", "an authority, an officer and a role, each of 1 to 200 characters");
        }
        by = new Author(authority, officer, role);
        return true;
    }

    private bool ReadExercise()
    {
        json.Read();
        exerciseGiven = true;
        if (json.TokenType == JsonTokenType.Null)
        {
            return true;
        }
        exercise = json.TokenType == JsonTokenType.String && IsWellFormed() ? json.GetString() : null;
        return Grammar.IsId(exercise) || Fail("exercise", "null or the id of an exercise");
    }

    private bool ReadSalt()
    {
        json.Read();
        salt = json.TokenType == JsonTokenType.String ? Grammar.ReadSalt(json.ValueSpan) : null;
        return salt is not null || Fail("salt", "16 bytes in base64url without padding");
    }

    private bool ReadBody()
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return Fail("body", "an object");
        }
        var start = (int)json.TokenStartIndex;
        if (!Skip())
        {
            return false;
        }
        body = bytes[start..(int)json.BytesConsumed];
        return true;
    }

    private bool ReadText(out string? text)
    {
        var valid = json.Read() && json.TokenType == JsonTokenType.String && IsWellFormed();
        text = valid ? json.GetString() : null;
        return valid || Fail("about, type and by", "strings");
    }

    // Passes over the value just begun, whatever it is, with the same strictness as everything else.
    private bool Skip()
    {
        Span<int> objects = stackalloc int[Frame.MaxDepth + 1];
        var outside = json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            ? json.CurrentDepth
            : int.MaxValue;
        do
        {
            var valid = json.TokenType switch
            {
                JsonTokenType.PropertyName => TakeName(objects[json.CurrentDepth - 1]),
                JsonTokenType.String => IsWellFormed() || Fail("A string", "whole characters only"),
                _ => true,
            };
            if (!valid)
            {
                return false;
            }
            if (json.TokenType == JsonTokenType.StartObject)
            {
                objects[json.CurrentDepth] = names.Open();
            }
            else if (
                json.CurrentDepth == outside
                && json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
            )
            {
                return true;
            }
        } while (outside != int.MaxValue && json.Read());
        return true;
    }

    private bool TakeName(int owner)
    {
        if (json.ValueIsEscaped)
        {
            problem = "A name in the statement is written with a backslash.";
            return false;
        }
        if (!names.Add(owner, bytes.Span, (int)json.TokenStartIndex + 1, json.ValueSpan.Length))
        {
            problem = "A name stands twice in one object.";
            return false;
        }
        return true;
    }

    private readonly bool IsWellFormed() => !json.ValueIsEscaped || Escapes.AreWhole(json.ValueSpan);

    private bool Fail(string field, string wanted)
    {
        problem = $"'{field}' must be {wanted}.";
        return false;
    }

    private Frame? Assemble()
    {
        if (
            !versionGiven
            || !exerciseGiven
            || at is null
            || seen is null
            || about is null
            || type is null
            || by is null
            || salt is null
            || body is null
        )
        {
            problem = "The statement lacks one of: parley, at, seen, about, type, by, exercise, salt, body.";
            return null;
        }
        return new Frame
        {
            At = at.Value,
            Seen = seen.Value,
            About = about,
            Type = type,
            By = by,
            Exercise = exercise,
            Salt = salt,
            Body = body.Value,
            Bytes = bytes,
        };
    }
}
