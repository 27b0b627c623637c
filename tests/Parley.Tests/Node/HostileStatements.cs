using System.Text;

namespace Parley.Tests.Node;

/// <summary>Soundly delivered, signed checkpoints over statements that are no statements, or impossible ones.</summary>
internal static class HostileStatements
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static IReadOnlyList<Hostile> All { get; } =
    [
        Hostile.SaysRaw("an empty line", ""),
        Hostile.SaysRaw("an empty object", "{}"),
        Hostile.SaysRaw("a list", "[]"),
        Hostile.SaysRaw("null", "null"),
        Hostile.SaysRaw("words", "The request is withdrawn."),
        Hostile.SaysRaw("half an object", "{\"parley\":1"),
        Hostile.SaysRaw("two objects", "{}{}"),
        Hostile.SaysRaw("a hundred thousand braces", new string('{', 100_000) + "}"),
        Hostile.Says(
            "a byte order mark",
            p =>
                [
                    [0xEF, 0xBB, 0xBF, .. p.Next.Bytes],
                ]
        ),
        Hostile.Says(
            "a space before it",
            p =>
                [
                    [0x20, .. p.Next.Bytes],
                ]
        ),
        Hostile.Says(
            "a space after it",
            p =>
                [
                    [.. p.Next.Bytes, 0x20],
                ]
        ),
        Hostile.Says("bytes that are not UTF-8", p => [Spoil(p, 0xC3, 0x28)]),
        Hostile.Says("an overlong slash", p => [Spoil(p, 0xC0, 0xAF)]),
        Hostile.Says("half a character in raw bytes", p => [Spoil(p, 0xED, 0xA0)]),
        Hostile.Says("a raw tab", p => [Spoil(p, 0x09, 0x20)]),
        Hostile.Says("a raw null", p => [Spoil(p, 0x00, 0x20)]),
        Hostile.Says("a carriage return", p => [Spoil(p, 0x0D, 0x20)]),
        Hostile.Says("half a character escaped", s => s with { Body = """{"text":"\ud83d"}""" }),
        Hostile.Says("the wrong halves of a character", s => s with { Body = """{"text":"\ude00\ud83d"}""" }),
        Hostile.Says("an escaped null", s => s with { Body = """{"text":"a\u0000b"}""" }),
        Hostile.Says("256 KiB and one byte", s => Long(s, (256 * 1024) + 1)),
        Hostile.Says("900 KiB", s => Long(s, 900 * 1024)),
        Hostile.Says("17 levels", s => s with { Body = "{\"x\":" + new string('[', 15) + new string(']', 15) + "}" }),
        Hostile.Says("a doubled member", s => s with { More = ",\"seen\":0" }),
        Hostile.Says("a doubled unknown member", s => s with { More = ",\"x\":1,\"x\":2" }),
        Hostile.Says("a doubled member of the body", s => s with { Body = """{"a":1,"a":1}""" }),
        Hostile.Says("a doubled member far inside", s => s with { Body = """{"a":[{"b":{"c":1,"c":2}}]}""" }),
        Hostile.Says("a doubled member of the author", s => s with { By = s.By[..^1] + ",\"role\":\"x\"}" }),
        Hostile.Says("a member written with escapes", s => s with { More = ",\"\\u0073een\":0" }),
        Hostile.Says("a comma at the end", s => s with { More = "," }),
        Hostile.Says("a comment", s => s with { More = "/* */" }),
        Hostile.Says("a number with a leading zero", s => s with { Body = """{"n":01}""" }),
        Hostile.Says("not a number", s => s with { Body = """{"n":NaN}""" }),
        Hostile.Says("version 2", s => s with { Parley = "2" }),
        Hostile.Says("version 1.0", s => s with { Parley = "1.0" }),
        Hostile.Says("the version as text", s => s with { Parley = "\"1\"" }),
        Hostile.Says("at null", s => s with { At = "null" }),
        Hostile.Says("at as a number", s => s with { At = "1772616600250" }),
        Hostile.Says("at without milliseconds", s => s with { At = "\"2026-03-04T09:30:00Z\"" }),
        Hostile.Says("at with another zone", s => s with { At = "\"2026-03-04T09:30:00.250+08:00\"" }),
        Hostile.Says("at on a day there is not", s => s with { At = "\"2026-02-30T09:30:00.250Z\"" }),
        Hostile.Says("at in the year zero", s => s with { At = "\"0000-01-01T00:00:00.000Z\"" }),
        Hostile.Says("at a leap second", s => s with { At = "\"2026-03-04T09:30:60.000Z\"" }),
        Hostile.Says("seen below zero", s => s with { Seen = "-1" }),
        Hostile.Says("seen with a fraction", s => s with { Seen = "0.0" }),
        Hostile.Says("seen with an exponent", s => s with { Seen = "0e0" }),
        Hostile.Says("seen beyond 2^53", s => s with { Seen = "9007199254740993" }),
        Hostile.Says("seen beyond all numbers", s => s with { Seen = new string('9', 400) }),
        Hostile.Says("seen as text", s => s with { Seen = "\"0\"" }),
        Hostile.Says("about null", s => s with { About = "null" }),
        Hostile.Says("about nothing", s => s with { About = "\"\"" }),
        Hostile.Says("about in small letters", s => s with { About = "\"us-r-2026-0001\"" }),
        Hostile.Says("about without a mechanism", s => s with { About = "\"US-2026\"" }),
        Hostile.Says("about a path", s => s with { About = "\"US-R-../../etc\"" }),
        Hostile.Says("about something very long", s => s with { About = $"\"US-R-{new string('9', 60)}\"" }),
        Hostile.Says("a type without a mechanism", s => s with { Type = "\"greeted\"" }),
        Hostile.Says("a type in capitals", s => s with { Type = "\"Link.greeted\"" }),
        Hostile.Says("a type with two points", s => s with { Type = "\"link.greeted.twice\"" }),
        Hostile.Says("a type of 65 letters", s => s with { Type = $"\"link.{new string('x', 60)}\"" }),
        Hostile.Says("an author null", s => s with { By = "null" }),
        Hostile.Says("an author without a name", s => s with { By = """{"authority":"a","role":"r"}""" }),
        Hostile.Says(
            "an author with an empty name",
            s => s with { By = """{"authority":"a","officer":"","role":"r"}""" }
        ),
        Hostile.Says("an author of 201 letters", s => s with { By = Author(new string('x', 201)) }),
        Hostile.Says("an author with a line break", s => s with { By = Author("one\\ntwo") }),
        Hostile.Says("an author that clears the screen", s => s with { By = Author("\\u001b[2J") }),
        Hostile.Says("an exercise that is a number", s => s with { Exercise = "1" }),
        Hostile.Says("an exercise that is no id", s => s with { Exercise = "\"drill\"" }),
        Hostile.Says("a salt null", s => s with { Salt = "null" }),
        Hostile.Says("a salt of 15 bytes", s => s with { Salt = $"\"{new string('A', 20)}\"" }),
        Hostile.Says("a salt with padding", s => s with { Salt = s.Salt[..^1] + "==\"" }),
        Hostile.Says("a salt in another spelling", s => s with { Salt = s.Salt[..^2] + "B\"" }),
        Hostile.Says("a salt that is no base64", s => s with { Salt = "\"!!!!!!!!!!!!!!!!!!!!!!\"" }),
        Hostile.Says("a body null", s => s with { Body = "null" }),
        Hostile.Says("a body that is a list", s => s with { Body = "[]" }),
        Hostile.Says("the second of three is none", p => [p.Next.Bytes, "{}"u8.ToArray(), p.Next.Bytes]),
        Hostile.Says("the last of 256 is none", p => Last(p)),
        Hostile.Says(
            "older than the one before",
            s => s with { At = SaidText.Instant(Now.AddDays(-1)) },
            422,
            "time-went-back"
        ),
        Hostile.Says("an hour ahead", s => s with { At = SaidText.Instant(Now.AddHours(1)) }, 425, "clock-ahead"),
        Hostile.Says(
            "in the last year there is",
            s => s with { At = "\"9999-12-31T23:59:59.999Z\"" },
            425,
            "clock-ahead"
        ),
        Hostile.Says("has seen what was never written", s => s with { Seen = "1000" }, 422, "seen-impossible"),
        Hostile.Says("has seen 2^53", s => s with { Seen = "9007199254740992" }, 422, "seen-impossible"),
        Hostile.Says(
            "has seen less than the one before",
            p => [(p.Next with { Seen = "1" }).Bytes, (p.Next with { Seen = "0" }).Bytes],
            422,
            "seen-went-back"
        ),
    ];

    private static string Author(string name) => $$"""{"authority":"a","officer":"{{name}}","role":"r"}""";

    /// <summary>A statement of exactly so many bytes.</summary>
    public static SaidText Long(SaidText said, int bytes)
    {
        var room = bytes - (said with { Body = """{"text":""}""" }).Bytes.Length;
        return said with { Body = $"{{\"text\":\"{new string('x', room)}\"}}" };
    }

    private static byte[] Spoil(PlayedPeer peer, params ReadOnlySpan<byte> with)
    {
        var bytes = (peer.Next with { Body = """{"text":"??"}""" }).Bytes;
        with.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("??"u8)));
        return bytes;
    }

    private static IEnumerable<byte[]> Last(PlayedPeer peer) =>
        Enumerable.Range(0, 255).Select(_ => peer.Next.Bytes).Append(Encoding.UTF8.GetBytes("{\"parley\":1}"));
}
