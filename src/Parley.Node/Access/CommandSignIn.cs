using Parley.Node.Desk;

namespace Parley.Node.Access;

/// <summary>
/// An officer who acts by the command: the same password and the same second step as on the pages, at once.
/// </summary>
public sealed class CommandSignIn(
    SignIns signIns,
    SecondFactors factors,
    SecondStep step,
    SecurityEvents events,
    DeskOptions options
)
{
    /// <summary>The account, where everything it must prove is right. A persona of the demo, and only there, has no
    /// password.</summary>
    /// <param name="code">Of the authenticator, or a recovery code; null where the account has no second step.</param>
    public async Task<Account?> Check(string name, string password, string? code)
    {
        if (options.Demo && signIns.Persona(name) is { } persona)
        {
            return persona;
        }
        if (await signIns.Check(name, password, Doer.Command.Address) is not { } account)
        {
            return null;
        }
        var by = new Doer(account.SignInName, Doer.Command.Address);
        var how = SignedInBy.Password;
        if (factors.Of(account.Id).Exists || options.SignIn.DemandsSecondFactor(account.Roles))
        {
            if (await step.Check(account, code ?? "", by) is not { } proved)
            {
                return null;
            }
            how = proved;
        }
        events.Note(by, SecurityAct.SignedIn, more: how is SignedInBy.Password ? "" : how.ToString());
        return account;
    }
}
