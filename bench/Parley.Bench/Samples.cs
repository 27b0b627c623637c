using System.Globalization;

namespace Parley.Bench;

/// <summary>Several samples of one figure: what is told of them is the median and the two ends.</summary>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    public double Median => Percentile(0.5);

    public double Least => sorted[0];

    public double Most => sorted[^1];

    public double Percentile(double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }

    /// <summary>"12.3 (11.9–12.8)".</summary>
    public string Tell(string format = "N0") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(Median, format)} ({Text(Least, format)}–{Text(Most, format)})"
        );

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
