using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>One invented officer of the demo.</summary>
/// <param name="Party">Code of the party, "US".</param>
public sealed record Persona(
    string Id,
    string Party,
    Bilingual Name,
    string Authority,
    Bilingual AuthorityName,
    Bilingual Title,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<Competence> Competences
)
{
    public NewOfficer AsOfficer() => new(Name, Authority, AuthorityName, Title, Roles, Competences);
}

/// <summary>The personas of the demo, read from <c>samples/personas.json</c>.</summary>
public static class Personas
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter<Role>(JsonNamingPolicy.KebabCaseLower),
            new JsonStringEnumConverter<Competence>(JsonNamingPolicy.KebabCaseLower),
        },
    };

    /// <summary>The personas of one party.</summary>
    public static IReadOnlyList<Persona> Read(string file, PartyCode party)
    {
        using var stream = File.OpenRead(file);
        var all = JsonSerializer.Deserialize<List<Persona>>(stream, Format) ?? [];
        return all.Where(one => string.Equals(one.Party, party.ToString(), StringComparison.Ordinal)).ToList();
    }
}
