using System.Text;

namespace Parley.Tests.Sealing;

/// <summary>A good statement, and what becomes of it when one thing about it is wrong.</summary>
internal static class BadStatements
{
    public const string Good =
        """{"parley":1,"at":"2026-03-04T09:30:00.250Z","seen":41,"about":"US-R-2026-0012","type":"request.made","by":"""
        + """{"authority":"us-cyber-police","officer":"R. Example","role":"liaison"},"exercise":null,"salt":"""
        + "\"AAECAwQFBgcICQoLDA0ODw\""
        + ""","body":{"kind":"information"}}""";

    /// <summary>The name of each case, and its bytes.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        foreach (var (name, from, to) in Replacements)
        {
            var text = Good.Replace(from, to, StringComparison.Ordinal);
            yield return string.Equals(text, Good, StringComparison.Ordinal)
                ? throw new InvalidOperationException($"'{name}' changes nothing.")
                : (name, Encoding.UTF8.GetBytes(text));
        }
        var good = Encoding.UTF8.GetBytes(Good);
        yield return ("nothing at all", []);
        yield return ("cut short", good[..^1]);
        yield return ("a byte order mark before it", [0xEF, 0xBB, 0xBF, .. good]);
        yield return ("bytes that are not UTF-8", Spoil(good, "information", 0xFF));
        yield return ("half a UTF-8 sequence", Spoil(good, "information", 0xE8));
        yield return ("a raw control character", Spoil(good, "information", 0x01));
        yield return ("nesting of 17 levels", Encoding.UTF8.GetBytes(Nested(16)));
    }

    /// <summary>A statement whose body holds arrays in arrays; its own braces and the body's count too.</summary>
    public static string Nested(int arraysAndBody) =>
        Good.Replace(
            "\"information\"",
            new string('[', arraysAndBody - 1) + new string(']', arraysAndBody - 1),
            StringComparison.Ordinal
        );

    private static readonly (string Name, string From, string To)[] Replacements =
    [
        ("an array instead of an object", Good, $"[{Good}]"),
        ("two statements in a row", Good, Good + Good),
        ("a space after the end", Good, Good + " "),
        ("a space before the beginning", Good, " " + Good),
        ("a line break inside", ",\"at\"", ",\n\"at\""),
        ("a tab inside", ",\"at\"", ",\t\"at\""),
        ("a comment", ",\"at\"", ",/* x */\"at\""),
        ("a trailing comma", "\"information\"}}", "\"information\"},}"),
        ("single quotes", "\"seen\"", "'seen'"),
        ("no version", "\"parley\":1,", ""),
        ("another version", "\"parley\":1", "\"parley\":2"),
        ("the version as a string", "\"parley\":1", "\"parley\":\"1\""),
        ("the version as a fraction", "\"parley\":1", "\"parley\":1.0"),
        ("no time", "\"at\":\"2026-03-04T09:30:00.250Z\",", ""),
        ("a time without milliseconds", "00.250Z", "00Z"),
        ("a time with microseconds", "00.250Z", "00.250000Z"),
        ("a time with an offset", "00.250Z", "00.250+00:00"),
        ("a time in lower case", "00.250Z", "00.250z"),
        ("a day that is none", "2026-03-04", "2026-02-30"),
        ("a leap second", "09:30:00.250", "09:30:60.250"),
        ("hour 24", "T09:30", "T24:30"),
        ("a time written with an escape", "2026-03", "202\\u0036-03"),
        ("no seen", "\"seen\":41,", ""),
        ("a negative seen", "\"seen\":41", "\"seen\":-1"),
        ("minus zero seen", "\"seen\":41", "\"seen\":-0"),
        ("seen as a fraction", "\"seen\":41", "\"seen\":41.0"),
        ("seen with an exponent", "\"seen\":41", "\"seen\":4e1"),
        ("seen with a leading zero", "\"seen\":41", "\"seen\":041"),
        ("seen above 2^53", "\"seen\":41", "\"seen\":9007199254740993"),
        ("seen as a string", "\"seen\":41", "\"seen\":\"41\""),
        ("no subject", "\"about\":\"US-R-2026-0012\",", ""),
        ("a subject in lower case", "US-R-2026-0012", "us-R-2026-0012"),
        ("a subject without a party", "US-R-2026-0012", "R-2026-0012"),
        ("a subject that is too long", "US-R-2026-0012", "US-R-2026-00123456789012345678901234567890"),
        ("a subject with a space", "US-R-2026-0012", "US-R-2026 0012"),
        ("no type", "\"type\":\"request.made\",", ""),
        ("a type without a point", "request.made", "request"),
        ("a type with two points", "request.made", "request.made.twice"),
        ("a type in capitals", "request.made", "Request.Made"),
        ("a type that is too long", "request.made", "request." + new string('a', 60)),
        (
            "no author",
            "\"by\":{\"authority\":\"us-cyber-police\",\"officer\":\"R. Example\",\"role\":\"liaison\"},",
            ""
        ),
        (
            "an author who is a string",
            "{\"authority\":\"us-cyber-police\",\"officer\":\"R. Example\",\"role\":\"liaison\"}",
            "\"x\""
        ),
        ("an author without a role", ",\"role\":\"liaison\"", ""),
        ("an officer without a name", "R. Example", ""),
        ("an officer's name with a line break", "R. Example", "R.\\nExample"),
        ("an officer's name that turns the direction of text around", "R. Example", "R. \\u202eelpmaxE"),
        ("an officer's name with a character that takes no room", "R. Example", "R.\u200b Example"),
        ("an authority with a control character", "us-cyber-police", "us-cyber\\u0085police"),
        ("an officer's name that is too long", "R. Example", new string('x', 201)),
        ("no exercise", "\"exercise\":null,", ""),
        ("an exercise that is a number", "\"exercise\":null", "\"exercise\":1"),
        ("an exercise that is no id", "\"exercise\":null", "\"exercise\":\"spring\""),
        ("no salt", "\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",", ""),
        ("a salt of 15 bytes", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0O"),
        ("a salt with padding", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODw=="),
        ("a salt with stray trailing bits", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODx"),
        ("a salt with other base64 characters", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0O+w"),
        ("a salt that is no base64", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0O!w"),
        ("no body", ",\"body\":{\"kind\":\"information\"}", ""),
        ("a body that is an array", "{\"kind\":\"information\"}", "[]"),
        ("a body that is null", "{\"kind\":\"information\"}", "null"),
        ("a name twice in the frame", "\"seen\":41", "\"seen\":41,\"seen\":42"),
        ("an unknown name twice", "\"seen\":41", "\"x\":1,\"seen\":41,\"x\":1"),
        ("a name twice in the author", "\"role\":\"liaison\"", "\"role\":\"liaison\",\"role\":\"liaison\""),
        ("a name twice in the body", "{\"kind\":\"information\"}", "{\"kind\":1,\"kind\":2}"),
        ("a name twice deep in the body", "\"information\"", "[{\"a\":{\"b\":1,\"c\":2,\"b\":3}}]"),
        ("a name written with an escape", "\"kind\"", "\"k\\u0069nd\""),
        ("half a surrogate pair", "\"information\"", "\"\\ud83d\""),
        ("a surrogate pair in the wrong order", "\"information\"", "\"\\ude00\\ud83d\""),
        ("an escaped U+0000", "\"information\"", "\"\\u0000\""),
        ("half a surrogate in a field that is not known", "\"seen\":41", "\"x\":\"\\ud83d\",\"seen\":41"),
        ("a number that is none", "\"information\"", "01"),
        ("infinity", "\"information\"", "Infinity"),
    ];

    // Puts one raw byte in place of the first of a word.
    private static byte[] Spoil(byte[] bytes, string word, byte with)
    {
        var spoiled = bytes.ToArray();
        spoiled[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word))] = with;
        return spoiled;
    }
}
