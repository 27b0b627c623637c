using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>One sheet of a certificate in the form of an answer: two witnesses need two of one form.</summary>
/// <param name="Key">Tells it from the other sheets of its form, and stays when it is moved among them, so that what
/// two officers fill in can be brought together.</param>
/// <param name="Number">Its place among them: 1, 2 …</param>
public sealed record AnswerSheet(CertificateForm Form, string Key, int Number, ImmutableArray<BlankFilled> Blanks)
{
    /// <summary>The key of the sheet every form begins with.</summary>
    public const string First = "1";

    /// <summary>Nothing was filled in.</summary>
    public bool IsEmpty => Blanks.All(blank => blank.Value is { En.Length: 0, Zh.Length: 0 });

    public CertificateGiven Given => new(Form.Code, Blanks);

    public Bilingual? Value(string field) =>
        Blanks.FirstOrDefault(blank => string.Equals(blank.Field, field, StringComparison.Ordinal))?.Value;

    /// <summary>The name of a blank's field in one language.</summary>
    public string Name(CertificateField field, string language) => NameOf(Form, Key, field, language);

    /// <summary>The id of the same on the page.</summary>
    public string Id(CertificateField field, string language) => Name(field, language).Replace('.', '-');

    /// <summary>The first blank that lacks a language, or null.</summary>
    public CertificateField? Open =>
        Form.Fields.FirstOrDefault(blank => Value(blank.Id) is not { En.Length: > 0, Zh.Length: > 0 });

    internal static string NameOf(CertificateForm form, string key, CertificateField field, string language) =>
        string.Equals(key, First, StringComparison.Ordinal)
            ? $"cert.{form.Code}.{field.Id}.{language}"
            : $"cert.{form.Code}.{key}.{field.Id}.{language}";
}
