using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>
/// The authority that issues a paper, by name. An entry bears only the authority's code: of its own authorities a node
/// knows the names, of central authorities the guidelines name them; any other stands by its code.
/// </summary>
internal static class IssuingAuthority
{
    public static Bilingual NameOf(JointRecord record, RequestSight sight, TimelineEntry entry, AuthorityShelf own)
    {
        var code = entry.Officer.Authority;
        return (entry.By == record.Self.Code ? own.Find(code)?.Name : null)
            ?? (sight.Guidelines.CentralAuthorities ?? [])
                .FirstOrDefault(one =>
                    one.Party == entry.By && string.Equals(one.Authority, code, StringComparison.Ordinal)
                )
                ?.Name
            ?? new Bilingual(code, code);
    }
}
