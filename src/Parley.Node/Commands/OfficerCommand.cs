using System.CommandLine;
using Parley.Cooperation;
using Parley.Node.Access;
using Spectre.Console;

namespace Parley.Node.Commands;

/// <summary>`parley officer`: opens accounts for officers of this node, and lists them.</summary>
internal static class OfficerCommand
{
    public static Command Make() =>
        new("officer", "The officers of this node.")
        {
            Add(),
            List(),
            OfficerRecoveryCommands.Reset(),
            OfficerRecoveryCommands.Roles(),
        };

    private static Command Add()
    {
        var data = Places.Data();
        var signIn = new Argument<string>("SIGN-IN-NAME") { Description = "What the officer types at sign-in." };
        var name = Both("--name", "The officer's name: English and Chinese form");
        var authority = new Option<string>("--authority")
        {
            Description = "Short code of the authority: xx-cyber-police",
            Required = true,
        };
        var authorityName = Both("--authority-name", "The authority's name: English and Chinese");
        var competences = new Option<Competence[]>("--competence")
        {
            Description =
                "What a new authority is competent for: policeLiaison, centralAuthority, pointOfContact, cert or "
                + "secretariat; may be given several times",
        };
        var title = Both("--title", "The officer's title: English and Chinese");
        var roles = new Option<Role[]>("--role")
        {
            Description = "reader, drafter, releaser, operator or auditor; may be given several times",
            Required = true,
        };
        var command = new Command("add", "Open an account. The password is asked for, or taken from $PARLEY_PASSWORD.")
        {
            data,
            signIn,
            name,
            authority,
            authorityName,
            competences,
            title,
            roles,
        };
        return command.Doing(
            (parsed, _) =>
            {
                var folder = Places.Folder(parsed, data);
                var officer = new NewOfficer(
                    Two(parsed.GetValue(name)!),
                    parsed.GetValue(authority)!,
                    Two(parsed.GetValue(authorityName)!),
                    Two(parsed.GetValue(title)!),
                    parsed.GetValue(roles)!,
                    parsed.GetValue(competences) ?? []
                );
                var officers = Officers.Of(folder.DeskFolder);
                if (officers.Add(parsed.GetValue(signIn)!, Password(), officer, Doer.Command) is { } trouble)
                {
                    Console.Error.WriteLine($"parley: {SentenceOf(trouble)}");
                    return Task.FromResult(
                        trouble == OfficerTrouble.Taken ? ParleyCommand.Found : ParleyCommand.WrongUse
                    );
                }
                Console.WriteLine($"{parsed.GetValue(signIn)} can sign in now.");
                return Task.FromResult(ParleyCommand.Done);
            }
        );
    }

    private static Command List()
    {
        var data = Places.Data();
        var json = Places.Json();
        var command = new Command("list", "List the officers.") { data, json };
        return command.Doing(
            (parsed, _) =>
            {
                var shelf = new AccountShelf(Places.Folder(parsed, data).DeskFolder);
                var all = shelf
                    .All()
                    .Select(a => new
                    {
                        a.SignInName,
                        a.Name,
                        a.Authority,
                        Roles = a.Roles.Select(r => $"{r}"),
                        a.Closed,
                    })
                    .ToList();
                if (parsed.GetValue(json))
                {
                    Places.Print(all);
                    return Task.FromResult(ParleyCommand.Done);
                }
                foreach (var officer in all)
                {
                    Console.WriteLine(
                        $"{officer.SignInName}: {officer.Name.En} · {officer.Name.Zh}, {officer.Authority}, "
                            + string.Join(", ", officer.Roles)
                            + (officer.Closed ? " (closed)" : "")
                    );
                }
                return Task.FromResult(ParleyCommand.Done);
            }
        );
    }

    internal static string SentenceOf(OfficerTrouble trouble) =>
        trouble switch
        {
            OfficerTrouble.Taken => "that sign-in name is taken.",
            OfficerTrouble.SignInName => "a sign-in name has at most 100 characters, none of them hidden.",
            OfficerTrouble.Password => "a password has 12 to 200 characters.",
            OfficerTrouble.NoRole => "give at least one --role.",
            OfficerTrouble.RolesExclude =>
                "an operator takes no part in matters, and an auditor in nothing: no --role drafter or releaser beside these.",
            OfficerTrouble.Authority =>
                "--authority is a code of lower-case letters, digits and hyphens: xx-cyber-police.",
            _ => "give every name and title in both languages, together at most 199 characters, none of them hidden.",
        };

    /// <summary>From the environment, or typed unseen.</summary>
    internal static string Password() =>
        Environment.GetEnvironmentVariable("PARLEY_PASSWORD")
        ?? (
            Console.IsInputRedirected
                ? throw new FormatException("Give the password in $PARLEY_PASSWORD.")
                : AnsiConsole.Prompt(new TextPrompt<string>("Password:").Secret())
        );

    /// <summary>The code of an authenticator, from the environment; null where none is given.</summary>
    internal static string? Code() => Environment.GetEnvironmentVariable("PARLEY_CODE");

    /// <summary>
    /// An account's password; null where it has none, as the personas of the demo, or where there is no such account,
    /// which the node will say.
    /// </summary>
    internal static string? PasswordOf(NodeFolder folder, string signInName) =>
        new AccountShelf(folder.DeskFolder).FindBySignInName(signInName)?.PasswordHash is null ? null : Password();

    private static Option<string[]> Both(string name, string description) =>
        new(name)
        {
            Description = description,
            Required = true,
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };

    private static Bilingual Two(string[] texts) => new(texts[0], texts[1]);
}
