using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;

namespace Parley.Cooperation.Requests;

/// <summary>What each statement about a request must contain, once its maker may make it at all.</summary>
internal static class RequestContent
{
    /// <summary>Characters of one text, and of its translation. What is longer belongs in an attachment.</summary>
    private const int MostCharacters = 20_000;

    public static Refusal? Refuse(Request request, RequestStatement statement, AgreedGuidelines guidelines, Act act) =>
        statement switch
        {
            RequestStatement.Acknowledged s => Written(s.Note, guidelines),
            RequestStatement.ClarificationAsked s => RefuseQuestions(request, s.Questions, guidelines),
            RequestStatement.Clarified s => RefuseClarified(request, s, guidelines, act),
            RequestStatement.Supplemented s => Written(s.Text, guidelines)
                ?? Files(request, s, guidelines, act)
                ?? RefuseStepsIn(request, s.Entries)
                ?? RefuseCorrections(request, s.Entries, guidelines, act),
            RequestStatement.FirstResponse s => s.By <= act.At
                ? ContentRefusals.DateNotAhead
                : Written(s.Form, guidelines) ?? Written(s.Note, guidelines),
            RequestStatement.Accepted s => RefuseItems(request, s.Items)
                ?? Written(s.Conditions, guidelines)
                ?? Withholding.Refuse(request, s, guidelines, act.At),
            RequestStatement.Refused s => RefuseGrounds(request, s.Grounds, guidelines),
            RequestStatement.Consulted s => Written(s.Text, guidelines) ?? Files(request, s, guidelines, act),
            RequestStatement.Extended s => RefuseExtension(request, s, guidelines, act.At),
            RequestStatement.Progress s => Written(s.Text, guidelines)
                ?? StepContent.Refuse(request, s, guidelines, act)
                ?? Files(request, s, guidelines, act),
            RequestStatement.Answered s => !s.Final && request.Notes >= RequestRules.MostNotes
                ? RequestRefusals.TooManyNotes
                : AnswerContent.Refuse(request, s, guidelines, act.At),
            RequestStatement.Validated s => RefuseValidation(s, guidelines) ?? Files(request, s, guidelines, act),
            RequestStatement.UseLimited s => Written(s.Limits, guidelines),
            RequestStatement.Transferred s => RefuseTransfer(request, s, guidelines, act),
            RequestStatement.AnswerRated s => Written(s.Comment, guidelines),
            RequestStatement.RatingReplied s => Written(s.Text, guidelines) ?? Files(request, s, guidelines, act),
            RequestStatement.Withdrawn s => Written(s.Reason, guidelines),
            RequestStatement.Closed s => Written(s.Note, guidelines),
            _ => null,
        };

    /// <summary>A text that is given must say something, in a language of the guidelines.</summary>
    internal static Refusal? Written(Prose? text, AgreedGuidelines guidelines) =>
        text is null ? null
        : string.IsNullOrWhiteSpace(text.Original) ? ContentRefusals.TextMissing
        : Math.Max(text.Original.Length, text.Translation?.Length ?? 0) > MostCharacters ? ContentRefusals.TextTooLong
        : !GuidelinesIndex.Of(guidelines).Languages.Contains(text.Language) ? ContentRefusals.LanguageUnknown
        : null;

    private static Refusal? RefuseQuestions(
        Request request,
        ImmutableArray<Question> questions,
        AgreedGuidelines guidelines
    )
    {
        if (questions.IsDefaultOrEmpty)
        {
            return ContentRefusals.QuestionMissing;
        }
        var items = GuidelinesIndex.Of(guidelines).Kind(request.Kind)?.ById;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            if (question.Id.Length is 0 or > 40 || !ids.Add(question.Id))
            {
                return ContentRefusals.QuestionTwice;
            }
            if (question.Item is { } item && items?.ContainsKey(item) is not true)
            {
                return ContentRefusals.ItemUnknown(item);
            }
            if (Written(question.Text, guidelines) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }

    private static Refusal? RefuseClarified(
        Request request,
        RequestStatement.Clarified statement,
        AgreedGuidelines guidelines,
        Act act
    )
    {
        if (RefuseReplies(request.OpenClarification!, statement.Answers, guidelines) is { } refusal)
        {
            return refusal;
        }
        var asked = request.OpenClarification!.Asked.What.Questions.Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
        if (ParcelRules.MayName(request, statement, request.From, asked, guidelines) is { } parcels)
        {
            return parcels;
        }
        return RefuseCorrections(request, statement.Entries, guidelines, act);
    }

    /// <summary>Who takes a step and by which day, both sides say in notes of progress: a supplement leaves it alone.
    /// </summary>
    private static Refusal? RefuseStepsIn(Request request, ImmutableSortedDictionary<string, Entry> entries)
    {
        var before = request.Current().Sought.ToDictionary(one => one.Id, StringComparer.Ordinal);
        var steps = entries
            .Values.OfType<Entry.Sought>()
            .SelectMany(entry => entry.Items.IsDefault ? [] : entry.Items)
            .Where(one =>
                before.GetValueOrDefault(one.Id) is { } was
                    ? (one.Owner, one.Action, one.By) != (was.Owner, was.Action, was.By)
                    : one.Owner is not null || one.By is not null
            );
        return steps.FirstOrDefault() is { } step ? ContentRefusals.StepBySupplement(step.Id) : null;
    }

    /// <summary>Files that belong to a statement as a whole.</summary>
    private static Refusal? Files(Request request, RequestStatement statement, AgreedGuidelines guidelines, Act act) =>
        ParcelRules.MayName(request, statement, act.By, [], guidelines);

    /// <summary>The request with items completed or corrected must still be one that could be made.</summary>
    private static Refusal? RefuseCorrections(
        Request request,
        ImmutableSortedDictionary<string, Entry> entries,
        AgreedGuidelines guidelines,
        Act act
    )
    {
        if (entries.Count == 0)
        {
            return null;
        }
        var before = request.Current();
        var after = before with { Entries = before.Entries.SetItems(entries) };
        if (Check.FirstBlocking(after, guidelines, request.From, request.To) is { } finding)
        {
            return RequestRefusals.NotPassed(finding);
        }
        // Answers name the items sought, so a correction may reword or add one but not take one away. Steps that a
        // note added stand whether it names them or not: the two may have crossed.
        var sought = after.Sought.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var item in request.Clarified().Sought)
        {
            if (!sought.Contains(item.Id))
            {
                return ContentRefusals.SoughtDropped(item.Id);
            }
        }
        return RequestLinks.Refuse(before with { Entries = entries }, guidelines, act);
    }

