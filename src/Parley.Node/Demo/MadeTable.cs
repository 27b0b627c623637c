using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Parley.Node.Demo;

/// <summary>A table as a company or a bank hands one over: as many rows as the answer says, each drawn from the name.
/// </summary>
/// <param name="Rows">How many it has.</param>
/// <param name="From">The instant of its first row, with a story's marks still in it.</param>
/// <param name="Hours">From its first row to its last.</param>
/// <param name="Head">Its first line.</param>
/// <param name="Row">Every other line: <c>{n}</c> is its number, <c>{at}</c> its time in UTC, <c>{amount}</c> some
/// amount, <c>{hex}</c> and <c>{sha256}</c> drawn numbers, <c>{of}</c> one of <paramref name="Of"/>.</param>
public sealed partial record MadeTable(
    int Rows,
    string From,
    int Hours,
    string Head,
    string Row,
    IReadOnlyList<string> Of
) : IMadeFile
{
    private const int Smallest = 2_000;
    private const int Largest = 900_000;

    public byte[] Make(string name, StoryDates dates)
    {
        var first = DateTimeOffset.Parse(dates.Fill(From), CultureInfo.InvariantCulture);
        var step = TimeSpan.FromHours(Hours) / Math.Max(Rows - 1, 1);
        var table = new StringBuilder(Head).Append('\n');
        for (var row = 0; row < Rows; row++)
        {
            var drawn = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(Invariant, $"{name} {row}")));
            var (number, at) = (row + 1, first + (step * row));
            table.Append(Mark().Replace(Row, mark => Fill(mark.Groups["kind"].Value, number, at, drawn))).Append('\n');
        }
        return Encoding.UTF8.GetBytes(table.ToString());
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private string Fill(string kind, int number, DateTimeOffset at, byte[] drawn) =>
        kind switch
        {
            "n" => number.ToString(Invariant),
            "at" => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", Invariant),
            "amount" => Amount(drawn).ToString("0.00", Invariant),
            "hex" => Convert.ToHexStringLower(drawn[..6]),
            "of" => Of[drawn[6] % Of.Count],
            _ => Convert.ToHexStringLower(drawn),
        };

    private static decimal Amount(byte[] drawn) =>
        (Smallest + ((BitConverter.ToUInt32(drawn, 8) % (Largest - Smallest)) * 1m)) / 100;

    [GeneratedRegex(
        @"\{(?<kind>n|at|amount|hex|sha256|of)\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Mark();
}
