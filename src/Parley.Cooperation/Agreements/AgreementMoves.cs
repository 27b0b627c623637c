using System.Collections.Immutable;

namespace Parley.Cooperation.Agreements;

/// <summary>What an officer may do about an agreement, each the making of one statement.</summary>
public enum AgreementMove
{
    /// <summary>Accept the version named.</summary>
    Accept,

    /// <summary>Decline the version named.</summary>
    Decline,

    /// <summary>Take the version named back.</summary>
    Withdraw,

    /// <summary>Propose the next version, whose number is named.</summary>
    Amend,

    /// <summary>End what is in force; the version last accepted is named.</summary>
    End,
}

/// <summary>What a party may state about an agreement now. Pages show these and nothing else.</summary>
public static class AgreementMoves
{
    /// <summary>The moves open to a party, by version, then in the order of <see cref="AgreementMove"/>.</summary>
    public static ImmutableArray<(AgreementMove Move, int Version)> For(Agreement agreement, PartyCode party)
    {
        if (agreement.Ended is not null)
        {
            return [];
        }
        var moves = ImmutableArray.CreateBuilder<(AgreementMove, int)>();
        foreach (var version in agreement.Versions)
        {
            if (AgreementRules.MayDecide(agreement, version.Number, party) is null)
            {
                moves.Add((AgreementMove.Accept, version.Number));
                moves.Add((AgreementMove.Decline, version.Number));
            }
            if (AgreementRules.MayTakeBack(agreement, version.Number, party) is null)
            {
                moves.Add((AgreementMove.Withdraw, version.Number));
            }
        }
        moves.Add((AgreementMove.Amend, agreement.Latest.Number + 1));
        if (agreement.LatestAccepted is { } accepted)
        {
            moves.Add((AgreementMove.End, accepted.Number));
        }
        return moves.ToImmutable();
    }
}
