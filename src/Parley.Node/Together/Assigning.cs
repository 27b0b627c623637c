using System.Security.Claims;
using Parley.Node.Access;

namespace Parley.Node.Together;

/// <summary>Why a matter was not given to somebody.</summary>
public enum AssignTrouble
{
    /// <summary>Nobody such may have it.</summary>
    Whom,

    /// <summary>The word with it is too long.</summary>
    Word,

    /// <summary>Another officer was first.</summary>
    Meanwhile,
}

/// <summary>Gives matters to officers and authorities. Two who do so at once do not undo each other unseen.</summary>
public sealed class Assigning(AssignmentShelf shelf, TimeProvider clock)
{
    /// <summary>Why not, or null where it is done; what is so already is done.</summary>
    /// <param name="seen">The last row the officer saw.</param>
    public AssignTrouble? Give(Inside inside, Holder to, string word, long seen, ClaimsPrincipal by)
    {
        if (word.Length > AssignmentShelf.WordAtMost)
        {
            return AssignTrouble.Word;
        }
        if (!MayHave(inside, to))
        {
            return AssignTrouble.Whom;
        }
        if (IsSo(inside, to, word, by))
        {
            return null;
        }
        return shelf.Add(inside.Matter, to, by.AccountId(), word, seen, clock.GetUtcNow())
            ? null
            : AssignTrouble.Meanwhile;
    }

    /// <summary>Somebody has it already and nothing is said with it, or the same form was sent before.</summary>
    private static bool IsSo(Inside inside, Holder to, string word, ClaimsPrincipal by) =>
        inside.History is [.., { } last]
            ? (inside.Held == to && last.To == to && word.Length == 0)
                || (
                    last.To == to
                    && string.Equals(last.By, by.AccountId(), StringComparison.Ordinal)
                    && string.Equals(last.Word, word, StringComparison.Ordinal)
                )
            : to == Holder.Nobody;

    private static bool MayHave(Inside inside, Holder to) =>
        to == Holder.Nobody || inside.Staff.Standing(to, inside.Matter) == to;
}
