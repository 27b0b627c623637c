using System.Globalization;
using System.Text;
using Parley.Record;
using Parley.Tests.Sealing;

namespace Parley.Tests.Record;

public sealed class FrameTests
{
    private static readonly Author By = new("sample-authority", "示例官员", "liaison");
    private static readonly DateTimeOffset At = new(2026, 3, 4, 9, 30, 0, 250, TimeSpan.Zero);

    public static TheoryData<string> BadCases => [.. BadStatements.All().Select(bad => bad.Name)];

    [Fact]
    public void A_statement_is_read_as_it_was_written()
    {
        var salt = new byte[Frame.SaltLength];
        salt[3] = 7;
        var bytes = Frame.Write(
            At,
            41,
            "US-R-2026-0012",
            "request.made",
            By,
            "US-X-2026-0001",
            salt,
            "{\"text\":\"账户\"}"u8
        );
        Assert.True(Frame.TryRead(bytes, out var frame, out var problem), problem);
        Assert.Equal(At, frame.At);
        Assert.Equal(41, frame.Seen);
        Assert.Equal("US-R-2026-0012", frame.About);
        Assert.Equal("request.made", frame.Type);
        Assert.Equal(By, frame.By);
        Assert.Equal("US-X-2026-0001", frame.Exercise);
        Assert.True(frame.Salt.Span.SequenceEqual(salt));
        Assert.Equal("{\"text\":\"账户\"}", Encoding.UTF8.GetString(frame.Body.Span));
        Assert.Contains("示例官员", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadCases))]
    public void What_two_readers_could_read_differently_is_refused(string name)
    {
        var bytes = BadStatements.All().Single(bad => string.Equals(bad.Name, name, StringComparison.Ordinal)).Bytes;
        Assert.False(Frame.TryRead(bytes, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void The_order_of_the_fields_unknown_fields_and_spaces_are_free()
    {
        var text =
            """{ "body":{"a":[1,{"a":2}]}, "extra":{"x":[true,null,"\ud83d\ude00"]}, """ + BadStatements.Good[1..];
        var other = text.Replace(",\"body\":{\"kind\":\"information\"}", "", StringComparison.Ordinal);
        Assert.True(Frame.TryRead(Encoding.UTF8.GetBytes(other), out var frame, out var problem), problem);
        Assert.Equal("{\"a\":[1,{\"a\":2}]}", Encoding.UTF8.GetString(frame.Body.Span));
    }

    [Fact]
    public void The_longest_and_the_deepest_statement_are_taken_and_no_more()
    {
        var room = Frame.MaxLength - BadStatements.Good.Length;
        Assert.True(
            Reads(
                BadStatements.Good.Replace(
                    "information",
                    "information" + new string('x', room),
                    StringComparison.Ordinal
                )
            )
        );
        Assert.False(
            Reads(
                BadStatements.Good.Replace(
                    "information",
                    "information" + new string('x', room + 1),
                    StringComparison.Ordinal
                )
            )
        );
        Assert.True(Reads(BadStatements.Nested(15)));
        Assert.False(Reads(BadStatements.Nested(16)));
        Assert.False(Reads(new string('{', 100_000) + new string('}', 100_000)));
    }

    [Fact]
    public void Very_many_names_cost_no_more_than_their_length()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"{i}\":1"));
        var many = string.Join(',', names);
        Assert.True(Reads(BadStatements.Good.Replace("\"kind\":\"information\"", many, StringComparison.Ordinal)));
        Assert.False(
            Reads(BadStatements.Good.Replace("\"kind\":\"information\"", many + ",\"7\":1", StringComparison.Ordinal))
        );
        Assert.True(Reads(BadStatements.Good));
    }

    [Fact]
    public void No_flipped_bit_makes_the_parser_throw()
    {
        var bytes = Encoding.UTF8.GetBytes(BadStatements.Good);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var read = Frame.TryRead(bytes, out var frame, out var problem);
            Assert.Equal(read, frame is not null);
            Assert.Equal(read, problem is null);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Nobody_writes_a_statement_that_nobody_may_read()
    {
        var salt = new byte[Frame.SaltLength];
        Assert.Throws<ArgumentException>(() =>
            Frame.Write(At, -1, "US-R-2026-0012", "request.made", By, null, salt, "{}"u8)
        );
        Assert.Throws<ArgumentException>(() => Frame.Write(At, 0, "us", "request.made", By, null, salt, "{}"u8));
        Assert.Throws<ArgumentException>(() => Frame.Write(At, 0, "US-R-2026-0012", "made", By, null, salt, "{}"u8));
        Assert.Throws<ArgumentException>(() =>
            Frame.Write(At, 0, "US-R-2026-0012", "request.made", By, null, salt, "[]"u8)
        );
        Assert.Throws<ArgumentException>(() =>
            Frame.Write(At, 0, "US-R-2026-0012", "request.made", By, null, salt, "{"u8)
        );
        Assert.Throws<ArgumentException>(() =>
            Frame.Write(At, 0, "US-R-2026-0012", "request.made", By, null, salt[1..], "{}"u8)
        );
    }

    private static bool Reads(string text) => Frame.TryRead(Encoding.UTF8.GetBytes(text), out _, out _);
}
