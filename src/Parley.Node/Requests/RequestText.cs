using System.Runtime.CompilerServices;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// The words of a request in which a search looks: its number and kind, everything asked, everything either side said
/// about it in both languages, identifiers, and the officers who spoke.
/// </summary>
public static class RequestText
{
    private static readonly ConditionalWeakTable<Request, string> Texts = [];

    /// <summary>
    /// Whether every word of a search occurs. Words stand apart by any blank, the ideographic one too; wide and narrow
    /// forms and capitals count as the same.
    /// </summary>
    public static bool Holds(RequestSight sight, string search)
    {
        var text = Texts.GetValue(sight.Request, _ => TextOf(sight));
        return Plain(search)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC);

    private static string TextOf(RequestSight sight)
    {
        var lines = Spoken
            .Of(sight.Request)
            .SelectMany(spoken => Said(spoken.What).Append(spoken.Officer.Name).Append(spoken.Officer.Role))
            .Prepend(sight.Kind.Name.Zh)
            .Prepend(sight.Kind.Name.En)
            .Prepend(sight.Id);
        return Plain(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))));
    }

    private static IEnumerable<string?> Said(RequestStatement said) =>
        said switch
        {
            RequestStatement.Made s => s.Entries.Values.SelectMany(Filled),
            RequestStatement.Acknowledged s => Both(s.Note),
            RequestStatement.ClarificationAsked s => s.Questions.SelectMany(one => Both(one.Text)),
            RequestStatement.Clarified s =>
            [
                .. s.Answers.SelectMany(one => Both(one.Text)),
                .. s.Entries.Values.SelectMany(Filled),
            ],
            RequestStatement.FirstResponse s => [.. Both(s.Form), .. Both(s.Note)],
            RequestStatement.Accepted s => Both(s.Conditions),
            RequestStatement.Refused s => s.Grounds.SelectMany(one => Both(one.Reason)),
            RequestStatement.Consulted s => Both(s.Text),
            RequestStatement.Extended s => Both(s.Reason),
            RequestStatement.Progress s => Both(s.Text),
            RequestStatement.Answered s => [.. s.Items.SelectMany(one => Both(one.Text)), .. Both(s.UseLimits)],
            RequestStatement.AnswerRated s => Both(s.Comment),
            RequestStatement.RatingReplied s => Both(s.Text),
            RequestStatement.Withdrawn s => Both(s.Reason),
            RequestStatement.Closed s => Both(s.Note),
            _ => [],
        };

    private static IEnumerable<string?> Filled(Entry entry) =>
        entry switch
        {
            Entry.Plain e => [e.Value],
            Entry.Written e => Both(e.Text),
            Entry.Several e => e.Values,
            Entry.Identifiers e => e.Values.Select(one => one.Value),
            Entry.Sought e => e.Items.SelectMany(one => Both(one.Text)),
            _ => [],
        };

    private static IEnumerable<string?> Both(Prose? text) => [text?.Original, text?.Translation];
}
