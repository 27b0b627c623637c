// A small client of a Parley node, to begin your own with: plain HTTP, no library, nothing of Parley's own code.
using CaseSystem;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await Client.Run(args, Console.Out, stop.Token);
