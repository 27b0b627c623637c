using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parley.Cooperation.Requests;

namespace Parley.Node.Lines;

/// <summary>
/// How what is counted of a request is kept: in few bytes of fixed places, so that a million are read in a moment.
/// Grounds of refusal, which few have, are kept beside.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly struct MeasureForm
{
    private const uint NoSeconds = uint.MaxValue;
    private const byte NothingToRate = byte.MaxValue;

    private readonly long since;
    private readonly long acknowledgementDue;
    private readonly long firstResponseDue;
    private readonly long fullDue;
    private readonly uint acknowledgementSeconds;
    private readonly uint firstResponseSeconds;
    private readonly uint fullSeconds;
    private readonly uint slowestSeconds;
    private readonly ushort clarifications;
    private readonly ushort extensions;
    private readonly byte acknowledgementEnd;
    private readonly byte firstResponseEnd;
    private readonly byte fullEnd;
    private readonly byte outcome;

    /// <summary>Two bits for each of three marks, then whether there are any, and whether they were replied to.
    /// </summary>
    private readonly byte marks;

    private readonly long clarifyingSince;
    private readonly long consultingSince;
    private readonly long ratingDue;
    private readonly uint clarifyingSeconds;
    private readonly uint consultingSeconds;
    private readonly uint ratingSeconds;

    /// <summary>How the rating stands, or that there is nothing to rate.</summary>
    private readonly byte ratingEnd;

    private MeasureForm(in MeasuredPhase phase)
    {
        since = phase.Since.UtcTicks;
        (acknowledgementEnd, acknowledgementDue, acknowledgementSeconds) = Parts(phase.Acknowledgement);
        (firstResponseEnd, firstResponseDue, firstResponseSeconds) = Parts(phase.FirstResponse);
        (fullEnd, fullDue, fullSeconds) = Parts(phase.Full);
        slowestSeconds = Whole(phase.SlowestSeconds);
        clarifications = (ushort)Math.Min(phase.Clarifications, ushort.MaxValue);
        extensions = (ushort)Math.Min(phase.Extensions, ushort.MaxValue);
        outcome = (byte)phase.Outcome;
        var given = phase.Rated is { } m ? (int)m.Complete | ((int)m.Usable << 2) | ((int)m.InForm << 4) | 64 : 0;
        marks = (byte)(given | (phase.RatingReplied ? 128 : 0));
        (clarifyingSince, clarifyingSeconds) = Parts(phase.Requester.Clarifying);
        (consultingSince, consultingSeconds) = Parts(phase.Requester.Consulting);
        (ratingEnd, ratingDue, ratingSeconds) = phase.Requester.Rating is { } rating
            ? Parts(rating)
            : (NothingToRate, 0, NoSeconds);
    }

    /// <summary>From when on it stood so, in ticks.</summary>
    public long Since => since;

    public static byte[] Write(in MeasuredPhase phase)
    {
        var form = new MeasureForm(phase);
        return MemoryMarshal.AsBytes(new ReadOnlySpan<MeasureForm>(in form)).ToArray();
    }

    /// <summary>What was written, where it lies.</summary>
    /// <exception cref="InvalidDataException">It is of another length.</exception>
    public static ref readonly MeasureForm Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Unsafe.SizeOf<MeasureForm>())
        {
            throw new InvalidDataException("A line is damaged; run `parley rebuild`.");
        }
        return ref MemoryMarshal.AsRef<MeasureForm>(bytes);
    }

    public MeasuredPhase Phase(string? grounds) =>
        new(
            new DateTimeOffset(since, TimeSpan.Zero),
            Step(acknowledgementEnd, acknowledgementDue, acknowledgementSeconds),
            Step(firstResponseEnd, firstResponseDue, firstResponseSeconds),
            Step(fullEnd, fullDue, fullSeconds),
            (MeasuredOutcome)outcome,
            clarifications,
            extensions,
            grounds,
            (marks & 64) == 0
                ? null
                : new MeasuredMarks((Mark)(marks & 3), (Mark)((marks >> 2) & 3), (Mark)((marks >> 4) & 3)),
            (marks & 128) != 0,
            slowestSeconds,
            new MeasuredRequester(
                Wait(clarifyingSince, clarifyingSeconds),
                ratingEnd == NothingToRate ? null : Step(ratingEnd, ratingDue, ratingSeconds),
                Wait(consultingSince, consultingSeconds)
            )
        );

    private static (long Since, uint Seconds) Parts(in MeasuredWait wait) =>
        (wait.Since?.UtcTicks ?? 0, wait.Seconds is { } seconds ? Whole(seconds) : NoSeconds);

    private static MeasuredWait Wait(long since, uint seconds) =>
        new(seconds == NoSeconds ? null : seconds, since == 0 ? null : new DateTimeOffset(since, TimeSpan.Zero));

    private static (byte End, long Due, uint Seconds) Parts(in MeasuredStep step) =>
        ((byte)step.End, step.Due?.UtcTicks ?? 0, step.Seconds is { } seconds ? Whole(seconds) : NoSeconds);

    private static MeasuredStep Step(byte end, long due, uint seconds) =>
        new(
            (MeasuredEnd)end,
            due == 0 ? null : new DateTimeOffset(due, TimeSpan.Zero),
            seconds == NoSeconds ? null : seconds
        );

    private static uint Whole(long seconds) => (uint)Math.Clamp(seconds, 0, NoSeconds - 1);
}
