using System.Globalization;

namespace Parley.Node.Parcels;

/// <summary>Sizes as people say them: "3.4 MB".</summary>
public static class FileSizes
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB"];

    public static string InWords(long bytes, string bytesWord)
    {
        if (bytes < 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} {bytesWord}");
        }
        var (size, unit) = (bytes / 1000.0, 0);
        while (size >= 999.95 && unit < Units.Length - 1)
        {
            (size, unit) = (size / 1000, unit + 1);
        }
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {Units[unit]}");
    }
}
