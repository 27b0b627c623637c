using System.Globalization;
using Microsoft.Extensions.Localization;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Parcels;

namespace Parley.Node.Requests;

/// <summary>A move that is not said yet: half written, or a decision that came back to be changed. Any officer who may
/// make the move goes on with it.</summary>
/// <param name="Version">Counts how often it was saved.</param>
/// <param name="Fields">What the form held; empty where it was prepared without one.</param>
/// <param name="Prepared">What it says in the words of the record: as it was prepared before it came back, or as a
/// program wrote it; null where a form alone was saved.</param>
/// <param name="Name">Who saved it last.</param>
/// <param name="Authors">The accounts that wrote in it: none of them releases it.</param>
/// <param name="Back">By whom it was sent back, and why; null where nobody sent it back.</param>
/// <param name="Key">Under which this version is said, where one officer says it alone: once.</param>
/// <param name="SeenUnfilled">How often the request had been corrected as its author saw it, where there was no form;
/// null: not told.</param>
/// <param name="CameBack">It was a decision that waited, and was sent back or taken back by its author.</param>
public sealed record MoveDraft(
    long Id,
    long Version,
    PartyCode Peer,
    SubjectId About,
    RequestMove Move,
    string Fields,
    Statement? Prepared,
    string Name,
    IReadOnlyList<string> Authors,
    DateTimeOffset At,
    SentBack? Back,
    OnceKey Key,
    int? SeenUnfilled = null,
    bool CameBack = false
)
{
    private static readonly string[] TextFields = [".text", ".translation", ".en", ".zh"];

    /// <summary>How often the request had been corrected as who wrote this saw it; null: not told.</summary>
    public int? Seen => FormFields.Read(Fields) is { } form ? Corrected.SeenIn(form) : SeenUnfilled;

    /// <summary>What it says so far.</summary>
    /// <param name="ready">The files made ready, of which those go along that the form chose; null: none go.</param>
    public Statement? Said(RequestSight sight, IReadOnlyList<Attached>? ready = null) =>
        FormFields.Read(Fields) is { } form
            ? MoveForm.Read(Move, sight, form, MoveForm.LanguageOf(form, sight), ready)
            : Prepared;

    /// <summary>Whether a file made ready is to go with it.</summary>
    public bool Names(Attached file) =>
        FileChoice.IsChosen(FormFields.Read(Fields), file)
        || (Prepared is { } said && SentParcel.NamedIn(said).Any(one => one.Parcel == file.Parcel));

    /// <summary>Every text that was typed into the form, also where nothing is chosen yet that it would be said with.
    /// </summary>
    public IEnumerable<string> Typed =>
        FormFields.Read(Fields) is { } form
            ? form.Where(one => TextFields.Any(end => one.Key.EndsWith(end, StringComparison.Ordinal)))
                .SelectMany(one => one.Value)
                .OfType<string>()
            : [];

    /// <summary>As the nation's law sees it: with every code that was chosen, before or in the form so far.</summary>
    public Matter MatterOn(RequestSight sight)
    {
        var before = (Prepared as RequestStatement.Answered)?.Handling;
        var matter = Matter.Of(sight).With(Move, Said(sight) as RequestStatement);
        return AnswerForm.Marked(matter.Marked(before?.Code, before?.TrafficLight), FormFields.Read(Fields));
    }

    /// <summary>The form as it was left.</summary>
    public MoveAttempt Attempt(RequestSight sight, IReadOnlyList<Attached> ready, IStringLocalizer<RequestWords> words)
    {
        if (FormFields.Read(Fields) is not { } form)
        {
            var said = Prepared as RequestStatement;
            return new MoveAttempt(said, [.. MoveErrors.Overtaken(said, Seen, sight, words), .. Gone(ready, words)])
            {
                Draft = this,
            };
        }
        var language = MoveForm.LanguageOf(form, sight);
        return new MoveAttempt(
            MoveForm.Read(Move, sight, form, language, ready),
            [.. MoveErrors.Overtaken(Move, sight, form, words), .. Gone(ready, words)]
        )
        {
            Language = language,
            By = Translators.Of(form),
            Form = form,
            Unchosen = MoveErrors.Unchosen(Move, form, words),
            Draft = this,
        };
    }

    /// <summary>That a file it names is not ready any more: it is not left out without a word.</summary>
    private IEnumerable<FieldError> Gone(IReadOnlyList<Attached> ready, IStringLocalizer<RequestWords> words)
    {
        var gone = FormFields.Read(Fields) is { } form
            ? FileChoice.NamesMore(form, ready)
            : Prepared is { } said
                && SentParcel.NamedIn(said).Any(file => !ready.Any(one => one.Parcel == file.Parcel));
        return gone ? [MoveErrors.FileGone(words)] : [];
    }
}

/// <summary>By whom something was sent back to its authors, and why.</summary>
public sealed record SentBack(string Name, string Reason);

/// <summary>Which saved version of a draft a form goes on with.</summary>
public readonly record struct MoveDraftPlace(long Id, long Version)
{
    /// <summary>Names of the fields that say so, and of the button that saves.</summary>
    public const string IdField = "draft";
    public const string VersionField = "draft.version";
    public const string SaveButton = "save";

    /// <summary>Saves too, and goes on to the files.</summary>
    public const string FilesButton = "files";

    public static MoveDraftPlace Of(IFormCollection form) =>
        long.TryParse(form[IdField], CultureInfo.InvariantCulture, out var id)
        && long.TryParse(form[VersionField], CultureInfo.InvariantCulture, out var version)
            ? new MoveDraftPlace(id, version)
            : default;

    /// <summary>What was filled in, without what the page added.</summary>
    public static string FieldsOf(IFormCollection form) =>
        FormFields.Write(form, IdField, VersionField, SaveButton, FilesButton, AnswerSheets.Button, OnceField.Name);
}
