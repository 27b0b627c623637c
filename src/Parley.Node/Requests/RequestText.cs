using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Node.Lines;

namespace Parley.Node.Requests;

/// <summary>
/// The words of a request in which a search looks: its number and kind, everything asked, everything either side said
/// about it in both languages, identifiers, and the officers who spoke.
/// </summary>
public static class RequestText
{
    /// <summary>Whether everything searched occurs in it.</summary>
    public static bool Holds(RequestSight sight, string search) =>
        SearchText.Holds(string.Join('\n', Of(sight.Request, sight.Guidelines)), search);

    /// <summary>Everything in which a search looks, text by text.</summary>
    public static IEnumerable<string> Of(Request request, AgreedGuidelines guidelines)
    {
        var kind = guidelines.Kind(request.Kind);
        var codes = CodesIn(request.Current(), guidelines);
        return Spoken
            .Of(request)
            .SelectMany(spoken =>
                Said(spoken.What)
                    .Concat(SentParcel.NamedIn(spoken.What).SelectMany(Filled))
                    .Append(spoken.Officer.Name)
                    .Append(spoken.Officer.Role)
            )
            .Concat(Chosen(request, guidelines).SelectMany(name => (string?[])[name?.En, name?.Zh]))
            .Prepend(kind?.Name.Zh)
            .Prepend(kind?.Name.En)
            .Prepend(request.Id.ToString())
            .OfType<string>()
            .Where(line => line.Length > 0 && !codes.Contains(line));
    }

    /// <summary>The codes of what was chosen from lists: officers know and find it by its name.</summary>
    private static HashSet<string> CodesIn(Draft draft, AgreedGuidelines guidelines) =>
        guidelines
            .ItemsOf(draft.Kind)
            .Where(item => !guidelines.OptionsOf(item, draft.Urgency).IsDefaultOrEmpty)
            .SelectMany(item => CodesOf(draft.Entries.GetValueOrDefault(item.Id)))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The names of what was chosen from lists, by which officers look for it, of grounds of refusal and of
    /// certificates.</summary>
    private static IEnumerable<Bilingual?> Chosen(Request request, AgreedGuidelines guidelines)
    {
        var grounds = (request.Refused?.What.Grounds ?? []).Select(given =>
            guidelines.RefusalGrounds.FirstOrDefault(one => Same(one.Code, given.Code))?.Name
        );
        var certificates = request
            .Answers.SelectMany(answer => answer.What.Certificates ?? [])
            .SelectMany(given =>
                given.Blanks.Select(blank => (Bilingual?)blank.Value).Append(guidelines.Certificate(given.Form)?.Name)
            );
        return [.. Chosen(request.Current(), guidelines), .. grounds, .. certificates];
    }

    private static IEnumerable<Bilingual?> Chosen(Draft draft, AgreedGuidelines guidelines) =>
        guidelines
            .ItemsOf(draft.Kind)
            .SelectMany(item =>
                CodesOf(draft.Entries.GetValueOrDefault(item.Id))
                    .Select(code =>
                        guidelines.OptionsOf(item, draft.Urgency).FirstOrDefault(one => Same(one.Code, code))?.Name
                    )
            )
            .Prepend(guidelines.UrgencyOf(draft.Urgency)?.Name);

    private static IEnumerable<string?> CodesOf(Entry? entry) =>
        entry switch
        {
            Entry.Plain e => [e.Value],
            Entry.Several e => e.Values,
            Entry.Sought e => e.Items.Select(one => one.Action),
            _ => [],
        };

    private static bool Same(string one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

    /// <summary>Everything in which a search for a draft looks.</summary>
    public static IEnumerable<string> Of(Draft draft, AgreedGuidelines guidelines)
    {
        var kind = guidelines.Kind(draft.Kind);
        var codes = CodesIn(draft, guidelines);
        return draft
            .Entries.Values.SelectMany(Filled)
            .Concat(Chosen(draft, guidelines).SelectMany(name => (string?[])[name?.En, name?.Zh]))
            .Prepend(kind?.Name.Zh)
            .Prepend(kind?.Name.En)
            .OfType<string>()
            .Where(line => line.Length > 0 && !codes.Contains(line));
    }

    /// <summary>Everything in which a search for something that is not said yet looks: its texts, the blanks of its
    /// certificates, the files it names.</summary>
    public static IEnumerable<string> Of(RequestStatement said) =>
        Said(said)
            .Concat(
                ((said as RequestStatement.Answered)?.Certificates ?? [])
                    .SelectMany(given => given.Blanks)
                    .SelectMany(blank => (string?[])[blank.Value.En, blank.Value.Zh])
            )
            .Concat(SentParcel.NamedIn(said).SelectMany(Filled))
            .OfType<string>()
            .Where(line => line.Length > 0);

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
            RequestStatement.Supplemented s => [.. Both(s.Text), .. s.Entries.Values.SelectMany(Filled)],
            RequestStatement.FirstResponse s => [.. Both(s.Form), .. Both(s.Note)],
            RequestStatement.Accepted s => Both(s.Conditions),
            RequestStatement.Refused s => s.Grounds.SelectMany(one => Both(one.Reason)),
            RequestStatement.Consulted s => Both(s.Text),
            RequestStatement.Extended s => Both(s.Reason),
            RequestStatement.Progress s =>
            [
                .. Both(s.Text),
                .. (s.Added ?? []).SelectMany(one => Both(one.Text)),
                .. (s.Moved ?? []).SelectMany(one => Both(one.Reason)),
            ],
            RequestStatement.Answered s =>
            [
                .. s.Items.SelectMany(one => Both(one.Text)),
                .. Both(s.UseLimits),
                .. (s.Parcels ?? []).SelectMany(one => Both(one.Text).Append(one.Parcel.Name)),
            ],
            RequestStatement.Validated s => [s.Authority, s.Reference, .. Both(s.Note)],
            RequestStatement.UseLimited s => Both(s.Limits),
            RequestStatement.Transferred s => Both(s.Reason),
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
            Entry.Parcels e => e.Files.SelectMany(one => Both(one.Text).Append(one.Parcel.Name)),
            _ => [],
        };

    /// <summary>A file is found by its name, its hash and by what is said of it; its content is not read.</summary>
    private static IEnumerable<string?> Filled(Attached file) =>
        [file.Parcel.Name, .. Both(file.Text), file.Parcel.Sha256];

    private static IEnumerable<string?> Both(Prose? text) => [text?.Original, text?.Translation];
}
