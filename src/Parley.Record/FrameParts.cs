using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Parley.Record;

/// <summary>Instants in the one form the record writes: 2026-03-04T09:30:00.250Z.</summary>
internal static class Instants
{
    private const int Length = 24;

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (
            text.Length != Length
            || text[4] != '-'
            || text[7] != '-'
            || text[10] != 'T'
            || text[13] != ':'
            || text[16] != ':'
            || text[19] != '.'
            || text[23] != 'Z'
        )
        {
            return false;
        }
        var year = Number(text[..4]);
        var month = Number(text[5..7]);
        var day = Number(text[8..10]);
        var hour = Number(text[11..13]);
        var minute = Number(text[14..16]);
        var second = Number(text[17..19]);
        var millisecond = Number(text[20..23]);
        if (
            year is < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23
            || minute is < 0 or > 59
            || second is < 0 or > 59
            || millisecond < 0
        )
        {
            return false;
        }
        instant = new DateTimeOffset(year, month, day, hour, minute, second, millisecond, TimeSpan.Zero);
        return true;
    }

    // -1 where a byte is no digit.
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }
            number = (number * 10) + (digit - '0');
        }
        return number;
    }
}

/// <summary>Whether the escapes of a JSON string give whole characters: no half surrogates, no U+0000.</summary>
internal static class Escapes
{
    /// <summary>Takes the inside of a string that the JSON reader has accepted.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> text)
    {
        var highPending = false;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = -1;
            if (text[i] == '\\')
            {
                i++;
                if (text[i] == 'u')
                {
                    unit = Unit(text.Slice(i + 1, 4));
                    i += 4;
                }
            }
            var low = unit is >= 0xDC00 and <= 0xDFFF;
            if (low != highPending || unit == 0)
            {
                return false;
            }
            highPending = unit is >= 0xD800 and <= 0xDBFF;
        }
        return !highPending;
    }

    private static int Unit(ReadOnlySpan<byte> hex)
    {
        var unit = 0;
        foreach (var digit in hex)
        {
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }
        return unit;
    }
}

/// <summary>What the bytes, ids, types, names, numbers and salts of a statement look like.</summary>
internal static class Grammar
{
    /// <summary>What can be said before the JSON is read, or null where there is nothing to say.</summary>
    public static string? CheckBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length > Frame.MaxLength ? "The statement is longer than 256 KiB."
        : bytes.Length < 2 || bytes[0] != '{' || bytes[^1] != '}' ? "A statement begins with { and ends with }."
        : bytes.ContainsAnyInRange((byte)0, (byte)0x1F) ? "The statement holds a raw control character or line break."
        : !Utf8.IsValid(bytes) ? "The statement is not valid UTF-8."
        : null;

    // Two capital letters, a hyphen, then capital letters, digits and hyphens.
    public static bool IsId([NotNullWhen(true)] string? id)
    {
        if (id is not { Length: >= 4 and <= Frame.MaxIdLength } || id[2] != '-')
        {
            return false;
        }
        for (var i = 0; i < id.Length; i++)
        {
            var letter = char.IsAsciiLetterUpper(id[i]);
            if (!letter && (i < 2 || (!char.IsAsciiDigit(id[i]) && id[i] != '-')))
            {
                return false;
            }
        }
        return true;
    }

    // Lower-case letters, a point, then lower-case letters and hyphens.
    public static bool IsType([NotNullWhen(true)] string? type)
    {
        var point = type?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (type is not { Length: <= Frame.MaxTypeLength } || point < 1 || point == type.Length - 1)
        {
            return false;
        }
        for (var i = 0; i < type.Length; i++)
        {
            if (i != point && !char.IsAsciiLetterLower(type[i]) && (type[i] != '-' || i < point))
            {
                return false;
            }
        }
        return true;
    }

    public static bool IsName([NotNullWhen(true)] string? name)
    {
        if (name is not { Length: > 0 and <= Frame.MaxNameLength })
        {
            return false;
        }
        foreach (var character in name.EnumerateRunes())
        {
            if (IsUnseen(character.Value))
            {
                return false;
            }
        }
        return true;
    }

    // Controls, line breaks, and what changes the direction of text or takes no room: with them two names that differ
    // would look alike.
    private static bool IsUnseen(int codepoint) =>
        codepoint
            is <= 0x1F
                or (>= 0x7F and <= 0x9F)
                or 0xAD
                or 0x61C
                or 0x180E
                or (>= 0x200B and <= 0x200F)
                or (>= 0x2028 and <= 0x202E)
                or (>= 0x2060 and <= 0x206F)
                or 0xFEFF
                or (>= 0xFFF9 and <= 0xFFFB)
                or (>= 0xE0000 and <= 0xE007F);

    /// <summary>Digits without leading zeros, at most 2^53: no sign, no fraction, no exponent.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        Span<char> text = stackalloc char[16];
        return digits.Length <= text.Length
            && Encoding.ASCII.TryGetChars(digits, text, out var length)
            && Lines.TryParseNumber(text[..length], out number);
    }

    /// <summary>The 16 bytes of a salt in the one spelling of base64url without padding, or null.</summary>
    public static byte[]? ReadSalt(ReadOnlySpan<byte> text)
    {
        const int EncodedLength = 22;
        Span<byte> decoded = stackalloc byte[Frame.SaltLength + 2];
        Span<byte> canonical = stackalloc byte[EncodedLength];
        return
            text.Length == EncodedLength
            && Base64Url.DecodeFromUtf8(text, decoded, out _, out var length) == OperationStatus.Done
            && length == Frame.SaltLength
            && Base64Url.TryEncodeToUtf8(decoded[..length], canonical, out _)
            && text.SequenceEqual(canonical)
            ? decoded[..length].ToArray()
            : null;
    }
}
