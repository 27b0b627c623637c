using System.Security.Cryptography;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Exchange.Formats;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Parcels;

/// <summary>What became of a description that was saved.</summary>
public enum FileSaying
{
    Said,

    /// <summary>Another officer changed it while the form was open; theirs stands.</summary>
    Clash,

    /// <summary>The file was taken out, or left, meanwhile.</summary>
    Gone,
}

/// <summary>What an officer says a file is, as a form holds it.</summary>
/// <param name="Text">Null where nothing is said.</param>
/// <param name="Language">Of the original.</param>
/// <param name="Errors">What is wrong with it, each at its field.</param>
public sealed record FileText(Prose? Text, string Language, Translators By, IReadOnlyList<FieldError> Errors)
{
    /// <summary>The field that tells what the officer had before them.</summary>
    public const string Opened = "opened";

    public const string Field = "text";

    /// <summary>What is said of a file now.</summary>
    /// <param name="begins">The language a new description begins in.</param>
    public static FileText Of(Attached file, string begins) =>
        new(
            file.Text,
            file.Text?.Language ?? begins,
            new Translators(file.Text?.TranslatedBy, file.Text?.ReviewedBy),
            []
        );

    public static FileText Read(IFormCollection form, AgreedGuidelines guidelines)
    {
        var language =
            guidelines.Languages.FirstOrDefault(one => string.Equals(one, form["language"], StringComparison.Ordinal))
            ?? guidelines.Languages[0];
        var text = DraftForm.ReadProse(form, Field, language);
        return new FileText(
            text,
            language,
            Translators.Of(form),
            ParcelRules.MayDescribe(text, guidelines) is { } refusal
                ? [new FieldError(Field, refusal.Sentence.In(Languages.Short))]
                : []
        );
    }

    /// <summary>Stands for a file and what is said of it: another where either is another.</summary>
    public static string PrintOf(Attached file) => Convert.ToHexStringLower(SHA256.HashData(ParcelFormat.Write(file)));

    /// <summary>Says of a file what it is, where nobody said otherwise since the form was opened.</summary>
    /// <param name="there">The file as it stands now; null where it does not.</param>
    /// <param name="opened">The print of what the officer had before them.</param>
    /// <returns>The file with its description; null where it stays as it is.</returns>
    public static (Attached? After, FileSaying How) Put(Attached? there, string opened, Prose? text) =>
        there is null ? (null, FileSaying.Gone)
        : there.Text == text ? (null, FileSaying.Said)
        : !string.Equals(PrintOf(there), opened, StringComparison.Ordinal) ? (null, FileSaying.Clash)
        : (there with { Text = text }, FileSaying.Said);

    /// <summary>The next file of which nothing is said yet, after this one and then from the first on.</summary>
    public static Attached? NextAfter(IReadOnlyList<Attached> files, string hash)
    {
        var at = files.TakeWhile(file => !FilePages.Is(file, hash)).Count();
        return files.Skip(at + 1).Concat(files.Take(at)).FirstOrDefault(file => file.Text is null);
    }
}
