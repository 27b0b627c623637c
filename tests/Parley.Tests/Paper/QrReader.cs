using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Parley.Tests.Paper;

/// <summary>
/// Reads a QR code of level L from the squares a letter draws, by ISO/IEC 18004 alone and without the library that drew
/// it. A drawn code has no damage, so nothing is corrected; what is read wrong is then wrong.
/// </summary>
internal static partial class QrReader
{
    private const int Quiet = 4;
    private const int LevelL = 1;
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private static readonly int[] CorrectionOfBlock = Numbers(
        "7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28",
        "28 28 30 30 26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30"
    );

    private static readonly int[] Blocks = Numbers(
        "1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8",
        "8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21 22 24 25"
    );

    /// <summary>The text of the code in an HTML document.</summary>
    public static string Read(string html)
    {
        var drawn = Svg().Match(html);
        Assert.True(drawn.Success, "no code is drawn");
        var size = int.Parse(drawn.Groups["size"].Value, CultureInfo.InvariantCulture) - (2 * Quiet);
        var dark = new bool[size, size];
        foreach (Match square in Square().Matches(drawn.Groups["path"].Value))
        {
            var x = int.Parse(square.Groups["x"].Value, CultureInfo.InvariantCulture) - Quiet;
            var y = int.Parse(square.Groups["y"].Value, CultureInfo.InvariantCulture) - Quiet;
            dark[x, y] = true;
        }
        return TextOf(Ordered(Codewords(dark, size), (size - 17) / 4), (size - 17) / 4);
    }

