using System.CommandLine;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Node.Access;

namespace Parley.Node.Commands;

/// <summary>
/// `parley officer reset` and `parley officer roles`: the way back where no operator can sign in any more. On the pages
/// it takes two persons; here it takes whoever may write the node's disk, and the security events say so.
/// </summary>
internal static class OfficerRecoveryCommands
{
    public static Command Reset()
    {
        var data = Places.Data();
        var signIn = SignIn();
        var command = new Command(
            "reset",
            "Give an officer a new password, and take away the authenticator, recovery codes, passkeys and tokens. The "
                + "password is asked for, or taken from $PARLEY_PASSWORD."
        )
        {
            data,
            signIn,
        };
        return command.Doing(
            (parsed, _) =>
                With(
                    Places.Folder(parsed, data),
                    parsed.GetValue(signIn)!,
                    (shelf, officers, account) =>
                    {
                        if (officers.ChangePassword(account.Id, OfficerCommand.Password(), Doer.Command) is { } trouble)
                        {
                            return trouble;
                        }
                        var events = new SecurityEvents(
                            shelf,
                            TimeProvider.System,
                            NullLogger<SecurityEvents>.Instance
                        );
                        // Nothing sealed is opened, so no key is needed.
                        var second = new SecondFactors(
                            shelf,
                            events,
                            new EphemeralDataProtectionProvider(),
                            TimeProvider.System
                        );
                        second.Remove(account, Doer.Command, SecurityAct.SecondFactorReset);
                        Console.WriteLine(
                            $"{account.SignInName} signs in by the new password alone, and can set up a second step again."
                                + (account.Closed ? " The account is closed." : "")
                        );
                        return null;
                    }
                )
        );
    }

    public static Command Roles()
    {
        var data = Places.Data();
        var signIn = SignIn();
        var roles = new Option<Role[]>("--role")
        {
            Description = "reader, drafter, releaser, operator or auditor; may be given several times",
            Required = true,
        };
        var command = new Command("roles", "Give an officer other roles, in the place of all held before.")
        {
            data,
            signIn,
            roles,
        };
        return command.Doing(
            (parsed, _) =>
                With(
                    Places.Folder(parsed, data),
                    parsed.GetValue(signIn)!,
                    (_, officers, account) =>
                    {
                        var given = parsed.GetValue(roles)!.Distinct().ToList();
                        if (officers.ChangeRoles(account.Id, given, Doer.Command) is { } trouble)
                        {
                            return trouble;
                        }
                        Console.WriteLine($"{account.SignInName} is now {string.Join(", ", given)}.");
                        return null;
                    }
                )
        );
    }

    private static Argument<string> SignIn() =>
        new("SIGN-IN-NAME") { Description = "What the officer types at sign-in." };

    private static Task<int> With(
        NodeFolder folder,
        string signIn,
        Func<AccountShelf, Officers, Account, OfficerTrouble?> act
    )
    {
        var shelf = new AccountShelf(folder.DeskFolder);
        if (shelf.FindBySignInName(signIn) is not { } account)
        {
            Console.Error.WriteLine($"parley: nobody signs in as {signIn}; `parley officer list` names all.");
            return Task.FromResult(ParleyCommand.WrongUse);
        }
        if (act(shelf, Officers.Of(folder.DeskFolder), account) is { } trouble)
        {
            Console.Error.WriteLine($"parley: {OfficerCommand.SentenceOf(trouble)}");
            return Task.FromResult(ParleyCommand.WrongUse);
        }
        return Task.FromResult(ParleyCommand.Done);
    }
}
