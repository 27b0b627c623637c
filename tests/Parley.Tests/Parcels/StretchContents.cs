using System.Net;

namespace Parley.Tests.Parcels;

/// <summary>A body whose line is cut after some bytes, though more were said.</summary>
internal sealed class CutContent(byte[] bytes, int cut) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(bytes.AsMemory(0, cut));
        await stream.FlushAsync();
        throw new IOException("The line was cut.");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}

/// <summary>A body that does not say how long it is.</summary>
internal sealed class UnsaidContent(byte[] bytes) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(bytes).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>A body that halts after some bytes until it is told to go on.</summary>
internal sealed class HaltingContent(byte[] bytes, int at) : HttpContent
{
    private readonly TaskCompletionSource halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Halted => halted.Task;

    public void GoOn() => goOn.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(bytes.AsMemory(0, at));
        await stream.FlushAsync();
        halted.SetResult();
        await goOn.Task;
        await stream.WriteAsync(bytes.AsMemory(at));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
