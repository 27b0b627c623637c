using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Parcels;

/// <summary>
/// Which parcels a statement may name, and what may be said of one: only by the party it was sent to, only of a parcel
/// that was named to it in this very subject, and only once.
/// </summary>
public static class ParcelRules
{
    /// <summary>Parcels one statement names.</summary>
    public const int MostAtOnce = 50;

    /// <summary>Parcels one request holds, of both sides: a bound on what a peer can pile up.</summary>
    public const int MostInARequest = 200;

    public static (Subject? State, Refusal? Refusal) Next(Subject? state, ParcelStatement statement, Act act)
    {
        if (state is not Request request)
        {
            return (state, RequestRefusals.NoSuchRequest);
        }
        return MayState(request, statement, act) is { } refusal
            ? (state, refusal)
            : (After(request, statement, act), null);
    }

    /// <summary>The request with a statement that the rules allowed.</summary>
    public static Request? After(Request? request, ParcelStatement statement, Act act) =>
        statement switch
        {
            ParcelStatement.Received s when request is not null => request with
            {
                ParcelsReceived = request.ParcelsReceived.Add(Said.Of(s, act)),
            },
            ParcelStatement.Refused s when request is not null => request with
            {
                ParcelsRefused = request.ParcelsRefused.Add(Said.Of(s, act)),
            },
            _ => request,
        };

    /// <summary>Why a file may not be described so, or null where it may; it need not be described.</summary>
    public static Refusal? MayDescribe(Prose? text, AgreedGuidelines guidelines) =>
        RequestContent.Written(text, guidelines);

    /// <summary>Why a statement may not name these parcels, or null where it may.</summary>
    /// <param name="request">The request as it stands; null where it is just being made.</param>
    /// <param name="known">What a parcel may belong to.</param>
    internal static Refusal? MayName(
        Request? request,
        Statement statement,
        PartyCode by,
        IReadOnlyCollection<string> known,
        AgreedGuidelines guidelines
    )
    {
        var named = SentParcel.NamedIn(statement).ToList();
        if (named.Count == 0)
        {
            return null;
        }
        var before = request is null ? [] : SentParcel.Of(request);
        var ours = before.Where(p => p.By == by).ToDictionary(p => p.Parcel.SealedSha256, StringComparer.Ordinal);
        var together = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in named)
        {
            if (ParcelRefusals.OfForm(one.Parcel) is { } malformed)
            {
                return malformed;
            }
            if (!together.Add(one.Parcel.SealedSha256))
            {
                return ParcelRefusals.NamedTwice(one.Parcel);
            }
            if (ours.TryGetValue(one.Parcel.SealedSha256, out var earlier) && earlier.Parcel != one.Parcel)
            {
                return ParcelRefusals.Differs(one.Parcel);
            }
            if (one.For is { } belongs && !known.Contains(belongs, StringComparer.Ordinal))
            {
                return ParcelRefusals.ForUnknown(one.Parcel);
            }
            if (MayDescribe(one.Text, guidelines) is { } refusal)
            {
                return refusal;
            }
        }
        var fresh = named.Count(one => !ours.ContainsKey(one.Parcel.SealedSha256));
        return named.Count > MostAtOnce || before.Length + fresh > MostInARequest ? ParcelRefusals.TooMany : null;
    }

    private static Refusal? MayState(Request request, ParcelStatement statement, Act act)
    {
        if (!string.Equals(request.Exercise, act.Exercise, StringComparison.Ordinal))
        {
            return Subjects.ExerciseDiffers;
        }
        var hash = statement switch
        {
            ParcelStatement.Received s => s.SealedSha256,
            ParcelStatement.Refused s => s.SealedSha256,
            _ => "",
        };
        var sent = SentParcel
            .Of(request)
            .FirstOrDefault(p =>
                p.By != act.By && string.Equals(p.Parcel.SealedSha256, hash, StringComparison.Ordinal)
            );
        return RequestRest.Refuse(request, act.At)
            ?? (
                sent is null ? ParcelRefusals.NotNamed
                : sent.Received is not null ? ParcelRefusals.AlreadyReceived
                : statement is ParcelStatement.Refused && sent.Refused is not null ? ParcelRefusals.AlreadyRefused
                : null
            );
    }
}
