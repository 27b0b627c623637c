using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseSystem;

/// <summary>
/// The client's commands. The node's address and the token stand in PARLEY_NODE and PARLEY_TOKEN, so that neither
/// stands in a list of processes.
/// </summary>
public static class Client
{
    private const string Use = """
        case-system-client ask DRAFT.json [FILE]     draft a request, attach a file, offer it for release
        case-system-client save NUMBER MOVE.json     save a step half written, for an officer to go on with
        case-system-client list requests|drafts|half-written|tasks|officers|authorities|prepared|steps|agreements|
                                agreements/prepared|keeping
                                                     print a whole list, page after page
        case-system-client watch CURSOR.txt [once]   follow what changes; acknowledge requests that arrive
        case-system-client receive URL               receive webhooks and check their signatures

        PARLEY_NODE     address of the node: https://desk.xx.example
        PARLEY_TOKEN    a token with the scopes read, draft and act
        PARLEY_WEBHOOK  for receive: the secret of the webhook, whsec_…
        """;

    private static readonly string[] Lists =
    [
        "requests",
        "drafts",
        "half-written",
        "tasks",
        "officers",
        "authorities",
        "prepared",
        "steps",
        "agreements",
        "agreements/prepared",
        "keeping",
    ];

    public static async Task<int> Run(string[] args, TextWriter output, CancellationToken stop)
    {
        try
        {
            switch (args)
            {
                case ["ask", var draft, .. var files]:
                    using (var node = ParleyNode.FromEnvironment())
                    {
                        await Ask(node, draft, files.FirstOrDefault(), output, stop);
                    }
                    return 0;
                case ["save", var number, var move]:
                    using (var node = ParleyNode.FromEnvironment())
                    {
                        await Save(node, number, move, output, stop);
                    }
                    return 0;
                case ["list", var list] when Lists.Contains(list.Split('?')[0], StringComparer.Ordinal):
                    using (var node = ParleyNode.FromEnvironment())
                    {
                        await List(node, list, output, stop);
                    }
                    return 0;
                case ["watch", var cursor, .. var more]:
                    using (var node = ParleyNode.FromEnvironment())
                    {
                        await Watch(node, cursor, more.Contains("once", StringComparer.Ordinal), output, stop);
                    }
                    return 0;
                case ["receive", var address]:
                    var secret = Environment.GetEnvironmentVariable("PARLEY_WEBHOOK") ?? "";
                    await new WebhookReceiver(secret).Listen(new Uri(address), output, stop);
                    return 0;
                default:
                    await output.WriteLineAsync(Use);
                    return 2;
            }
        }
        catch (NodeProblemException e)
        {
            await output.WriteLineAsync($"{e.Code}: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>Drafts a request from a file, attaches another, and offers it: a person releases it.</summary>
    private static async Task Ask(
        ParleyNode node,
        string draftFile,
        string? file,
        TextWriter output,
        CancellationToken stop
    )
    {
        var draft = JsonNode.Parse(await File.ReadAllTextAsync(draftFile, stop));
        // The key is made of what is asked: run again after a cut line, the same draft is found, not a second one.
        var key = ParleyNode.KeyOf("ask", draft!.ToJsonString());
        var made = await node.Post("drafts", new JsonObject { ["draft"] = draft }, key, version: null, stop);
        var id = made.GetProperty("id").GetInt64();
        await output.WriteLineAsync($"Draft {id}, {made.GetProperty("completeness")} % complete.");
        if (file is not null)
        {
            var attached = await node.Attach($"drafts/{id}/files/files", file, stop);
            await output.WriteLineAsync($"Attached {attached.GetProperty("parcel").GetProperty("name")}.");
        }
        var findings = await node.Get($"drafts/{id}/findings", stop);
        foreach (var one in findings.GetProperty("findings").EnumerateArray())
        {
            await output.WriteLineAsync(
                $"{one.GetProperty("severity")}: {one.GetProperty("sentence").GetProperty("en")}"
            );
        }
        var version = findings.GetProperty("version").GetInt64();
        var offered = await node.Post(
            $"drafts/{id}/offer",
            [],
            ParleyNode.KeyOf("offer", $"{id} {version}"),
            version,
            stop
        );
        await output.WriteLineAsync($"Draft {id} is {offered.GetProperty("state")}; another officer releases it.");
    }

    /// <summary>Saves a step half written, and prints what the rules would still say: nothing leaves by it.</summary>
    private static async Task Save(
        ParleyNode node,
        string number,
        string moveFile,
        TextWriter output,
        CancellationToken stop
    )
    {
        var move = JsonNode.Parse(await File.ReadAllTextAsync(moveFile, stop))!.AsObject();
        var place = $"requests/{number}/half-written";
        var saved = await node.Post(
            place,
            move,
            ParleyNode.KeyOf("save", $"{number} {move.ToJsonString()}"),
            version: null,
            stop
        );
        var whole = await node.Get($"{place}/{saved.GetProperty("id")}", stop);
        var why = whole.GetProperty("refusal");
        await output.WriteLineAsync($"Half-written step {saved.GetProperty("id")} of {number}.");
        await output.WriteLineAsync(
            why.ValueKind is JsonValueKind.Null
                ? "It could be said as it stands."
                : $"{why.GetProperty("sentence").GetProperty("en")}"
        );
    }

    /// <summary>Prints a list one thing a line, as the node tells of it.</summary>
    private static async Task List(ParleyNode node, string list, TextWriter output, CancellationToken stop)
    {
        await foreach (var page in node.Pages(list, stop))
        {
            foreach (var things in page.EnumerateObject().Where(one => one.Value.ValueKind is JsonValueKind.Array))
            {
                foreach (var one in things.Value.EnumerateArray())
                {
                    await output.WriteLineAsync(one.GetRawText());
                }
            }
        }
    }

    /// <summary>Follows the changes from where it left off, and acknowledges what arrives.</summary>
    private static async Task Watch(
        ParleyNode node,
        string cursorFile,
        bool once,
        TextWriter output,
        CancellationToken stop
    )
    {
        var cursor = File.Exists(cursorFile) ? (await File.ReadAllTextAsync(cursorFile, stop)).Trim() : "";
        while (!stop.IsCancellationRequested)
        {
            var after = cursor.Length > 0 ? $"&after={Uri.EscapeDataString(cursor)}" : "";
            var told = await node.Get($"changes?most=200&wait={(once ? 1 : 30)}{after}", stop);
            foreach (var change in told.GetProperty("changes").EnumerateArray())
            {
                await Take(node, change, output, stop);
            }
            // Kept only now: stopped in between, the same changes are taken again, which does no harm.
            cursor = told.GetProperty("cursor").GetString()!;
            await File.WriteAllTextAsync(cursorFile, cursor, stop);
            if (once && told.GetProperty("changes").GetArrayLength() == 0)
            {
                return;
            }
        }
    }

    private static async Task Take(ParleyNode node, JsonElement change, TextWriter output, CancellationToken stop)
    {
        var (kind, about) = (change.GetProperty("kind").GetString(), change.GetProperty("about").GetString());
        await output.WriteLineAsync($"{change.GetProperty("at")} {kind} {about}");
        if (kind is not "request-arrived")
        {
            return;
        }
        var request = await node.Get($"requests/{about}", stop);
        await output.WriteLineAsync($"  {request.GetProperty("gist").GetProperty("en")}");
        var move = request
            .GetProperty("moves")
            .EnumerateArray()
            .First(one => one.GetProperty("type").ValueEquals("request.acknowledged"));
        if (!move.GetProperty("open").GetBoolean())
        {
            return;
        }
        var said = new JsonObject
        {
            ["type"] = "request.acknowledged",
            ["body"] = new JsonObject { ["note"] = null },
        };
        await node.Post($"requests/{about}/moves", said, ParleyNode.KeyOf("acknowledge", about!), version: null, stop);
        await output.WriteLineAsync($"  Acknowledged {about}.");
    }
}
