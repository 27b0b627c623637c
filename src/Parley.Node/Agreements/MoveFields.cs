using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Node.Law;
using Parley.Node.Look;

namespace Parley.Node.Agreements;

/// <summary>What was filled in to accept, decline, take back or end something, and is not said: a rule refused it, or
/// it was sent back.</summary>
/// <param name="Version">0 where it is about none.</param>
public sealed record MoveFields(AgreementMove Move, int Version, string Reason, string Translation)
{
    /// <summary>What was sent back and is gone on with; null: nothing.</summary>
    public long? Again { get; init; }

    /// <summary>As the page's form takes it: the reason in the language of the page, where it is in that.</summary>
    public static MoveFields? Of(PreparedAgreement? back)
    {
        if (back is null || back.Move is AgreementMove.Amend)
        {
            return null;
        }
        var reason = ReasonOf(back.Said);
        var turned =
            reason?.Translation is { Length: > 0 }
            && !string.Equals(reason.Language, Languages.Short, StringComparison.Ordinal);
        var (one, other) = (reason?.Original ?? "", reason?.Translation ?? "");
        return new MoveFields(back.Move, VersionOf(back.Said) ?? 0, turned ? other : one, turned ? one : other)
        {
            Again = back.Id,
        };
    }

    /// <summary>It was filled in for this move.</summary>
    /// <param name="version">That the page offers it for; of what is in force there is one.</param>
    public bool IsFor(AgreementMove move, int version) =>
        Move == move && (Version == version || move is AgreementMove.End);

    /// <summary>The version something is said about; null where it names none.</summary>
    public static int? VersionOf(AgreementStatement said) =>
        said switch
        {
            AgreementStatement.Accepted one => one.Version,
            AgreementStatement.Declined one => one.Version,
            AgreementStatement.Withdrawn one => one.Version,
            _ => null,
        };

    /// <summary>Why it is said; null where no reason is given.</summary>
    public static Prose? ReasonOf(AgreementStatement said) =>
        said switch
        {
            AgreementStatement.Accepted one => one.Note,
            AgreementStatement.Declined one => one.Reason,
            AgreementStatement.Withdrawn one => one.Reason,
            AgreementStatement.Ended one => one.Reason,
            _ => null,
        };
}
