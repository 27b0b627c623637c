using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>What became of an attempt to fetch a parcel.</summary>
/// <param name="Refusal">It is not taken, and why; null otherwise.</param>
/// <param name="Problem">It is not here yet, and why; null otherwise. With neither, it is here.</param>
/// <param name="Moved">Something of it came.</param>
public sealed record Fetched(ParcelRefusal? Refusal, string? Problem, bool Moved)
{
    public bool IsHere => Refusal is null && Problem is null;
}

/// <summary>
/// Fetches one parcel: goes on where it was cut, takes no byte more than its statement says, and keeps it only when it
/// is
/// the ciphertext named and opens to the file named. Whatever the other side sends is hostile until then.
/// </summary>
public sealed class ParcelFetch(IParcelShelf shelf, IParcelLink line, Func<PartyCode, ParcelLimits> limits)
{
    /// <summary>So often something else may come under its name before it is refused.</summary>
    public const int MostWrong = 3;

    private const int BufferLength = 256 * 1024;

    /// <summary>Without a byte for so long the line is taken to be cut.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(PartyCode, string), int> wrong = [];

    /// <summary>Would it be taken?</summary>
    public ParcelRefusal? Limit(PartyCode peer, Parcel parcel) => Limit(peer, parcel.Size, parcel.SealedSha256);

    /// <summary>Would a parcel of this size be taken?</summary>
    public ParcelRefusal? Limit(PartyCode peer, long size, string sealedSha256)
    {
        var (mostBytes, mostHeld) = limits(peer);
        if (size > mostBytes)
        {
            return ParcelRefusal.TooLarge;
        }
        var more = ParcelSeal.SealedLength(size) - shelf.PartLength(peer, sealedSha256);
        return shelf.HeldBytes(peer) + more > mostHeld ? ParcelRefusal.QuotaExceeded : null;
    }

    /// <summary>Tries once.</summary>
    /// <param name="progress">Told after each piece how many bytes lie here.</param>
    public async Task<Fetched> Try(
        Peer peer,
        Uri address,
        Parcel parcel,
        Action<long>? progress,
        CancellationToken cancel
    )
    {
        if (shelf.PlaceOf(peer.Code, Side.Theirs, parcel.SealedSha256) != ParcelPlace.Missing)
        {
            return new Fetched(null, null, Moved: false);
        }
        if (Limit(peer.Code, parcel) is { } limit)
        {
            return new Fetched(limit, null, Moved: false);
        }
        using var part = shelf.Continue(peer.Code, parcel.SealedSha256);
        var whole = ParcelSeal.SealedLength(parcel.Size);
        var before = part.Bytes.Length;
        var problem = before < whole ? await Take(peer, address, parcel, part, whole, progress, cancel) : null;
        var moved = part.Bytes.Length > before;
        if (problem is not null)
        {
            return new Fetched(null, problem, moved);
        }
        return await Judge(peer.Code, parcel, part, cancel) is { } fault
            ? new Fetched(fault.Refusal, fault.Problem, moved)
            : new Fetched(null, null, moved);
    }

    /// <summary>Asks for what is missing and takes it in.</summary>
    /// <returns>Why it is not all here, or null.</returns>
    private async Task<string?> Take(
        Peer peer,
        Uri address,
        Parcel parcel,
        IParcelPart part,
        long whole,
        Action<long>? progress,
        CancellationToken cancel
    )
    {
        part.Bytes.Seek(0, SeekOrigin.End);
        var from = part.Bytes.Length;
        try
        {
            await using var answer = await line.Fetch(peer, address, parcel.SealedSha256, from, cancel);
            if (answer.Status != 206)
            {
                return Text($"The other side answers {answer.Status} instead of the file.");
            }
            if (answer.From != from || answer.Total != whole)
            {
                return Text($"The other side gives bytes from {answer.From} of {answer.Total}, not {from} of {whole}.");
            }
            await Copy(answer.Body, part.Bytes, whole, progress, cancel);
        }
        catch (IOException e)
        {
            return e.Message;
        }
        return part.Bytes.Length < whole ? Text($"The line was cut after {part.Bytes.Length} of {whole} bytes.") : null;
    }

    /// <summary>Never takes more than belongs to it, however much comes.</summary>
    private static async Task Copy(
        Stream body,
        Stream part,
        long whole,
        Action<long>? progress,
        CancellationToken cancel
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            while (part.Length < whole)
            {
                patience.CancelAfter(Stall);
                var most = (int)Math.Min(BufferLength, whole - part.Length);
                var read = await body.ReadAsync(buffer.AsMemory(0, most), patience.Token);
                if (read == 0)
                {
                    return;
                }
                await part.WriteAsync(buffer.AsMemory(0, read), cancel);
                progress?.Invoke(part.Length);
            }
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new IOException("The line stood still for 30 seconds.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>All bytes are here: are they what was named? Then they are kept.</summary>
    private async Task<(ParcelRefusal? Refusal, string? Problem)?> Judge(
        PartyCode peer,
        Parcel parcel,
        IParcelPart part,
        CancellationToken cancel
    )
    {
        part.Bytes.Seek(0, SeekOrigin.Begin);
        var named = new SealedFile(parcel.Size, parcel.Sha256, parcel.SealedSha256);
        var fault = await ParcelOpening.Check(part.Bytes, named, ParcelSealing.KeyOf(parcel), cancel);
        if (fault is null)
        {
            part.Keep(parcel.SealedSha256);
            wrong.TryRemove((peer, parcel.SealedSha256), out _);
            return null;
        }
        part.Drop();
        // The wrong ciphertext may be an accident on the way or on a disk; the right one that does not open stays so.
        var times = wrong.AddOrUpdate((peer, parcel.SealedSha256), 1, (_, count) => count + 1);
        return fault switch
        {
            ParcelFault.DoesNotOpen => (ParcelRefusal.DoesNotOpen, null),
            ParcelFault.OtherFile => (ParcelRefusal.OtherFile, null),
            _ when times >= MostWrong => (ParcelRefusal.OtherCiphertext, null),
            _ => (null, "What came is not the ciphertext named; it is fetched anew."),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
