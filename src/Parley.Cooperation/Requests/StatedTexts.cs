using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;

namespace Parley.Cooperation.Requests;

/// <summary>One text of a statement that can come with a translation.</summary>
/// <param name="Part">Where it stands in the statement's body: "items/0/text", "useLimits".</param>
/// <param name="Name">The same as officers read it.</param>
public sealed record StatedText(string Part, Bilingual Name, Prose Text);

/// <summary>
/// The texts of a statement about a request that can come with a translation: so that it is seen before it leaves which
/// have none, and a letter names everybody who translated one.
/// </summary>
public static class StatedTexts
{
    private static readonly Bilingual Note = new("Note", "说明");
    private static readonly Bilingual Reason = new("Reason", "理由");
    private static readonly Bilingual Body = new("Text", "内容");

    /// <summary>Those of a statement, in its order.</summary>
    /// <param name="guidelines">Under which it is made: they name the items of the request.</param>
    public static IEnumerable<StatedText> Of(RequestStatement statement, AgreedGuidelines guidelines) =>
        statement switch
        {
            RequestStatement.Made s => OfEntries(s.Entries, s.Kind, guidelines),
            RequestStatement.Acknowledged s => One("note", Note, s.Note),
            RequestStatement.ClarificationAsked s => s.Questions.SelectMany(
                (one, at) => One(At("questions", at, "text"), Numbered("Question", "问题", one.Id), one.Text)
            ),
            RequestStatement.Clarified s =>
            [
                .. s.Answers.SelectMany(
                    (one, at) => One(At("answers", at, "text"), Numbered("Question", "问题", one.Question), one.Text)
                ),
                .. OfEntries(s.Entries, kind: null, guidelines),
                .. OfFiles(s.Parcels),
            ],
            RequestStatement.Supplemented s =>
            [
                .. One("text", Body, s.Text),
                .. OfEntries(s.Entries, kind: null, guidelines),
                .. OfFiles(s.Parcels),
            ],
            RequestStatement.FirstResponse s =>
            [
                .. One("form", new Bilingual("Form of the answer", "答复形式"), s.Form),
                .. One("note", Note, s.Note),
            ],
            RequestStatement.Accepted s => One("conditions", new Bilingual("Conditions", "附带条件"), s.Conditions),
            RequestStatement.Refused s => s.Grounds.SelectMany(
                (one, at) => One(At("grounds", at, "reason"), guidelines.Ground(one.Code)?.Name ?? Reason, one.Reason)
            ),
            RequestStatement.Consulted s => [.. One("text", Body, s.Text), .. OfFiles(s.Parcels)],
            RequestStatement.Extended s => One("reason", Reason, s.Reason),
            RequestStatement.Progress s =>
            [
                .. One("text", Body, s.Text),
                .. (s.Added ?? []).SelectMany(
                    (one, at) => One(At("added", at, "text"), Numbered("Item", "事项", one.Id), one.Text)
                ),
                .. (s.Moved ?? []).SelectMany(
                    (one, at) => One(At("moved", at, "reason"), Numbered("Item", "事项", one.Item), one.Reason)
                ),
                .. OfFiles(s.Parcels),
            ],
            RequestStatement.Answered s =>
            [
                .. s.Items.SelectMany(
                    (one, at) => One(At("items", at, "text"), Numbered("Item", "事项", one.Item), one.Text)
                ),
                .. One("useLimits", new Bilingual("Limits on use", "使用限制"), s.UseLimits),
                .. OfFiles(s.Parcels),
            ],
            RequestStatement.Validated s => [.. One("note", Note, s.Note), .. OfFiles(s.Parcels)],
            RequestStatement.UseLimited s => One("limits", new Bilingual("Limits on use", "使用限制"), s.Limits),
            RequestStatement.Transferred s => One("reason", Reason, s.Reason),
            RequestStatement.AnswerRated s => One("comment", new Bilingual("Comment", "意见"), s.Comment),
            RequestStatement.RatingReplied s => [.. One("text", Body, s.Text), .. OfFiles(s.Parcels)],
            RequestStatement.Withdrawn s => One("reason", Reason, s.Reason),
            RequestStatement.Closed s => One("note", Note, s.Note),
            _ => [],
        };

    /// <summary>Those of an entry of a request.</summary>
    internal static IEnumerable<Prose> Of(Entry entry) =>
        entry switch
        {
            Entry.Written e => [e.Text],
            Entry.Sought { Items.IsDefault: false } e => e.Items.Select(one => one.Text),
            Entry.Parcels { Files.IsDefault: false } e => e.Files.Select(file => file.Text).OfType<Prose>(),
            _ => [],
        };

    private static IEnumerable<StatedText> OfEntries(
        ImmutableSortedDictionary<string, Entry> entries,
        string? kind,
        AgreedGuidelines guidelines
    ) =>
        from entry in entries
        let label = LabelOf(entry.Key, kind, guidelines)
        from text in Of(entry.Value)
        select new StatedText($"entries/{entry.Key}", label, text);

    /// <summary>What a clarification completes bears the same id in every kind that has it.</summary>
    private static Bilingual LabelOf(string id, string? kind, AgreedGuidelines guidelines) =>
        (kind is null ? guidelines.Kinds.Select(one => one.Code) : [kind])
            .SelectMany(code => guidelines.ItemsOf(code))
            .FirstOrDefault(item => string.Equals(item.Id, id, StringComparison.Ordinal))
            ?.Label
        ?? new Bilingual(id, id);

    private static IEnumerable<StatedText> OfFiles(ImmutableArray<Attached>? files) =>
        files is { IsDefault: false } some
            ? some.SelectMany(
                (file, at) =>
                    One(At("parcels", at, "text"), new Bilingual(file.Parcel.Name, file.Parcel.Name), file.Text)
            )
            : [];

    private static IEnumerable<StatedText> One(string part, Bilingual name, Prose? text) =>
        text is null ? [] : [new StatedText(part, name, text)];

    private static string At(string list, int at, string member) =>
        string.Create(CultureInfo.InvariantCulture, $"{list}/{at}/{member}");

    private static Bilingual Numbered(string en, string zh, string id) => new($"{en} {id}", $"{zh} {id}");
}
