namespace Parley.Node.Access;

/// <summary>How officers sign in at a node, as <c>node.json</c> says under "signIn".</summary>
/// <param name="SecondFactor">The roles whose officers must prove more than a password: "releaser", "operator", or
/// "everybody"; left out where it is left to each officer.</param>
/// <param name="PasskeyHost">The host name passkeys are made for, "desk.xx.example"; left out, it is the one in the
/// address of the page on which the passkey was made.</param>
/// <param name="Provider">The nation's own sign-in provider; left out where there is none.</param>
public sealed record SignInSettings(
    IReadOnlyList<string>? SecondFactor = null,
    string? PasskeyHost = null,
    ProviderSettings? Provider = null
)
{
    private const string Everybody = "everybody";

    /// <summary>Why nobody can sign in so, or null where one can.</summary>
    public string? Problem() =>
        SecondFactor?.All(word => IsEverybody(word) || Enum.TryParse<Role>(word, ignoreCase: true, out _)) == false
            ? "\"signIn.secondFactor\" is a list of roles, or [\"everybody\"]."
        : PasskeyHost is not null && Uri.CheckHostName(PasskeyHost) != UriHostNameType.Dns
            ? "\"signIn.passkeyHost\" is a host name, without scheme and port."
        : Provider?.Problem();

    /// <summary>Must officers with these roles prove more than a password?</summary>
    public bool DemandsSecondFactor(IEnumerable<Role> roles) =>
        SecondFactor is { } demanded
        && (
            demanded.Any(IsEverybody)
            || roles.Any(role => demanded.Contains(role.ToString(), StringComparer.OrdinalIgnoreCase))
        );

    private static bool IsEverybody(string word) => word.Equals(Everybody, StringComparison.OrdinalIgnoreCase);
}
