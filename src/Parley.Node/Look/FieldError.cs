namespace Parley.Node.Look;

/// <summary>What is wrong with one field of a form, as a sentence that says what to do.</summary>
/// <param name="Field">The id of the field, or null where it is about the whole form.</param>
public sealed record FieldError(string? Field, string Sentence);

/// <summary>The errors of one form, so that each field finds its own.</summary>
public static class FieldErrors
{
    public static string? At(this IReadOnlyList<FieldError> errors, string field) =>
        errors.FirstOrDefault(error => string.Equals(error.Field, field, StringComparison.Ordinal))?.Sentence;
}
