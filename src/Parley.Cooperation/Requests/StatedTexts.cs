using System.Collections.Immutable;
using Parley.Cooperation.Parcels;

namespace Parley.Cooperation.Requests;

/// <summary>
/// The texts of a statement about a request that can come with a translation: so that it is seen before it leaves which
/// have none, and a letter names everybody who translated one.
/// </summary>
public static class StatedTexts
{
    /// <summary>How many texts come without a translation.</summary>
    public static int Untranslated(RequestStatement statement) =>
        Of(statement).Count(text => text.Original.Length > 0 && string.IsNullOrWhiteSpace(text.Translation));

    /// <summary>Those of a statement.</summary>
    public static IEnumerable<Prose> Of(RequestStatement statement) => Written(statement).OfType<Prose>();

    private static IEnumerable<Prose?> Written(RequestStatement statement) =>
        statement switch
        {
            RequestStatement.Made s => s.Entries.Values.SelectMany(Of),
            RequestStatement.Acknowledged s => [s.Note],
            RequestStatement.ClarificationAsked s => s.Questions.Select(one => one.Text),
            RequestStatement.Clarified s =>
            [
                .. s.Answers.Select(one => one.Text),
                .. s.Entries.Values.SelectMany(Of),
                .. Of(s.Parcels),
            ],
            RequestStatement.FirstResponse s => [s.Form, s.Note],
            RequestStatement.Accepted s => [s.Conditions],
            RequestStatement.Refused s => s.Grounds.Select(one => one.Reason),
            RequestStatement.Consulted s => [s.Text],
            RequestStatement.Extended s => [s.Reason],
            RequestStatement.Progress s =>
            [
                s.Text,
                .. (s.Added ?? []).Select(one => one.Text),
                .. (s.Moved ?? []).Select(one => one.Reason),
            ],
            RequestStatement.Answered s => [.. s.Items.Select(one => one.Text), s.UseLimits, .. Of(s.Parcels)],
            RequestStatement.Validated s => [s.Note],
            RequestStatement.UseLimited s => [s.Limits],
            RequestStatement.Transferred s => [s.Reason],
            RequestStatement.AnswerRated s => [s.Comment],
            RequestStatement.RatingReplied s => [s.Text],
            RequestStatement.Withdrawn s => [s.Reason],
            RequestStatement.Closed s => [s.Note],
            _ => [],
        };

    private static IEnumerable<Prose?> Of(Entry entry) =>
        entry switch
        {
            Entry.Written e => [e.Text],
            Entry.Sought e => e.Items.Select(one => one.Text),
            Entry.Parcels e => Of(e.Files),
            _ => [],
        };

    private static IEnumerable<Prose?> Of(ImmutableArray<Attached>? files) =>
        files is { IsDefault: false } some ? some.Select(file => file.Text) : [];
}
