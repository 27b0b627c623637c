using System.CommandLine;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Requests;

namespace Parley.Node.Commands;

/// <summary>`parley request`: checks a draft against the guidelines, and hands it to the node; and what is said later.
/// </summary>
internal static class RequestCommand
{
    public static Command Make() =>
        new("request", "Requests from files, for scripts and other systems.")
        {
            Check(),
            Send(),
            Release(),
            ProgressCommand.Make(),
        };

    private static Command Send()
    {
        var data = Places.Data();
        var json = Places.Json();
        var file = new Argument<FileInfo>("FILE") { Description = "The draft, JSON." };
        var account = new Option<string>("--as") { Description = "Sign-in name of the drafter.", Required = true };
        var with = new Option<string?>("--with")
        {
            Description = "Code of the party it goes to, where there are several.",
        };
        var key = Places.Key();
        var command = new Command(
            "send",
            "Hand a draft to the running node and offer it for release. It leaves once another officer releases it, on "
                + "the desk or with `parley request release`. Exit code 1 when it cannot be sent as it is."
        )
        {
            file,
            data,
            account,
            with,
            key,
            json,
        };
        return command.Doing(
            async (parsed, stop) =>
            {
                var folder = Places.Folder(parsed, data);
                var bytes = await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, stop);
                ReadDraft(bytes);
                using var draft = JsonDocument.Parse(bytes);
                var handed = new HandedInDraft(
                    parsed.GetValue(account)!,
                    OfficerCommand.PasswordOf(folder, parsed.GetValue(account)!),
                    parsed.GetValue(with),
                    draft.RootElement,
                    OfficerCommand.Code(),
                    parsed.GetValue(key)
                );
                var kept = JsonSerializer.Deserialize<TakenDraft>(
                    await LocalClient.Post(
                        folder,
                        "requests",
                        JsonSerializer.Serialize(handed, JsonSerializerOptions.Web),
                        stop
                    ),
                    JsonSerializerOptions.Web
                )!;
                Tell(kept, parsed.GetValue(json));
                return kept.Offered ? ParleyCommand.Done : ParleyCommand.Found;
            }
        );
    }

    private static void Tell(TakenDraft kept, bool json)
    {
        if (json)
        {
            Places.Print(
                new
                {
                    Draft = kept.Id,
                    kept.Version,
                    kept.Offered,
                    kept.Findings,
                }
            );
            return;
        }
        foreach (var finding in kept.Findings)
        {
            Console.WriteLine(finding);
        }
        Console.WriteLine(
            kept.Offered
                ? $"Draft {kept.Id}, version {kept.Version}, is offered for release."
                : $"Draft {kept.Id} is kept on the desk; it cannot be released before the findings are mended."
        );
    }

    private static Command Release()
    {
        var data = Places.Data();
        var json = Places.Json();
        var draft = new Argument<long>("DRAFT") { Description = "Number of the draft, as `send` printed it." };
        var version = new Option<long>("--version")
        {
            Description = "The version you read, as `send` printed it or the draft's page shows it.",
            Required = true,
        };
        var account = new Option<string>("--as") { Description = "Sign-in name of the releaser.", Required = true };
        var command = new Command(
            "release",
            "Release a draft that another officer offered, as you read it. Prints the number of the request, or that a "
                + "second officer is to release it too. Exit code 1 when the node refuses, also where the draft was "
                + "changed since."
        )
        {
            draft,
            version,
            data,
            account,
            json,
        };
        return command.Doing(
            async (parsed, stop) =>
            {
                var folder = Places.Folder(parsed, data);
                var name = parsed.GetValue(account)!;
                var handed = new HandedInRelease(
                    name,
                    OfficerCommand.PasswordOf(folder, name),
                    OfficerCommand.Code(),
                    parsed.GetValue(version)
                );
                var answer = await LocalClient.Post(
                    folder,
                    $"requests/{parsed.GetValue(draft)}/release",
                    JsonSerializer.Serialize(handed, JsonSerializerOptions.Web),
                    stop
                );
                using var read = JsonDocument.Parse(answer);
                var number = Text(read, "number");
                var (state, rule) = (Text(read, "state"), Text(read, "rule"));
                if (parsed.GetValue(json))
                {
                    Places.Print(
                        new
                        {
                            Draft = parsed.GetValue(draft),
                            Number = number,
                            State = state ?? "released",
                            Rule = rule,
                        }
                    );
                }
                else
                {
                    Console.WriteLine(number ?? $"Released by you. Rule {rule} asks for a second officer.");
                }
                return ParleyCommand.Done;
            }
        );
    }

    private static string? Text(JsonDocument answer, string name) =>
        answer.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Command Check()
    {
        var data = Places.Data();
        var json = Places.Json();
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "The draft, JSON: see docs/schemas/request.schema.json",
        };
        var with = new Option<string?>("--with")
        {
            Description = "Code of the party it goes to, where there are several.",
        };
        var model = new Option<FileInfo?>("--guidelines")
        {
            Description = "Check against this file instead of the guidelines in force on the node.",
        };
        var command = new Command(
            "check",
            "Check a draft against the agreed guidelines: what is missing, what is invalid, what is advised. Exit code 1 "
                + "when it cannot be sent. Without a node, the model guidelines that come with the program are used."
        )
        {
            file,
            data,
            with,
            model,
            json,
        };
        return command.Doing(
            async (parsed, stop) =>
            {
                var bytes = await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, stop);
                var draft = ReadDraft(bytes);
                var (guidelines, from, to) = await Guidelines(
                    new NodeFolder(parsed.GetValue(data)!),
                    parsed.GetValue(model)?.FullName,
                    parsed.GetValue(with)
                );
                var findings = Cooperation.Guidelines.Check.Findings(
                    draft,
                    guidelines,
                    from,
                    to,
                    TimeProvider.System.GetUtcNow()
                );
                var complete = Cooperation.Guidelines.Check.CompletenessPercent(draft, guidelines, from, to);
                if (parsed.GetValue(json))
                {
                    Places.Print(new { Complete = complete, Findings = findings });
                }
                else
                {
                    foreach (var finding in findings)
                    {
                        Console.WriteLine($"{finding.Severity, -8} {finding.Item}: {finding.Sentence.En}");
                        Console.WriteLine($"{"", -8} {finding.Sentence.Zh}");
                    }
                    Console.WriteLine($"{complete} % complete, {findings.Length} findings.");
                }
                return findings.Any(f => f.Severity != Severity.Advice) ? ParleyCommand.Found : ParleyCommand.Done;
            }
        );
    }

    private static Draft ReadDraft(byte[] bytes) =>
        DraftFormat.TryRead(bytes, out var draft, out var problem)
            ? draft
            : throw new InvalidDataException($"The file is no draft: {problem}");

    private static async Task<(AgreedGuidelines Guidelines, PartyCode From, PartyCode To)> Guidelines(
        NodeFolder folder,
        string? file,
        string? with
    )
    {
        if (file is null && folder.Exists)
        {
            return await Places.WithRecord(
                folder,
                (record, _) =>
                {
                    var peer = Places.Peer(record, with);
                    var agreed = record.Reading.GuidelinesInForce(peer.Code, TimeProvider.System.GetUtcNow());
                    return Task.FromResult(
                        (
                            agreed?.Guidelines
                                ?? throw new InvalidDataException("No guidelines are in force with that party yet."),
                            record.Self.Code,
                            peer.Code
                        )
                    );
                }
            );
        }
        var content = await File.ReadAllTextAsync(file ?? Places.Samples("guidelines.json"));
        if (!GuidelinesFormat.TryRead(content, out var guidelines, out var problem))
        {
            throw new InvalidDataException($"These are no valid guidelines: {problem}");
        }
        // A file names no sender: the parties of its calendars stand in, in order.
        var parties = guidelines.Calendars.Select(c => c.Party).Order().ToList();
        return (guidelines, parties[0], parties[^1]);
    }
}

/// <summary>What became of a draft handed in, as the node answers it.</summary>
internal sealed record TakenDraft(long Id, long Version, bool Offered, IReadOnlyList<string> Findings);
