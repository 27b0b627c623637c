using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Settings;

/// <summary>How the security events are narrowed, as the page's form and address say it.</summary>
/// <param name="Kind">The name of a kind; what is none narrows nothing.</param>
public sealed record EventQuery(string? Kind, string? From, string? To)
{
    public static readonly EventQuery All = new(null, null, null);

    public SecurityAct? Act =>
        Enum.TryParse<SecurityAct>(Kind, out var act)
        && Enum.GetNames<SecurityAct>().Contains(Kind, StringComparer.Ordinal)
            ? act
            : null;

    public DayRange Days => DayRange.Read(From, To);

    public bool Narrows => Act is not null || !Days.IsOpen;

    /// <summary>The address of one page of them.</summary>
    public string Address(int page) =>
        FormattableString.Invariant($"/settings?kind={Act}&from={Days.FromText}&to={Days.ToText}&page={page}#events");

    public EventChoice Choice(INodeSight node) => new(Act, Days.Since(node), Days.Before(node));
}
