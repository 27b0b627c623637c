using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Requests;

namespace Parley.Node.Law;

/// <summary>What a page or form does about the matter in its address; without this it reads.</summary>
/// <param name="WhileWriting">Of a draft only what cannot change any more counts.</param>
public sealed record Does(LawAct Act, bool WhileWriting = false);

/// <summary>
/// Stands before everything that has a matter in its address, pages and programs alike: a request by its number; a
/// draft, a decision or something about an agreement that waits by its id. So nothing new is opened without the law
/// being asked.
/// </summary>
public static class LawGate
{
    /// <summary>The filter of every group of pages that show content.</summary>
    public static async ValueTask<object?> Ask(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        Forbidden(call.HttpContext) is { } forbidden ? new ForbiddenAnswer(forbidden) : await next(call);

    private static Forbidden? Forbidden(HttpContext http)
    {
        var law = http.RequestServices.GetRequiredService<LawInForce>();
        if (law.Book.IsEmpty || MatterOf(http) is not { } matter)
        {
            return null;
        }
        var does = http.GetEndpoint()?.Metadata.GetMetadata<Does>() ?? new Does(LawAct.Read);
        var asked = does.WhileWriting && matter.Move is Matter.Make ? Matter.AtWriting(matter.Kind) : matter;
        return law.Forbids(http.User, LawAct.Read, matter) ?? law.Forbids(http.User, does.Act, asked);
    }

    /// <summary>What the address is about; null where it is about no matter, or none that is there.</summary>
    private static Matter? MatterOf(HttpContext http)
    {
        var values = http.Request.RouteValues;
        var at = http.RequestServices;
        if (
            values.GetValueOrDefault("id") is string text
            && long.TryParse(text, CultureInfo.InvariantCulture, out var id)
        )
        {
            var pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            if (pattern.Contains("/drafts/{id", StringComparison.Ordinal))
            {
                return at.GetRequiredService<DraftBook>().Find(id)?.MatterFor(http.User);
            }
            if (pattern.Contains("/agreements/prepared/{id", StringComparison.Ordinal))
            {
                return at.GetRequiredService<PreparedAgreements>().FindAny(id)?.Matter;
            }
            if (pattern.Contains("prepared/{id", StringComparison.Ordinal))
            {
                return OfPrepared(at, id);
            }
        }
        var number = values
            .Values.Select(value => value?.ToString())
            .FirstOrDefault(value => SubjectId.TryParse(value, out var known) && known.Letter is 'R');
        if (number is null || at.GetRequiredService<RequestBook>().Find(number) is not { } sight)
        {
            return null;
        }
        var matter = Matter.Of(sight);
        return Enum.TryParse<RequestMove>(values.GetValueOrDefault("move")?.ToString(), out var move)
            ? matter.With(move)
            : matter;
    }

    private static Matter? OfPrepared(IServiceProvider at, long id) =>
        at.GetRequiredService<PreparedShelf>().Place(id) is var (about, made)
        && at.GetRequiredService<RequestBook>().Find(about.ToString()) is { } sight
            ? Matter.Of(sight).With(made, at.GetRequiredService<PreparedBook>().Find(id)?.Statement as RequestStatement)
            : null;
}
