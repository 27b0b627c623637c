using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Parley.Node.Access;

/// <summary>
/// Passkeys: what the browser is asked, and what its answers do. A passkey proves the officer alone, without a
/// password: the device asks for a finger, a face or its own code.
/// </summary>
public static class PasskeyPages
{
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var anyone = routes.MapGroup("/sign-in/passkey").AllowAnonymous().RequireRateLimiting(Protection.SignInLimit);
        anyone.MapPost("/options", AskToUse);
        anyone.MapPost("", Use);
        var own = routes.MapGroup("/account/passkeys").AddEndpointFilter(AccountPages.Fresh);
        own.MapPost("/options", AskToMake);
        own.MapPost("", Add);
        own.MapPost("/{id}/remove", Remove);
    }

    /// <summary>What passkeys are for at this node, and what is asked of them.</summary>
    internal static void Set(IdentityPasskeyOptions passkeys, SignInSettings settings)
    {
        passkeys.ServerDomain = settings.PasskeyHost;
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.AuthenticatorTimeout = TimeSpan.FromMinutes(2);
        passkeys.ValidateOrigin = asked =>
        {
            // Hosts nobody named are refused before; so the page's own address is what it must be.
            var request = asked.HttpContext.Request;
            return ValueTask.FromResult(
                !asked.CrossOrigin
                    && string.Equals(asked.Origin, $"{request.Scheme}://{request.Host}", StringComparison.Ordinal)
            );
        };
    }

    private static async Task<IResult> AskToUse(
        IPasskeyHandler<Account> passkeys,
        Challenges<PasskeyQuestion> questions,
        HttpContext http
    )
    {
        var asked = await passkeys.MakeRequestOptionsAsync(null, http);
        return Question(questions, new PasskeyQuestion("", asked.AssertionState ?? ""), asked.RequestOptionsJson);
    }

    private static async Task<IResult> Use(
        [FromForm] string? challenge,
        [FromForm] string? credential,
        [FromForm] string? to,
        [FromForm] string? held,
        IPasskeyHandler<Account> passkeys,
        PasskeyShelf shelf,
        Challenges<PasskeyQuestion> questions,
        Entrance entrance,
        SecurityEvents events,
        HttpContext http
    )
    {
        var way = new SignInWay(to, held);
        if (questions.Take(challenge) is not { Account.Length: 0 } question)
        {
            return AccessPages.SignInAgain(http, way, SignInTrouble.TooLate);
        }
        var proof = await passkeys.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = http,
                CredentialJson = credential ?? "",
                AssertionState = question.State,
            }
        );
        if (proof.Succeeded && !proof.User.Closed && shelf.Use(proof.Passkey))
        {
            return await entrance.Enter(http, proof.User, SignedInBy.Passkey, way);
        }
        events.Note(
            new Doer(proof.User?.SignInName ?? "", Protection.AddressOf(http)),
            SecurityAct.SignInFailed,
            more: nameof(SignedInBy.Passkey)
        );
        return AccessPages.SignInAgain(http, way, SignInTrouble.Passkey);
    }

    private static async Task<IResult> AskToMake(
        IPasskeyHandler<Account> passkeys,
        AccountShelf accounts,
        Challenges<PasskeyQuestion> questions,
        HttpContext http
    )
    {
        var account = accounts.Find(http.User.AccountId())!;
        var entity = new PasskeyUserEntity
        {
            Id = account.Id,
            Name = account.SignInName,
            DisplayName = account.Name.Both,
        };
        var asked = await passkeys.MakeCreationOptionsAsync(entity, http);
        return Question(
            questions,
            new PasskeyQuestion(account.Id, asked.AttestationState ?? ""),
            asked.CreationOptionsJson
        );
    }

    private static async Task<IResult> Add(
        [FromForm] string? challenge,
        [FromForm] string? credential,
        [FromForm] string? name,
        IPasskeyHandler<Account> passkeys,
        AccountShelf accounts,
        PasskeyShelf shelf,
        Challenges<PasskeyQuestion> questions,
        Entrance entrance,
        HttpContext http
    )
    {
        var account = accounts.Find(http.User.AccountId())!;
        var called = name?.Trim() ?? "";
        if (called.Length == 0 || called.Length > PasskeyShelf.NameAtMost || called.Any(char.IsControl))
        {
            return AccountPages.Page(http, AccountTrouble.PasskeyName);
        }
        var question = questions.Take(challenge);
        if (question is null || !string.Equals(question.Account, account.Id, StringComparison.Ordinal))
        {
            return AccountPages.Page(http, AccountTrouble.Passkey);
        }
        var proof = await passkeys.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = http,
                CredentialJson = credential ?? "",
                AttestationState = question.State,
            }
        );
        if (
            !proof.Succeeded
            || shelf.Of(account.Id).Count >= PasskeyShelf.AtMost
            || shelf.Find(proof.Passkey.CredentialId) is not null
        )
        {
            return AccountPages.Page(http, AccountTrouble.Passkey);
        }
        shelf.Add(account, called, proof.Passkey, Doer.Of(http));
        await entrance.Begin(http, accounts.Find(account.Id)!, SignedInBy.Passkey);
        return Results.LocalRedirect("/account");
    }

    private static async Task<IResult> Remove(
        string id,
        AccountShelf accounts,
        PasskeyShelf shelf,
        Entrance entrance,
        HttpContext http
    )
    {
        var account = accounts.Find(http.User.AccountId())!;
        if (!shelf.Remove(account, id, Doer.Of(http)))
        {
            return Results.NotFound();
        }
        await AccountPages.BeginAfterRemoval(http, accounts, entrance);
        return Results.LocalRedirect("/account");
    }

    private static IResult Question(Challenges<PasskeyQuestion> questions, PasskeyQuestion question, string options) =>
        Results.Text(
            new JsonObject
            {
                ["challenge"] = questions.Keep(question),
                ["options"] = JsonNode.Parse(options),
            }.ToJsonString(),
            "application/json"
        );
}

/// <summary>What a browser was asked.</summary>
/// <param name="Account">Whose passkey shall be made; empty where one shall be used.</param>
public sealed record PasskeyQuestion(string Account, string State);
