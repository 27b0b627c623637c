using System.Globalization;

namespace Parley.Node.Parcels;

/// <summary>Sizes as people say them, in units of 1024 and by their IEC names, the same wherever a page tells one: "3.4 MiB".</summary>
public static class FileSizes
{
    private const double Step = 1024;

    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    public static string InWords(long bytes, string bytesWord)
    {
        if (bytes < Step)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} {bytesWord}");
        }
        var (size, unit) = (bytes / Step, 0);
        while (size >= 1023.95 && unit < Units.Length - 1)
        {
            (size, unit) = (size / Step, unit + 1);
        }
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {Units[unit]}");
    }
}
