using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Node.Look;

/// <summary>The event stream by which a page in sight learns that a part of it is out of date.</summary>
public static class Live
{
    /// <summary>The most topics one page may ask for.</summary>
    public const int TopicsAtMost = 16;

    /// <summary>How long the stream stays silent before a sign of life, so that no proxy cuts it.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>After how many milliseconds a stream asks again whether its session still lives.</summary>
    private const long LookAgain = 1_000;

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/live",
            Results<ServerSentEventsResult<string>, BadRequest> (
                string? topics,
                IChanges changes,
                Hearing hearing,
                SessionLife session,
                HttpContext http,
                IHostApplicationLifetime life
            ) =>
            {
                var asked = (topics ?? "").Split(
                    ',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                );
                if (asked.Length is 0 or > TopicsAtMost || !Array.TrueForAll(asked, IsTopic))
                {
                    return TypedResults.BadRequest();
                }
                var heard = http.User.SeesMatters() ? asked : asked.Where(IsOfTheNode).ToArray();
                var told = changes.Listen(
                    heard,
                    Pause,
                    http.RequestAborted,
                    (topic, moved) => hearing.May(http.User, topic, moved)
                );
                var stream = Stream(told, () => session.Lives(http.User), life, http.RequestAborted);
                return TypedResults.ServerSentEvents(stream);
            }
        );

    private static async IAsyncEnumerable<SseItem<string>> Stream(
        IAsyncEnumerable<string> told,
        Func<bool> lives,
        IHostApplicationLifetime life,
        [EnumeratorCancellation] CancellationToken gone
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(gone, life.ApplicationStopping);
        yield return new SseItem<string>("open", "open");
        await using var heard = told.GetAsyncEnumerator(stop.Token);
        var looked = Environment.TickCount64;
        while (await Next(heard))
        {
            if (Environment.TickCount64 - looked > LookAgain)
            {
                if (!lives())
                {
                    yield break;
                }
                looked = Environment.TickCount64;
            }
            var topic = heard.Current;
            yield return topic.Length == 0
                ? new SseItem<string>("still here", "beat")
                : new SseItem<string>(topic, topic);
        }
    }

    private static async ValueTask<bool> Next(IAsyncEnumerator<string> heard)
    {
        try
        {
            return await heard.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Who only runs the node hears of links, not of matters.</summary>
    private static bool IsOfTheNode(string topic) => string.Equals(topic, "links", StringComparison.Ordinal);

    private static bool IsTopic(string text) =>
        text.Length <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
