using System.Security.Claims;
using Parley.Cooperation;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Law;

/// <summary>Whether an officer may know that something moved: of a matter that is kept from them, not even that.
/// </summary>
public sealed class Hearing(LawInForce law, RequestBook requests, DraftBook drafts)
{
    private const string Inside = "inside-";
    private static readonly string[] OfMany = ["requests", "drafts", "inside"];

    public bool May(ClaimsPrincipal user, string topic, Moved moved)
    {
        if (law.HiddenFrom(user).IsNothing)
        {
            return true;
        }
        if ((moved.About ?? OfTopic(topic)) is not { } matter)
        {
            return !OfMany.Contains(topic, StringComparer.Ordinal);
        }
        return IsRead(user, matter) && (moved.Matter is not { } with || law.MayRead(user, with));
    }

    private bool IsRead(ClaimsPrincipal user, MatterKey matter) =>
        matter.Draft is { } draft
            ? drafts.Find(draft) is { } text && law.MayRead(user, text.MatterFor(user))
            : matter.Request is not { Letter: 'R' } number || IsRead(user, number);

    private bool IsRead(ClaimsPrincipal user, SubjectId number) =>
        requests.Find(number.ToString()) is { } sight && law.MayRead(user, Matter.Of(sight));

    private static MatterKey? OfTopic(string topic) =>
        MatterKey.Read(topic.StartsWith(Inside, StringComparison.Ordinal) ? topic[Inside.Length..] : topic);
}
