using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;

namespace Parley.Cooperation.Requests;

/// <summary>
/// What an answer must contain: it is bound to the items asked for one by one, and handling and certificates are those
/// the guidelines know.
/// </summary>
public static class AnswerContent
{
    /// <summary>Certificates that one answer comes with; more belong in a second answer.</summary>
    public const int MostCertificates = 20;

    internal static Refusal? Refuse(
        Request request,
        RequestStatement.Answered statement,
        AgreedGuidelines guidelines,
        DateTimeOffset at
    ) =>
        RequestContent.Written(statement.UseLimits, guidelines)
        ?? RefuseItems(request, statement, guidelines, at)
        ?? RefuseHandling(statement.Handling, guidelines)
        ?? RefuseCertificates(statement.Certificates ?? [], guidelines);

    private static Refusal? RefuseItems(
        Request request,
        RequestStatement.Answered statement,
        AgreedGuidelines guidelines,
        DateTimeOffset at
    )
    {
        if (statement.Items.IsDefaultOrEmpty)
        {
            return ContentRefusals.AnswerEmpty;
        }
        var left = Answerable(request);
        foreach (var item in statement.Items)
        {
            if (!left.Remove(item.Item))
            {
                return ContentRefusals.NotSought(item.Item);
            }
            if (item.Text is null && item.Outcome is not ItemOutcome.NothingFound)
            {
                return ContentRefusals.OutcomeWithoutText(item.Item);
            }
            if (RequestContent.Written(item.Text, guidelines) is { } refusal)
            {
                return refusal;
            }
            if (item.DoneAt > at)
            {
                return ContentRefusals.DoneLater(item.Item);
            }
        }
        return ParcelRules.MayName(request, statement, request.To, Answerable(request), guidelines)
            ?? (statement.Final ? RefuseOpenItems(request, left) : null)
            ?? Withholding.Refuse(request, statement, guidelines, at);
    }

    /// <summary>A final answer leaves no item without a word that was accepted or, with no acceptance, asked.</summary>
    private static Refusal? RefuseOpenItems(Request request, HashSet<string> left)
    {
        foreach (var earlier in request.Answers)
        {
            left.ExceptWith(earlier.What.Items.Select(i => i.Item));
        }
        if (request.Accepted is { What.Items: { IsDefaultOrEmpty: false } accepted })
        {
            left.IntersectWith(accepted);
        }
        return left.Count > 0 ? ContentRefusals.ItemUnanswered(left.Order(StringComparer.Ordinal).First()) : null;
    }

    private static Refusal? RefuseHandling(Handling? handling, AgreedGuidelines guidelines) =>
        handling is null
        || (
            Known(guidelines.HandlingCodes, handling.Code)
            && Known(guidelines.TrafficLights, handling.TrafficLight)
            && Known(guidelines.SourceEvaluations, handling.Source)
            && Known(guidelines.InformationEvaluations, handling.Information)
        )
            ? null
            : ContentRefusals.HandlingUnknown;

    private static bool Known(ImmutableArray<Named> list, string code) =>
        list.Any(one => string.Equals(one.Code, code, StringComparison.Ordinal));

    private static Refusal? RefuseCertificates(ImmutableArray<CertificateGiven> given, AgreedGuidelines guidelines)
    {
        if (given.IsDefaultOrEmpty)
        {
            return null;
        }
        if (given.Length > MostCertificates)
        {
            return ContentRefusals.TooManyCertificates;
        }
        for (var at = 0; at < given.Length; at++)
        {
            var certificate = given[at];
            if (guidelines.Certificate(certificate.Form) is not { } form)
            {
                return ContentRefusals.CertificateUnknown(certificate.Form);
            }
            var filled = certificate.Blanks.IsDefault ? [] : certificate.Blanks;
            foreach (var field in form.Fields)
            {
                var blank = filled.Where(b => string.Equals(b.Field, field.Id, StringComparison.Ordinal)).ToList();
                if (
                    blank is not [{ Value: { } value }]
                    || !RequestContent.OneLine(value.En)
                    || !RequestContent.OneLine(value.Zh)
                )
                {
                    return ContentRefusals.BlankOpen(
                        form,
                        field,
                        SheetOf(given, at) is (var sheet, > 1) ? sheet : null
                    );
                }
            }
            if (filled.Length != form.Fields.Length)
            {
                return ContentRefusals.CertificateUnknown(certificate.Form);
            }
        }
        return null;
    }

    /// <summary>Which sheet of its form a certificate of an answer is, and of how many.</summary>
    /// <param name="at">Its place among all certificates of the answer, from 0.</param>
    public static (int Sheet, int Sheets) SheetOf(ImmutableArray<CertificateGiven> given, int at)
    {
        return (given.Take(at + 1).Count(IsLike), given.Count(IsLike));

        bool IsLike(CertificateGiven one) => string.Equals(one.Form, given[at].Form, StringComparison.Ordinal);
    }

    internal static HashSet<string> Answerable(Request request) =>
        request.Current().Sought.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
}
