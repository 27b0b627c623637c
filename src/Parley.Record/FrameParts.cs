using System.Diagnostics.CodeAnalysis;

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

/// <summary>What ids, types and names look like.</summary>
internal static class Grammar
{
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

    public static bool IsName([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= Frame.MaxNameLength } && !name.AsSpan().ContainsAnyInRange('\0', '\u001F');
}
