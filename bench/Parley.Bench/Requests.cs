using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Demo;

namespace Parley.Bench;

/// <summary>
/// The work: requests of one party as the half-year of the samples tells them, dated from today, to be stated one after
/// another.
/// </summary>
internal sealed class Requests
{
    private readonly List<(RequestStatement.Made Made, Officer Officer)> all = [];

    public Requests(PartyCode from, AgreedVersion guidelines)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        foreach (var story in Story.ReadAll(File("half-year")).Where(s => s.From == from && StandsAlone(s)))
        {
            var filled = new StoryDates(today, _ => throw new InvalidOperationException()).Fill(story.Draft);
            if (DraftFormat.TryRead(Encoding.UTF8.GetBytes(filled), out var d, out var problem))
            {
                all.Add((new(d.Kind, d.Urgency, guidelines, d.Language, d.Entries), Named(from, story.Officer)));
            }
            else
            {
                throw new InvalidDataException($"Story {story.Number}: {problem}");
            }
        }
    }

    public (RequestStatement.Made Made, Officer Officer) this[int number] => all[number % all.Count];

    public int Count => all.Count;

    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    /// <summary>An officer of a party who may release.</summary>
    public static Officer Releaser(PartyCode party) =>
        Named(party, Personas.Read(File("personas.json"), party).First(p => p.Roles.Contains(Role.Releaser)).Id);

    private static bool StandsAlone(Story story) => !story.Draft.Contains("{request", StringComparison.Ordinal);

    private static Officer Named(PartyCode party, string id)
    {
        var persona = Personas
            .Read(File("personas.json"), party)
            .Single(p => string.Equals(p.Id, id, StringComparison.Ordinal));
        return new Officer(persona.Authority, persona.Name.En, persona.Title.En);
    }
}
