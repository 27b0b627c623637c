using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Parley.Node.Access;

/// <summary>
/// What the node asked a browser or a provider and awaits an answer to. Each question is answered once and soon, or
/// never; so a copied answer is worth nothing. A question may carry the form that was held, and so the room is bounded.
/// </summary>
/// <param name="atMost">How many questions may be open at once; the oldest give way.</param>
public sealed class Challenges<T>(TimeProvider clock, int atMost)
    where T : class
{
    /// <summary>How long an answer is awaited.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (T Asked, DateTimeOffset At)> open = new(StringComparer.Ordinal);

    /// <summary>Keeps a question; the name under which the answer comes.</summary>
    public string Keep(T asked)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in open.Where(one => now - one.Value.At > Patience))
        {
            open.TryRemove(old, out _);
        }
        while (
            open.Count >= atMost
            && open.OrderBy(one => one.Value.At).Select(one => one.Key).FirstOrDefault() is { } oldest
        )
        {
            open.TryRemove(oldest, out _);
        }
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        open[name] = (asked, now);
        return name;
    }

    /// <summary>The question, once; null where there is none such, or its time is over.</summary>
    public T? Take(string? name) =>
        name is not null && open.TryRemove(name, out var kept) && clock.GetUtcNow() - kept.At <= Patience
            ? kept.Asked
            : null;
}
