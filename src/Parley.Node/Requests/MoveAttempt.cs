using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>What came of filling in the form of a move.</summary>
/// <param name="Said">What was filled in, so that nothing is typed twice; null where nothing was.</param>
/// <param name="Errors">What is wrong with it, at its fields.</param>
/// <param name="Closed">Why the move is not open any more; null while it is.</param>
public sealed record MoveAttempt(
    RequestStatement? Said = null,
    IReadOnlyList<FieldError>? Errors = null,
    Refusal? Closed = null
)
{
    public bool Fails => Closed is not null || Errors is { Count: > 0 };

    /// <summary>The language chosen for the originals; null before anything was filled in.</summary>
    public string? Language { get; init; }

    /// <summary>Who was named as translator and reviewer.</summary>
    public Translators? By { get; init; }

    /// <summary>The form as it was filled in; null where it was not.</summary>
    public IFormCollection? Form { get; init; }

    /// <summary>The draft that the form goes on with; null where it is begun anew.</summary>
    public MoveDraft? Draft { get; init; }

    /// <summary>What was still to be chosen when the draft was saved.</summary>
    public IReadOnlyList<FieldError> Unchosen { get; init; } = [];

    /// <summary>The officer chose it: only then is it shown as chosen.</summary>
    public bool Chose(string choice) =>
        MoveErrors.FirstOf(choice) is var field && Errors?.At(field) is null && Unchosen.At(field) is null;

    /// <summary>What a field held, also where nothing is stated of it yet; null where it held nothing.</summary>
    public string? Field(string name) => Form?[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The text that was typed, also where it does not count yet: to a ground that is not ticked.</summary>
    public Prose? Typed(string name) => Form is { } form ? DraftForm.ReadProse(form, name, Language ?? "en") : null;

    /// <summary>The moment that was typed, also where it does not count yet.</summary>
    public DateTimeOffset? Moment(string name) =>
        DraftForm.ReadMoment(Field(name + ".at") ?? "", Field(name + ".zone") ?? "");
}
