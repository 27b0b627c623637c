using System.CommandLine;
using System.Text.Json;
using Parley.Node.Webhooks;

namespace Parley.Node.Commands;

/// <summary>`parley webhook`: who is told when something happens.</summary>
internal static class WebhookCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Make() =>
        new("webhook", "Webhooks: programs of this nation that are told when something happens.")
        {
            Add(),
            List(),
            Act("test", "Send a test message to a webhook.", "The test is on its way: parley webhook list"),
            Act("remove", "Take a webhook away, with all that was still to be told to it.", "The webhook is removed."),
        };

    private static Command Add()
    {
        var data = Places.Data();
        var address = new Argument<string>("ADDRESS")
        {
            Description = "Where messages go: https://…, or http:// on this machine itself.",
        };
        var name = new Option<string>("--name") { Description = "Which system it is, for lists.", Required = true };
        var kinds = new Option<string[]>("--kind")
        {
            Description =
                "What it is told of, such as request-arrived; may be given several times. Default: everything",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "add",
            "Make a webhook, and print its secret, which is shown only now. The node must be running."
        )
        {
            data,
            address,
            name,
            kinds,
        };
        return command.Doing(
            async (parsed, stop) =>
            {
                var asked = new WebhookAsked(
                    parsed.GetValue(name),
                    parsed.GetValue(address)!,
                    parsed.GetValue(kinds) is { Length: > 0 } some ? some : null
                );
                var folder = Places.Folder(parsed, data);
                var told = await LocalClient.Post(folder, "webhooks", JsonSerializer.Serialize(asked, Json), stop);
                var made = JsonSerializer.Deserialize<WebhookListed>(told, Json)!;
                Console.WriteLine($"{made.Id}  {made.Name}  {made.Address}");
                Console.WriteLine($"Secret, shown only now: {made.Secret}");
                return ParleyCommand.Done;
            }
        );
    }

    private static Command List()
    {
        var data = Places.Data();
        var command = new Command("list", "List the webhooks and how they stand. The node must be running.") { data };
        return command.Doing(
            async (parsed, stop) =>
            {
                var told = await LocalClient.Get(Places.Folder(parsed, data), "webhooks", stop);
                foreach (var one in JsonSerializer.Deserialize<WebhookListed[]>(told, Json)!)
                {
                    var state =
                        one.Stopped is { } stopped ? $"stopped since {stopped:u}"
                        : one.Failing is { } failing ? $"takes nothing since {failing:u}"
                        : "well";
                    Console.WriteLine($"{one.Id}  {one.Name}  {one.Address}  {state}, {one.Waiting} waiting");
                    Console.WriteLine($"            {string.Join(' ', one.Kinds)}");
                }
                return ParleyCommand.Done;
            }
        );
    }

    private static Command Act(string name, string description, string done)
    {
        var data = Places.Data();
        var id = new Argument<string>("ID") { Description = "Of the webhook, as `parley webhook list` prints it." };
        var command = new Command(name, $"{description} The node must be running.") { data, id };
        return command.Doing(
            async (parsed, stop) =>
            {
                var path = $"webhooks/{Uri.EscapeDataString(parsed.GetValue(id)!)}/{name}";
                await LocalClient.Post(Places.Folder(parsed, data), path, null, stop);
                Console.WriteLine(done);
                return ParleyCommand.Done;
            }
        );
    }
}
