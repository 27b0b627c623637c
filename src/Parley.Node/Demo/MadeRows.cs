using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Node.Demo;

/// <summary>
/// A file of the demo that is too large to lie among the samples: rows of a log, the same for the same name and days,
/// so that both nodes and every start have the same file. Who is in it is shown as a hash of nothing.
/// </summary>
/// <param name="Mebibytes">How large the file is, about.</param>
/// <param name="From">The instant of its first row, with a story's marks still in it.</param>
/// <param name="Hours">From its first row to its last.</param>
/// <param name="Of">What the rows are about, taking turns.</param>
public sealed record MadeRows(int Mebibytes, string From, int Hours, IReadOnlyList<string> Of) : IMadeFile
{
    /// <summary>Networks kept for documentation (RFC 5398).</summary>
    private const int FirstNetwork = 64_496;
    private const int Networks = 16;

    /// <summary>Characters of one row without what it is about.</summary>
    private const int RowLength = 53;

    public byte[] Make(string name, StoryDates dates)
    {
        var first = DateTimeOffset.Parse(dates.Fill(From), CultureInfo.InvariantCulture);
        var size = Mebibytes * 1024 * 1024;
        var count = size / (RowLength + (int)Of.Average(one => one.Length));
        var step = TimeSpan.FromHours(Hours) / count;
        var seed = Encoding.UTF8.GetBytes(name + "\0\0\0\0");
        Span<byte> drawn = stackalloc byte[SHA256.HashSizeInBytes];
        using var made = new MemoryStream(size + (size / 8));
        using (var rows = new StreamWriter(made, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" })
        {
            rows.WriteLine("time_utc,network,client,name,times");
            for (var row = 0; row < count; row++)
            {
                BitConverter.TryWriteBytes(seed.AsSpan(seed.Length - sizeof(int)), row);
                SHA256.HashData(seed, drawn);
                var at = first + (step * row);
                rows.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},AS{FirstNetwork + (drawn[0] % Networks)},"
                            + $"{Convert.ToHexStringLower(drawn[8..16])},{Of[drawn[1] % Of.Count]},{1 + (drawn[2] % 9)}"
                    )
                );
            }
        }
        return made.ToArray();
    }
}
