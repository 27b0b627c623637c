using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Requests;
using Parley.Node.Webhooks;

namespace Parley.Node.Bridge;

/// <summary>How a running node stands, as `parley status` prints it.</summary>
public sealed record NodeStatus(string Party, string Version, IReadOnlyList<LinkStatus> Links);

/// <summary>One link in a status.</summary>
public sealed record LinkStatus(
    string With,
    string Condition,
    DateTimeOffset? LastHeard,
    long Ours,
    long Theirs,
    long WaitingForReceipt,
    string? Problem
);

/// <summary>
/// What the command asks of a running node, over the loopback address of its pages: whoever can read the token in the
/// node's folder may ask.
/// </summary>
public static class LocalPort
{
    /// <summary>Where the paths begin.</summary>
    public const string Path = "/local";

    public static void UseLocalPort(this WebApplication app, NodeFolder folder, JointRecord record)
    {
        var token = folder.NewLocalToken();
        app.MapWhen(
            http => http.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal),
            local =>
            {
                local.Use(
                    (http, next) =>
                    {
                        if (Bears(http, token))
                        {
                            return next(http);
                        }
                        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                        return Task.CompletedTask;
                    }
                );
                local.UseRouting();
                local.UseEndpoints(routes =>
                {
                    routes.MapGet($"{Path}/status", () => Status(record));
                    routes.MapPost($"{Path}/resume/{{party}}", (string party) => Resume(record, party));
                    routes.MapGroup(Path).MapHandedIn();
                    routes.MapGroup(Path).MapHandedInNotes();
                    routes.MapGroup(Path).MapWebhookPort();
                });
            }
        );
    }

    /// <summary>How a node stands, running or not.</summary>
    public static NodeStatus Status(JointRecord record) =>
        new(
            record.Self.Code.ToString(),
            typeof(LocalPort).Assembly.GetName().Version!.ToString(3),
            [.. record.Peers.Select(p => Status(record, p.Code))]
        );

    private static LinkStatus Status(JointRecord record, PartyCode peer)
    {
        var state = record.StateOf(peer);
        var (ours, theirs) = record.SizesOf(peer);
        return new LinkStatus(
            peer.ToString(),
            state.Condition.ToString().ToLowerInvariant(),
            state.LastHeard,
            ours,
            theirs,
            state.Waiting,
            state.Problem
        );
    }

    private static async Task<Results<Ok, NotFound>> Resume(JointRecord record, string party)
    {
        if (!PartyCode.TryParse(party, out var code) || record.Peers.All(p => p.Code != code))
        {
            return TypedResults.NotFound();
        }
        await record.Resume(code);
        return TypedResults.Ok();
    }

    private static bool Bears(HttpContext http, string token) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()),
            Encoding.UTF8.GetBytes($"Bearer {token}")
        );
}
