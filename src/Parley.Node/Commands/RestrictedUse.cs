using System.CommandLine;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Requests;

namespace Parley.Node.Commands;

/// <summary>
/// What came in an emergency that was not validated, or not in time, is written out by a command only with a reason,
/// which the security events keep; the pages ask their officers the same.
/// </summary>
internal static class RestrictedUse
{
    private const int LongestReason = 500;

    public static Option<string?> Reason() =>
        new("--reason")
        {
            Description =
                "Why it is needed; asked for where what came in an emergency was not validated. It stays in the security "
                + "events, which nothing is ever erased of.",
        };

    /// <summary>Whether it may be written out; where not, says why.</summary>
    public static async Task<bool> IsGiven(JointRecord record, Request request, string? reason)
    {
        if (!IsRestricted(record, request))
        {
            return true;
        }
        if (reason is { Length: > 0 and <= LongestReason } && !string.IsNullOrWhiteSpace(reason))
        {
            return true;
        }
        await Console.Error.WriteLineAsync(
            $"parley: what came for {request.Id} is restricted: the emergency was not validated, or not in time. Say why it is "
                + $"needed with --reason TEXT, at most {LongestReason} characters; the reason is kept in the security events."
        );
        return false;
    }

    /// <summary>The same for everything of a link: asked for where any of it is restricted.</summary>
    public static async Task<bool> IsGivenForAll(JointRecord record, IShelf shelf, Peer peer, string? reason)
    {
        var first = shelf
            .SubjectIds(peer.Code)
            .Where(id => id.Letter == 'R')
            .Select(id => record.Reading.Find(peer.Code, id))
            .OfType<Request>()
            .FirstOrDefault(request => IsRestricted(record, request));
        return first is null || await IsGiven(record, first, reason);
    }

    private static bool IsRestricted(JointRecord record, Request request) =>
        request.From == record.Self.Code
        && record.Reading.Guidelines(request.To, request.Guidelines) is { } guidelines
        && UseLock.Restricted(request, Deadlines.Of(request, guidelines), DateTimeOffset.UtcNow);

    /// <summary>What the security events say of it.</summary>
    public static string Noted(string what, string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? what : $"{what}: {reason.ReplaceLineEndings(" ")}";
}
