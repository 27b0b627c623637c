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

    /// <summary>The officer chose it: only then is it shown as chosen.</summary>
    public bool Chose(string choice) => Errors?.At(MoveErrors.FirstOf(choice)) is null;
}