    private static Refusal? RefuseReplies(
        Clarification open,
        ImmutableArray<QuestionAnswer> answers,
        AgreedGuidelines guidelines
    )
    {
        var asked = open.Asked.What.Questions.Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var answer in answers.IsDefault ? [] : answers)
        {
            if (!asked.Remove(answer.Question))
            {
                return ContentRefusals.NotAsked(answer.Question);
            }
            if (Written(answer.Text, guidelines) is { } refusal)
            {
                return refusal;
            }
        }
        return asked.Count > 0 ? ContentRefusals.QuestionOpen(asked.Order(StringComparer.Ordinal).First()) : null;
    }

    private static Refusal? RefuseItems(Request request, ImmutableArray<string> items)
    {
        if (items.IsDefaultOrEmpty)
        {
            return null;
        }
        var left = AnswerContent.Answerable(request);
        foreach (var item in items)
        {
            if (!left.Remove(item))
            {
                return ContentRefusals.NotSought(item);
            }
        }
        return null;
    }

    private static Refusal? RefuseValidation(RequestStatement.Validated statement, AgreedGuidelines guidelines)
    {
        if (!OneLine(statement.Authority) || (statement.Reference is { } reference && !OneLine(reference)))
        {
            return ContentRefusals.AuthorityMissing;
        }
        return statement is { Outcome: Validation.NotValidated, Note: null }
            ? ContentRefusals.RestrictionMissing
            : Written(statement.Note, guidelines);
    }

    /// <summary>The other request must exist as the writer had seen it, be the same side's, and name this one.
    /// </summary>
    private static Refusal? RefuseTransfer(
        Request request,
        RequestStatement.Transferred statement,
        AgreedGuidelines guidelines,
        Act act
    )
    {
        if (Written(statement.Reason, guidelines) is { } refusal)
        {
            return refusal;
        }
        if (statement.To == request.Id || act.Seen.Find(statement.To) is not Request other)
        {
            return ContentRefusals.TransferUnknown(statement.To);
        }
        var kinds = guidelines.Kind(request.Kind)?.ConvertsTo ?? [];
        return other.From != request.From || !kinds.Contains(other.Kind, StringComparer.Ordinal)
                ? ContentRefusals.TransferOfOtherKind(statement.To)
            : !other.Current().Names(request.Id) ? ContentRefusals.TransferNotNamed(statement.To, request.Id)
            : null;
    }

    internal static bool OneLine(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= 300 && !IdentifierForm.HasUnseen(text);

    private static Refusal? RefuseGrounds(
        Request request,
        ImmutableArray<GroundGiven> grounds,
        AgreedGuidelines guidelines
    )
    {
        if (grounds.IsDefaultOrEmpty)
        {
            return ContentRefusals.GroundMissing;
        }
        var allowed = GuidelinesIndex.Of(guidelines).Kind(request.Kind)?.Grounds;
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ground in grounds)
        {
            if (allowed?.Contains(ground.Code) is not true)
            {
                return ContentRefusals.GroundNotAllowed(ground.Code);
            }
            if (!given.Add(ground.Code))
            {
                return ContentRefusals.GroundTwice;
            }
            if (string.IsNullOrWhiteSpace(ground.Reason.Original))
            {
                return ContentRefusals.GroundWithoutReason;
            }
            if (Written(ground.Reason, guidelines) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }

    private static Refusal? RefuseExtension(
        Request request,
        RequestStatement.Extended statement,
        AgreedGuidelines guidelines,
        DateTimeOffset at
    )
    {
        if (Written(statement.Reason, guidelines) is { } refusal)
        {
            return refusal;
        }
        var full = Deadlines.Of(request, guidelines).Full;
        var due = full.DueIfResumedAt(at)!.Value;
        if (statement.Until <= due || statement.Until <= at)
        {
            return ContentRefusals.ExtensionNotLater;
        }
        // However often it is put off, the limit counts from the time first due.
        var first = full.FirstDueIfResumedAt(at) ?? due;
        var most = guidelines.Kind(request.Kind)!.Extension!.AtMost;
        return Clock.Due(first, most, [], full.Calendar) is { } last && statement.Until > last
            ? ContentRefusals.ExtensionTooLong(most)
            : null;
    }
}