    /// <summary>The bytes in the order in which they are placed: up and down, two columns at a time from the right.
    /// </summary>
    private static List<byte> Codewords(bool[,] dark, int size)
    {
        var version = (size - 17) / 4;
        var (level, mask) = FormatOf(dark);
        Assert.Equal(LevelL, level);
        var taken = Taken(size, version);
        var bits = new List<bool>();
        for (var right = size - 1; right > 0; right -= 2)
        {
            right = right == 6 ? 5 : right;
            for (var step = 0; step < size; step++)
            {
                for (var x = right; x > right - 2; x--)
                {
                    var y = ((right + 1) & 2) == 0 ? size - 1 - step : step;
                    if (!taken[x, y])
                    {
                        bits.Add(dark[x, y] ^ Masked(mask, x, y));
                    }
                }
            }
        }
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => (byte)Number(eight))];
    }

    private static (int Level, int Mask) FormatOf(bool[,] dark)
    {
        var bits = new List<bool>();
        for (var at = 0; at < 9; at++)
        {
            if (at != 6)
            {
                bits.Add(dark[at, 8]);
            }
        }
        for (var at = 7; at >= 0; at--)
        {
            if (at != 6)
            {
                bits.Add(dark[8, at]);
            }
        }
        var format = Number([.. bits]) ^ 0b101010000010010;
        return (format >> 13, (format >> 10) & 7);
    }

    private static bool Masked(int mask, int x, int y) =>
        mask switch
        {
            0 => (x + y) % 2 == 0,
            1 => y % 2 == 0,
            2 => x % 3 == 0,
            3 => (x + y) % 3 == 0,
            4 => ((x / 3) + (y / 2)) % 2 == 0,
            5 => (x * y % 2) + (x * y % 3) == 0,
            6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
            _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
        };

    /// <summary>Squares that hold no content: finders, timing, alignment, format and version.</summary>
    private static bool[,] Taken(int size, int version)
    {
        var taken = new bool[size, size];
        Fill(0, 0, 9, 9);
        Fill(size - 8, 0, 8, 9);
        Fill(0, size - 8, 9, 8);
        Fill(6, 0, 1, size);
        Fill(0, 6, size, 1);
        if (version >= 7)
        {
            Fill(size - 11, 0, 3, 6);
            Fill(0, size - 11, 6, 3);
        }
        var places = Alignment(version, size);
        foreach (var x in places)
        {
            foreach (var y in places)
            {
                var inFinder = (x, y) == (6, 6) || (x == 6 && y == places[^1]) || (y == 6 && x == places[^1]);
                if (!inFinder)
                {
                    Fill(x - 2, y - 2, 5, 5);
                }
            }
        }
        return taken;

        void Fill(int left, int top, int width, int height)
        {
            for (var x = left; x < left + width; x++)
            {
                for (var y = top; y < top + height; y++)
                {
                    taken[x, y] = true;
                }
            }
        }
    }

    private static List<int> Alignment(int version, int size)
    {
        if (version == 1)
        {
            return [];
        }
        var count = (version / 7) + 2;
        var step = version == 32 ? 26 : ((version * 4) + (count * 2) + 1) / ((count * 2) - 2) * 2;
        var places = new List<int> { 6 };
        places.AddRange(Enumerable.Range(0, count - 1).Select(at => size - 7 - (step * (count - 2 - at))));
        return places;
    }

    /// <summary>The content's bytes, taken out of the blocks among which they were dealt.</summary>
    private static List<byte> Ordered(List<byte> raw, int version)
    {
        var (blocks, correction) = (Blocks[version - 1], CorrectionOfBlock[version - 1]);
        var content = raw.Count - (blocks * correction);
        var (length, longer) = (content / blocks, content % blocks);
        var dealt = Enumerable.Range(0, blocks).Select(_ => new List<byte>()).ToList();
        var at = 0;
        for (var place = 0; place <= length; place++)
        {
            for (var block = place < length ? 0 : blocks - longer; block < blocks; block++)
            {
                dealt[block].Add(raw[at++]);
            }
        }
        return [.. dealt.SelectMany(one => one)];
    }

    /// <summary>Stretches of digits, of letters and of bytes, one after the other.</summary>
    private static string TextOf(List<byte> content, int version)
    {
        var bits = new Queue<bool>(
            content.SelectMany(one => Enumerable.Range(0, 8).Select(bit => ((one >> (7 - bit)) & 1) == 1))
        );
        // The longer the code, the more bits a length has.
        var longer =
            version < 10 ? 0
            : version < 27 ? 1
            : 2;
        var text = new List<byte>();
        while (bits.Count >= 4 && Take(4) is var mode and not 0)
        {
            switch (mode)
            {
                case 1:
                    for (var left = Take(10 + (2 * longer)); left > 0; left -= 3)
                    {
                        var (many, width) =
                            left >= 3 ? (3, 10)
                            : left == 2 ? (2, 7)
                            : (1, 4);
                        text.AddRange(
                            Encoding.ASCII.GetBytes(Take(width).ToString($"D{many}", CultureInfo.InvariantCulture))
                        );
                    }
                    break;
                case 2:
                    for (var left = Take(9 + (2 * longer)); left > 0; left -= 2)
                    {
                        var two = Take(left >= 2 ? 11 : 6);
                        text.AddRange(
                            Encoding.ASCII.GetBytes(
                                left >= 2 ? $"{Letters[two / 45]}{Letters[two % 45]}" : $"{Letters[two]}"
                            )
                        );
                    }
                    break;
                case 4:
                    text.AddRange(Enumerable.Range(0, Take(longer == 0 ? 8 : 16)).Select(_ => (byte)Take(8)));
                    break;
                default:
                    Assert.Fail($"The code has a stretch of the unknown kind {mode}.");
                    break;
            }
        }
        return Encoding.UTF8.GetString([.. text]);

        int Take(int many) => Number([.. Enumerable.Range(0, many).Select(_ => bits.Dequeue())]);
    }

    private static int[] Numbers(params string[] lines) =>
        [.. lines.SelectMany(line => line.Split(' ')).Select(one => int.Parse(one, CultureInfo.InvariantCulture))];

    private static int Number(bool[] bits) => bits.Aggregate(0, (number, bit) => (number << 1) | (bit ? 1 : 0));

    [GeneratedRegex(
        """<svg class="qr" viewBox="0 0 (?<size>\d+) \d+".*?<path d="(?<path>[^"]*)""",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex Svg();

    [GeneratedRegex("""M(?<x>\d+) (?<y>\d+)h1v1h-1z""", RegexOptions.None, 5_000)]
    private static partial Regex Square();
}
