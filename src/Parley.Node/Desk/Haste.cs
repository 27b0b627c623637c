using Parley.Cooperation;
using Parley.Cooperation.Guidelines;

namespace Parley.Node.Desk;

/// <summary>How urgent a thing on the desk is, where it is more than the last level of its guidelines.</summary>
/// <param name="Rank">Its place in the guidelines, which name the most urgent level first: 0 is that one.</param>
public sealed record Haste(Bilingual Name, int Rank)
{
    /// <summary>After all that has any.</summary>
    public const int None = int.MaxValue;

    /// <summary>Null for the last level, which is what takes its ordinary course.</summary>
    public static Haste? Of(AgreedGuidelines guidelines, string urgency)
    {
        for (var rank = 0; rank < guidelines.Urgencies.Length - 1; rank++)
        {
            if (string.Equals(guidelines.Urgencies[rank].Code, urgency, StringComparison.Ordinal))
            {
                return new Haste(guidelines.Urgencies[rank].Name, rank);
            }
        }
        return null;
    }
}
