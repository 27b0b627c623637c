using System.Collections.Immutable;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Review;

namespace Parley.Node.Law;

/// <summary>Agreements as a rule book names them: which kinds there are, and what is done about them.</summary>
public static class AgreementLaw
{
    private const string Propose = "propose";
    private const string Accept = "accept";
    private const string Decline = "decline";
    private const string Withdraw = "withdraw";
    private const string End = "end";

    /// <summary>The kinds that officers state: "guidelines", "review".</summary>
    public static readonly ImmutableArray<string> Kinds = [AgreementRules.Guidelines, ReviewDocument.Kind];

    /// <summary>The words of what is done about an agreement, as a rule book writes them.</summary>
    public static readonly ImmutableArray<string> Moves = [Propose, Accept, Decline, Withdraw, End];

    /// <summary>Something said about an agreement of a kind, as the law sees it.</summary>
    public static Matter Of(string kind, AgreementStatement said) => new(Move: Word(said), Agreement: kind);

    /// <summary>The same before it is said.</summary>
    public static Matter Of(string kind, AgreementMove move) => new(Move: Word(move), Agreement: kind);

    /// <summary>What is done by saying it.</summary>
    public static AgreementMove MoveOf(AgreementStatement said) =>
        said switch
        {
            AgreementStatement.Proposed => AgreementMove.Amend,
            AgreementStatement.Accepted => AgreementMove.Accept,
            AgreementStatement.Declined => AgreementMove.Decline,
            AgreementStatement.Withdrawn => AgreementMove.Withdraw,
            AgreementStatement.Ended => AgreementMove.End,
            _ => throw new ArgumentException("It is nothing that officers say about agreements.", nameof(said)),
        };

    private static string Word(AgreementStatement said) => Word(MoveOf(said));

    private static string Word(AgreementMove move) =>
        move switch
        {
            AgreementMove.Accept => Accept,
            AgreementMove.Decline => Decline,
            AgreementMove.Withdraw => Withdraw,
            AgreementMove.End => End,
            _ => Propose,
        };
}
