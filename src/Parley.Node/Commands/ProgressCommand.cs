using System.CommandLine;
using System.Text.Json;
using Parley.Node.Requests;

namespace Parley.Node.Commands;

/// <summary>`parley request progress`: says how a request and its steps stand.</summary>
internal static class ProgressCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var json = Places.Json();
        var number = new Argument<string>("NUMBER") { Description = "Number of the request: US-R-2026-0001." };
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "The note, JSON: the body of request.progress in docs/spec/bodies.md.",
        };
        var account = new Option<string>("--as")
        {
            Description = "Sign-in name of the drafter or releaser.",
            Required = true,
        };
        var key = Places.Key();
        var command = new Command(
            "progress",
            "State a note of progress: how it stands, how its steps stand, steps that come to them, other days for them. "
                + "Exit code 1 when the node refuses."
        )
        {
            number,
            file,
            data,
            account,
            key,
            json,
        };
        return command.Doing(
            async (parsed, stop) =>
            {
                var folder = Places.Folder(parsed, data);
                var name = parsed.GetValue(account)!;
                var bytes = await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, stop);
                using var note = Read(bytes);
                var handed = new HandedInNote(
                    name,
                    OfficerCommand.PasswordOf(folder, name),
                    note.RootElement,
                    OfficerCommand.Code(),
                    parsed.GetValue(key)
                );
                var answer = await LocalClient.Post(
                    folder,
                    $"requests/{Uri.EscapeDataString(parsed.GetValue(number)!)}/progress",
                    JsonSerializer.Serialize(handed, JsonSerializerOptions.Web),
                    stop
                );
                using var read = JsonDocument.Parse(answer);
                var index = read.RootElement.GetProperty("index").GetInt64();
                if (parsed.GetValue(json))
                {
                    Places.Print(new { Number = parsed.GetValue(number), Index = index });
                }
                else
                {
                    Console.WriteLine($"Stated as entry {index + 1} of this party's record.");
                }
                return ParleyCommand.Done;
            }
        );
    }

    private static JsonDocument Read(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The file is no note of progress: {e.Message}", e);
        }
    }
}
