using Microsoft.Extensions.Localization;
using Parley.Cooperation;
using Parley.Node.Look;

namespace Parley.Node.Review;

/// <summary>Names the parts of figures in words: "CN&gt;US/kind" is "Requests from China, by kind".</summary>
internal static class ReviewParts
{
    public static string InWords(string part, IStringLocalizer<ReviewWords> words, INodeSight node) =>
        part is [_, _, '>', _, _, '/', .. var cut]
        && PartyCode.TryParse(part[..2], out var from)
        && PartyCode.TryParse(part[3..5], out var to)
        && !words[$"part.{cut}"].ResourceNotFound
            ? words[$"part.{cut}", node.NameOf(from).In(Languages.Short), node.NameOf(to).In(Languages.Short)]
            : part;
}
