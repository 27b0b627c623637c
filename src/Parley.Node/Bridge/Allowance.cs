namespace Parley.Node.Bridge;

/// <summary>
/// So much at once, and so much again with time: what keeps one party from taking all of a node. What is taken may
/// overdraw it once; then nothing more is given until time has made up for it.
/// </summary>
internal sealed class Allowance(double most, double perSecond, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly double full = most;
    private double left = most;
    private long then = clock.GetTimestamp();

    /// <summary>Is anything left?</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                Refill();
                return left > 0;
            }
        }
    }

    /// <summary>Takes an amount if anything is left; false, and nothing taken, if not.</summary>
    public bool TryTake(double amount)
    {
        lock (gate)
        {
            Refill();
            if (left <= 0)
            {
                return false;
            }
            left -= amount;
            return true;
        }
    }

    private void Refill()
    {
        var now = clock.GetTimestamp();
        left = Math.Min(full, left + (clock.GetElapsedTime(then, now).TotalSeconds * perSecond));
        then = now;
    }
}
