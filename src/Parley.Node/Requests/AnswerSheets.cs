using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// The sheets of certificates in the form of an answer: which there are and in what order, and how one is added, taken
/// out or moved. A button sends the whole form and the page comes back with all that was typed, so it needs no script.
/// </summary>
public static class AnswerSheets
{
    /// <summary>The name of the buttons, whose value says what is wanted: "add", "remove", "up" or "down", the form,
    /// and which sheet of it.</summary>
    public const string Button = "sheet";

    private const string Add = "add";
    private const string Remove = "remove";
    private const string Up = "up";
    private const string Down = "down";
    private const int KeyBytes = 4;
    private const int LongestKey = 12;

    private static readonly string[] Both = ["en", "zh"];

    /// <summary>The field that holds the order of a form's sheets.</summary>
    public static string OrderOf(CertificateForm form) => "sheets." + form.Code;

    public static string ToAdd(CertificateForm form) => $"{Add} {form.Code}";

    public static string ToRemove(AnswerSheet sheet) => $"{Remove} {sheet.Form.Code} {sheet.Key}";

    public static string ToRaise(AnswerSheet sheet) => $"{Up} {sheet.Form.Code} {sheet.Key}";

    public static string ToLower(AnswerSheet sheet) => $"{Down} {sheet.Form.Code} {sheet.Key}";

    /// <summary>The sheets of every form the request asks for, as they were filled in; one empty of each where none
    /// was begun.</summary>
    public static IReadOnlyList<AnswerSheet> Of(RequestSight sight, IFormCollection form) =>
        [.. AnswerForm.Asked(sight).SelectMany(one => Of(one, form))];

    /// <summary>The same of what a page shows: of the form, else of what was prepared, else empty ones.</summary>
    public static IReadOnlyList<AnswerSheet> Of(RequestSight sight, MoveAttempt attempt) =>
        attempt.Form is { } form
            ? Of(sight, form)
            : [.. AnswerForm.Asked(sight).SelectMany(one => Of(one, attempt.Said as RequestStatement.Answered))];

    /// <summary>A sheet is to be added, taken out or moved.</summary>
    public static bool AreMoved(RequestMove move, IFormCollection form) =>
        move is RequestMove.Answer && form.ContainsKey(Button);

    /// <summary>The form with a sheet more, one less, or two in each other's place; as it was where the button names
    /// none.</summary>
    public static IFormCollection Moved(RequestSight sight, IFormCollection form)
    {
        var fields = form.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
        var asked = form[Button].ToString().Split(' ');
        fields.Remove(Button);
        if (
            asked is [var act, var code, ..]
            && AnswerForm.Asked(sight).FirstOrDefault(one => Same(one.Code, code)) is { } certificate
        )
        {
            var keys = KeysOf(certificate, form);
            var at = asked is [_, _, var key] ? keys.FindIndex(one => Same(one, key)) : -1;
            switch (act)
            {
                case Add when Of(sight, form).Count < AnswerContent.MostCertificates:
                    keys.Add(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
                    break;
                case Remove when at >= 0:
                    foreach (var name in NamesOf(certificate, keys[at]))
                    {
                        fields.Remove(name);
                    }
                    keys.RemoveAt(at);
                    break;
                case Up when at > 0:
                    (keys[at - 1], keys[at]) = (keys[at], keys[at - 1]);
                    break;
                case Down when at >= 0 && at + 1 < keys.Count:
                    (keys[at + 1], keys[at]) = (keys[at], keys[at + 1]);
                    break;
            }
            fields[OrderOf(certificate)] = new StringValues([.. keys]);
        }
        return new FormCollection(fields);
    }

    private static IEnumerable<AnswerSheet> Of(CertificateForm certificate, IFormCollection form) =>
        KeysOf(certificate, form)
            .DefaultIfEmpty(AnswerSheet.First)
            .Select(
                (key, at) =>
                    new AnswerSheet(
                        certificate,
                        key,
                        at + 1,
                        [.. certificate.Fields.Select(field => Blank(form, certificate, key, field))]
                    )
            );

    private static IEnumerable<AnswerSheet> Of(CertificateForm certificate, RequestStatement.Answered? said)
    {
        var given = (said?.Certificates ?? []).Where(one => Same(one.Form, certificate.Code)).ToList();
        return given
            .Select(one => one.Blanks)
            .DefaultIfEmpty([])
            .Select((blanks, at) => new AnswerSheet(certificate, $"{at + 1}", at + 1, blanks));
    }

    /// <summary>The keys in order; a form of before, which held one sheet, has that one.</summary>
    private static List<string> KeysOf(CertificateForm certificate, IFormCollection form) =>
        form.TryGetValue(OrderOf(certificate), out var order)
            ?
            [
                .. order
                    .OfType<string>()
                    .Where(key => key.Length is > 0 and <= LongestKey && key.All(char.IsAsciiLetterOrDigit))
                    .Distinct(StringComparer.Ordinal)
                    .Take(AnswerContent.MostCertificates),
            ]
            : [AnswerSheet.First];

    private static IEnumerable<string> NamesOf(CertificateForm certificate, string key) =>
        from field in certificate.Fields
        from language in Both
        select AnswerSheet.NameOf(certificate, key, field, language);

    /// <summary>What was filled in in one language alone, such as a number, stands in both.</summary>
    private static BlankFilled Blank(
        IFormCollection form,
        CertificateForm certificate,
        string key,
        CertificateField field
    )
    {
        var en = Typed("en");
        var zh = Typed("zh");
        return new(field.Id, new Bilingual(en.Length > 0 ? en : zh, zh.Length > 0 ? zh : en));

        string Typed(string language) => form[AnswerSheet.NameOf(certificate, key, field, language)].ToString().Trim();
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
