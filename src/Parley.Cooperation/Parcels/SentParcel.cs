using System.Collections.Immutable;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Parcels;

/// <summary>How a parcel stands by what the party it was sent to said of it.</summary>
public enum ParcelStanding
{
    /// <summary>Named, and not a word from the receiver yet: it is on its way.</summary>
    Named,
    Received,
    Refused,
}

/// <summary>A parcel that one party sent with a subject, and what the other said of it.</summary>
/// <param name="By">Who sent it.</param>
/// <param name="Received">That it came, or null.</param>
/// <param name="Refused">That it was not taken, or null; a parcel refused may still be received later.</param>
public sealed record SentParcel(
    PartyCode By,
    Attached Attached,
    Said<ParcelStatement.Received>? Received,
    Said<ParcelStatement.Refused>? Refused
)
{
    public Parcel Parcel => Attached.Parcel;

    public ParcelStanding Standing =>
        Received is not null ? ParcelStanding.Received
        : Refused is not null ? ParcelStanding.Refused
        : ParcelStanding.Named;

    /// <summary>The parcels of a request in the order in which they were first named, each once.</summary>
    public static ImmutableArray<SentParcel> Of(Request request)
    {
        var named = new HashSet<(PartyCode, string)>();
        return
        [
            .. NamedIn(request)
                .Where(one => named.Add((one.By, one.Attached.Parcel.SealedSha256)))
                .Select(one => new SentParcel(
                    one.By,
                    one.Attached,
                    request.ParcelsReceived.LastOrDefault(said =>
                        said.By != one.By && IsOf(one.Attached, said.What.SealedSha256)
                    ),
                    request.ParcelsRefused.LastOrDefault(said =>
                        said.By != one.By && IsOf(one.Attached, said.What.SealedSha256)
                    )
                )),
        ];
    }

    /// <summary>The parcels a statement names.</summary>
    public static IEnumerable<Attached> NamedIn(Statement statement) =>
        statement switch
        {
            RequestStatement.Made s => In(s.Entries),
            RequestStatement.Clarified s => [.. In(s.Entries), .. s.Parcels ?? []],
            RequestStatement.Supplemented s => [.. In(s.Entries), .. s.Parcels ?? []],
            RequestStatement.Consulted s => s.Parcels ?? [],
            RequestStatement.Progress s => s.Parcels ?? [],
            RequestStatement.Answered s => s.Parcels ?? [],
            RequestStatement.Validated s => s.Parcels ?? [],
            RequestStatement.RatingReplied s => s.Parcels ?? [],
            _ => [],
        };

    /// <summary>The parcels of a draft.</summary>
    public static IEnumerable<Attached> In(ImmutableSortedDictionary<string, Entry> entries) =>
        entries.Values.OfType<Entry.Parcels>().SelectMany(entry => entry.Files);

    private static IEnumerable<(PartyCode By, Attached Attached)> NamedIn(Request request) =>
        [
            .. NamedBy(request.Made),
            .. request.Clarifications.SelectMany(one => one.Given is { } given ? NamedBy(given) : []),
            .. request.Supplements.SelectMany(one => NamedBy(one.Given)),
            .. request.Consultations.SelectMany(NamedBy),
            .. request.ProgressNotes.SelectMany(NamedBy),
            .. request.Answers.SelectMany(NamedBy),
            .. NamedBy(request.Validated),
            .. NamedBy(request.RatingReplied),
        ];

    private static IEnumerable<(PartyCode By, Attached Attached)> NamedBy<T>(Said<T>? said)
        where T : Statement => said is null ? [] : NamedIn(said.What).Select(one => (said.By, one));

    private static bool IsOf(Attached attached, string hash) =>
        string.Equals(attached.Parcel.SealedSha256, hash, StringComparison.Ordinal);
}
