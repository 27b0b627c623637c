using System.Diagnostics.CodeAnalysis;
using System.Text;
using Parley.Cooperation.Review;

namespace Parley.Exchange.Formats;

/// <summary>The content of an agreement of the kind "review" as JSON (docs/schemas/review.schema.json).</summary>
public static class ReviewDocumentFormat
{
    /// <summary>More rows than ten years of months, six kinds, urgencies and areas of two directions make.</summary>
    private const int MostRows = 1_000;

    /// <summary>Reads a document; false with the problem in a sentence where it is none.</summary>
    public static bool TryRead(string content, [NotNullWhen(true)] out ReviewDocument? document, out string problem)
    {
        if (!CooperationJson.TryRead(Encoding.UTF8.GetBytes(content), out document, out problem))
        {
            document = null;
            return false;
        }
        problem = Problem(document!) ?? "";
        document = problem.Length == 0 ? document : null;
        return document is not null;
    }

    /// <summary>The document on one line, as it is proposed.</summary>
    public static string Write(ReviewDocument document) =>
        StatementFormat.OneLine(Encoding.UTF8.GetString(CooperationJson.Write(document)));

    private static string? Problem(ReviewDocument document)
    {
        var figures = document.Figures;
        if (figures.Edition is < ReviewFigures.Oldest or > ReviewFigures.Newest)
        {
            return $"Its figures are of edition {figures.Edition}; this node knows editions {ReviewFigures.Oldest} to "
                + $"{ReviewFigures.Newest}.";
        }
        var hasRequester = figures.Edition >= ReviewFigures.WithRequester;
        if (figures.Only is not null || !ReviewRules.IsPeriod(figures.From, figures.To))
        {
            return "It is not of all requests of a period a review may be of.";
        }
        if (
            figures.Rows.Length > MostRows
            || figures.Rows.Any(row => row.FullDays.Length != ReviewFigures.DayEdges.Length + 1)
            || figures.Rows.Any(row => row.Requester is not null != hasRequester)
        )
        {
            return "Its rows are not those of a review.";
        }
        if (Math.Max(document.Remarks.En.Length, document.Remarks.Zh.Length) > ReviewDocument.LongestRemarks)
        {
            return "Its remarks are too long.";
        }
        return string.Equals(StateFormat.Figures(figures).Hash, document.FiguresHash, StringComparison.Ordinal)
            ? null
            : "Its figures are not those its hash names.";
    }
}
