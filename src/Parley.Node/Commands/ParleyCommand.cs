using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Parley.Node.Commands;

/// <summary>
/// The `parley` command. Exit codes: 0 done, 1 refused or something was found, 2 wrong use or something is missing.
/// </summary>
internal static class ParleyCommand
{
    public const int Done = 0;
    public const int Found = 1;
    public const int WrongUse = 2;

    private const string About = """
        Parley runs the cooperation of nations against cybercrime: each runs its own node, and both hold one joint
        record that neither can alter or deny.

        Look around:       parley demo
        Set up a node:     parley init --party XX --name-en "…" --name-zh "…" --domain xx.example --address https://…
        Meet another:      parley introduce > XX.card      (hand it over, and get theirs)
                           parley admit YY.card            (compare the safety number by telephone)
        Run it:            parley run

        Exit codes: 0 done · 1 refused, or the check found something · 2 wrong use, or something is missing
        """;

    public static Task<int> Run(string[] args)
    {
        var root = new RootCommand(About)
        {
            DemoCommand.Make(),
            InitCommand.Make(),
            RunCommand.Make(),
            IntroduceCommand.Make(),
            ReissueCommand.Make(),
            AdmitCommand.Make(),
            StatusCommand.Make(),
            RequestCommand.Make(),
            OfficerCommand.Make(),
            RuleBookCommand.Make(),
            WebhookCommand.Make(),
            RebuildCommand.Make(),
            VerifyCommand.Make(),
            EvidenceCommand.Make(),
            LetterCommand.Make(),
            CertificateCommand.Make(),
            RecordCommand.Make(),
            ResumeCommand.Make(),
        };
        var parsed = root.Parse(args);
        return parsed.Errors.Count > 0 ? Task.FromResult(Refuse(parsed)) : parsed.InvokeAsync();
    }

    /// <summary>
    /// Gives a command its action; what an operator can mend becomes one sentence and exit code 2, what the running
    /// node refused becomes its sentence and exit code 1.
    /// </summary>
    public static T Doing<T>(this T command, Func<ParseResult, CancellationToken, Task<int>> action)
        where T : Command
    {
        command.SetAction(
            async (parsed, stop) =>
            {
                try
                {
                    return await action(parsed, stop);
                }
                catch (NodeRefusedException e)
                {
                    await Console.Error.WriteLineAsync($"parley: {e.Message}");
                    return Found;
                }
                catch (Exception e) when (Sentence(e) is { } sentence)
                {
                    await Console.Error.WriteLineAsync($"parley: {sentence}");
                    return WrongUse;
                }
            }
        );
        return command;
    }

    /// <summary>What an operator is told, or null where it is a fault of our own.</summary>
    private static string? Sentence(Exception e) =>
        e switch
        {
            SqliteException => $"The node's database cannot be used. Restore it from a backup. ({e.Message})",
            CryptographicException => $"The node's keys cannot be read. Restore them from a backup. ({e.Message})",
            IOException
            or InvalidDataException
            or UnauthorizedAccessException
            or ArgumentException
            or FormatException
            or JsonException
            or HttpRequestException => e.Message,
            _ => null,
        };

    private static int Refuse(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            Console.Error.WriteLine($"parley: {error.Message}");
        }
        Console.Error.WriteLine("Try `parley --help`, or `parley COMMAND --help`.");
        return WrongUse;
    }
}
