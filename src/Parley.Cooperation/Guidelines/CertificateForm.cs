using System.Collections.Immutable;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// A form of certificate agreed between the parties: what a custodian or officer declares of evidence so that a court
/// of the requesting party takes it. The answer fills its blanks; the page prints it for signature and seal.
/// </summary>
/// <param name="Text">What is declared, with blanks as {id} of a field.</param>
/// <param name="Fields">The blanks, each at least once in either language's text.</param>
/// <param name="Source">The instrument that knows it.</param>
public sealed record CertificateForm(
    string Code,
    Bilingual Name,
    Bilingual? Help,
    Bilingual Text,
    ImmutableArray<CertificateField> Fields,
    string? Source = null
)
{
    /// <summary>The text in a language with its blanks filled; a blank without a value stays a line to write on.
    /// </summary>
    public string Filled(IReadOnlyDictionary<string, Bilingual> values, string language)
    {
        var text = Text.In(language);
        foreach (var field in Fields)
        {
            var value = values.GetValueOrDefault(field.Id)?.In(language) is { Length: > 0 } given
                ? given
                : "____________";
            text = text.Replace($"{{{field.Id}}}", value, StringComparison.Ordinal);
        }
        return text;
    }
}

/// <summary>One blank of a certificate: a name, a place, a date, a number.</summary>
public sealed record CertificateField(string Id, Bilingual Label);

/// <summary>An authority that speaks for a party where only central authorities speak.</summary>
/// <param name="Authority">Its short code, as it stands in the record with every officer: "us-central".</param>
public sealed record CentralAuthority(PartyCode Party, string Authority, Bilingual Name);
