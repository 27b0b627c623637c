using System.Net.Http.Headers;
using System.Text;
using Parley.Node.Bridge;

namespace Parley.Node.Commands;

/// <summary>Asks the running node of a folder.</summary>
internal static class LocalClient
{
    /// <summary>Reads from the running node.</summary>
    /// <exception cref="IOException">No node is running on the folder.</exception>
    /// <exception cref="NodeRefusedException">It refused; the message says why.</exception>
    public static Task<string> Get(NodeFolder folder, string path, CancellationToken stop) =>
        Ask(folder, HttpMethod.Get, path, null, stop);

    /// <inheritdoc cref="Get"/>
    public static Task<string> Post(NodeFolder folder, string path, string? json, CancellationToken stop) =>
        Ask(folder, HttpMethod.Post, path, json, stop);

    private static async Task<string> Ask(
        NodeFolder folder,
        HttpMethod method,
        string path,
        string? json,
        CancellationToken stop
    )
    {
        if (!folder.IsRunning)
        {
            throw new IOException($"No node is running on {folder.Path}. Start it with `parley run`.");
        }
        using var client = new HttpClient { BaseAddress = new Uri(folder.Settings().Desk) };
        using var request = new HttpRequestMessage(method, $"{LocalPort.Path}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", folder.LocalToken());
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }
        using var response = await client.SendAsync(request, stop);
        var answer = await response.Content.ReadAsStringAsync(stop);
        return response.IsSuccessStatusCode
            ? answer
            : throw new NodeRefusedException($"The node refused ({(int)response.StatusCode}). {answer}");
    }
}

/// <summary>The running node refused what the command asked of it: exit code 1, unlike wrong use.</summary>
internal sealed class NodeRefusedException(string sentence) : Exception(sentence);
