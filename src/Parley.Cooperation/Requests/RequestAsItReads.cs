using System.Collections.Immutable;

namespace Parley.Cooperation.Requests;

/// <summary>How a request reads after everything by which it was completed, corrected and carried on.</summary>
public sealed partial record Request
{
    /// <summary>
    /// The request as it now reads: as made, with the items completed or corrected since, in the order of the record,
    /// and the steps of joint work as notes of progress agreed them.
    /// </summary>
    public Draft Current() => CurrentAfter(int.MaxValue);

    /// <summary>How often it was completed or corrected: by the requester alone, so more come at the end.</summary>
    public int TimesCorrected => Corrections().Count();

    /// <summary>By whom and when an item was last completed or corrected; null where it never was.</summary>
    public (Officer By, DateTimeOffset At)? LastCorrected(string item) =>
        Corrections()
            .Where(one => one.Entries.ContainsKey(item))
            .Select(one => ((Officer, DateTimeOffset)?)(one.Officer, one.At))
            .LastOrDefault();

    /// <summary>As <see cref="Current"/>, with no more than its first corrections: as somebody saw it then.</summary>
    public Draft CurrentAfter(int corrections)
    {
        var draft = Clarified(corrections);
        return StepPlan.IsPlanned(this)
            ? draft with
            {
                Entries = StepPlan.Of(this).Into(draft.Entries, alsoProposed: false),
            }
            : draft;
    }

    /// <summary>As made, with the items completed or corrected by clarifications and supplements.</summary>
    internal Draft Clarified(int most = int.MaxValue)
    {
        var made = Made.What;
        var entries = made.Entries;
        foreach (var corrected in Corrections().Take(most))
        {
            entries = corrected.Entries.Count > 0 ? entries.SetItems(corrected.Entries) : entries;
        }
        return new Draft(made.Kind, made.Urgency, made.Language, entries);
    }

    /// <summary>What was completed and corrected since it was made, in the order of the record.</summary>
    /// <remarks>Clarifications are given oldest first, so how many were given tells where a supplement stands among
    /// them.</remarks>
    internal IEnumerable<Correction> Corrections()
    {
        var next = 0;
        for (var given = 0; given <= Clarifications.Length; given++)
        {
            for (; next < Supplements.Length && Supplements[next].AfterClarified == given; next++)
            {
                yield return Correction.Of(Supplements[next].Given, Supplements[next].Given.What.Entries);
            }
            if (given < Clarifications.Length && Clarifications[given].Given is { } clarified)
            {
                yield return Correction.Of(clarified, clarified.What.Entries);
            }
        }
    }
}

/// <summary>Items of a request as somebody stated them: those it was made with, or some of them anew.</summary>
internal readonly record struct Correction(
    ImmutableSortedDictionary<string, Entry> Entries,
    PartyCode By,
    Officer Officer,
    DateTimeOffset At
)
{
    public static Correction Of<T>(Said<T> said, ImmutableSortedDictionary<string, Entry> entries)
        where T : Statement => new(entries, said.By, said.Officer, said.At);
}
