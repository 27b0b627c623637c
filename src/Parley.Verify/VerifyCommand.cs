using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;

namespace Parley.Verify;

/// <summary>
/// The command line of parley-verify. Exit codes: 0 what was checked is good, 1 something was found, 2 it could not be
/// checked.
/// </summary>
internal static class VerifyCommand
{
    public const int Good = 0;
    public const int Found = 1;
    public const int Unusable = 2;

    /// <summary>Runs the command line and gives its exit code.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var parsed = Create(output, errors).Parse(args);
        var code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return parsed.Action is ParseErrorAction ? Unusable : code;
    }

    private static RootCommand Create(TextWriter output, TextWriter errors)
    {
        var folder = new Argument<string>("folder")
        {
            Description = "The record folder, as 'parley record out FOLDER' writes it, or an evidence file (ZIP).",
        };
        var files = new Option<string[]>("--file")
        {
            Description = "With an evidence file: a file handed over beside it, to be found in what was stated.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = new Option<bool>("--json")
        {
            Description = "Print the outcome as JSON, for scripts.",
            Recursive = true,
        };
        var language = new Option<string>("--language")
        {
            Description = "The language of the outcome: en or zh (中文).",
            Recursive = true,
            DefaultValueFactory = _ => "en",
        };
        language.AcceptOnlyFromAmong("en", "zh");
        var outcome = new Outcome(json, language, output, errors);
        var root = new RootCommand(
            """
            Checks a Parley record with public keys alone: no node, no secret, no network.

            An evidence file, the ZIP about one matter, holds statements, each with its proof, and both cards.
            A record folder holds both parties' cards and, for each direction, the statements and the signed,
            receipted checkpoints. The check rebuilds every hash and verifies every signature, so that any change of
            any byte is found. Compare the safety number it prints with the one both parties read to each other:
            it says that the cards themselves are the right ones.

            Exit codes: 0 everything is good · 1 something is wrong · 2 it could not be checked.

            Examples:
              parley-verify ./record
              parley-verify ./record --json
              parley-verify US-R-2026-0012-evidence.zip --file accounts.csv
              parley-verify proof --statement s.json --proof s.tlog-proof --card US.card --card CN.card
              parley-verify divergence evidence.txt --card CN.card
            """
        )
        {
            folder,
            files,
            json,
            language,
            Proof(outcome),
            Divergence(outcome),
        };
        root.SetAction(parsed =>
            outcome.Of(
                parsed,
                () =>
                    parsed.GetRequiredValue(folder) is var path && File.Exists(path)
                        ? EvidenceCheck.Run(path, parsed.GetValue(files) ?? [])
                        : RecordCheck.Run(path, Progress.OnTerminal())
            )
        );
        return root;
    }

    private static Command Proof(Outcome outcome)
    {
        var statement = new Option<string>("--statement")
        {
            Description = "The statement's bytes, exactly as they were stated.",
            Required = true,
        };
        var proof = new Option<string>("--proof") { Description = "Its tlog-proof.", Required = true };
        var cards = new Option<string[]>("--card")
        {
            Description = "The card of a party, such as US.card; give both.",
            Required = true,
            Arity = new ArgumentArity(1, 2),
        };
        var command = new Command(
            "proof",
            "Checks the evidence for one statement: who stated it to whom, and when it was receipted."
        )
        {
            statement,
            proof,
            cards,
        };
        command.SetAction(parsed =>
            outcome.Of(
                parsed,
                () =>
                    ProofCheck.Run(
                        parsed.GetRequiredValue(statement),
                        parsed.GetRequiredValue(proof),
                        parsed.GetRequiredValue(cards)
                    )
            )
        );
        return command;
    }

    private static Command Divergence(Outcome outcome)
    {
        var evidence = new Argument<string>("evidence") { Description = "The evidence, as a node kept it." };
        var card = new Option<string>("--card")
        {
            Description = "The card of the party it is held against.",
            Required = true,
        };
        var command = new Command("divergence", "Checks evidence that a party has shown two histories.")
        {
            evidence,
            card,
        };
        command.SetAction(parsed =>
            outcome.Of(
                parsed,
                () => DivergenceCheck.Run(parsed.GetRequiredValue(evidence), parsed.GetRequiredValue(card))
            )
        );
        return command;
    }

    /// <summary>Prints the outcome of a check as the options say, and gives the exit code.</summary>
    private sealed class Outcome(Option<bool> json, Option<string> language, TextWriter output, TextWriter errors)
    {
        public int Of(ParseResult parsed, Func<Report> check)
        {
            try
            {
                var report = check();
                var chinese = parsed.GetValue(language) is "zh";
                output.Write(
                    parsed.GetValue(json)
                        ? JsonSerializer.Serialize(report, ReportJson.Default.Report) + "\n"
                        : new ReportText(chinese).Of(report)
                );
                return report.Good ? Good : Found;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                errors.WriteLine($"Could not be checked: {exception.Message}");
                return Unusable;
            }
        }
    }
}
