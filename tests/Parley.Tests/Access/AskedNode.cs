using System.Text.Json;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Node.Webhooks;
using Parley.Tests.Api;
using Parley.Tests.Node;

namespace Parley.Tests.Access;

/// <summary>
/// The node whose pages are walked, with what else addresses name: files, and one that is under way. A row of
/// <see cref="AccessTable"/> has the address here of something that is there, so that who is let through is answered;
/// where nothing is, <see cref="NotThere"/> says why.
/// </summary>
public sealed class AskedNode : IAsyncLifetime
{
    private readonly WalkedNode walked = new();
    private readonly List<(string Under, string Name, string Value)> places =
    [
        ("", "item", "files"),
        ("", "version", "1"),
        ("", "by", "US"),
        ("", "peer", "US"),
        ("", "part", "sought"),
        ("", "move", "Acknowledge"),
        ("", "sheet", "1"),
        ("", "draft", "1"),
        ("", "id", "0"),
    ];

    internal OpenNode Open => walked.Open;

    public async ValueTask InitializeAsync()
    {
        await walked.InitializeAsync();
        using var program = ProgramNodes.Program(Open.Node, "drafter");
        var request = $"requests/{Open.Request}";
        var (draft, _) = await ProgramNodes.Draft(program);
        Put("/drafts/", "id", $"{draft}");
        Put("/drafts/", "hash", await Brought(program, $"drafts/{draft}/files/files"));
        Put("/requests/", "hash", await Brought(program, $"{request}/files"));
        Put("/drafts/", "upload", await Begun(program, $"drafts/{draft}/files/files"));
        Put("/requests/", "upload", await Begun(program, $"{request}/files"));
        Put("", "index", Text((await program.Get(request)).Json.GetProperty("timeline")[0], "index"));
        Put("/agreements/", "number", Service<AgreementBook>().All()[0].Id);
        Put("/agreements/prepared/", "id", $"{Service<PreparedAgreementShelf>().All()[0].Id}");
        Put("/prepared/", "id", $"{Service<PreparedShelf>().All()[0].Id}");
        Put("/rule-book/", "id", $"{Service<RuleBookShelf>().InForce!.Kept.Id}");
        Put("/officers/", "id", Service<AccountShelf>().FindBySignInName("reader")!.Id);
        Put("/webhooks/", "id", Service<WebhookShelf>().All()[0].Id);
        Put("/changes/", "id", "1");
        Put("/tasks/", "id", "1");
        Put("/notes/", "id", "1");
    }

    public ValueTask DisposeAsync() => walked.DisposeAsync();

    /// <summary>The address of a row, with what is there in the place of each name: of the longest beginning that
    /// something was put under.</summary>
    /// <param name="method">What would be deleted is not there, so that the others find it.</param>
    internal string PathOf(string method, RoutePattern pattern) =>
        "/"
        + string.Join(
            '/',
            pattern.PathSegments.Select(one => string.Concat(one.Parts.Select(part => TextOf(part, method, pattern))))
        );

    private string TextOf(RoutePatternPart part, string method, RoutePattern pattern) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart place => PlaceOf(place.Name, method, "/" + pattern.RawText!.Trim('/')),
            _ => "",
        };

    private string PlaceOf(string name, string method, string path) =>
        places
            .Where(one => string.Equals(one.Name, name, StringComparison.Ordinal))
            .Where(one => path.Contains(one.Under, StringComparison.Ordinal))
            .Where(one => method is not "DELETE" || one.Under.Length == 0)
            .OrderByDescending(one => one.Under.Length)
            .Select(one => one.Value)
            .FirstOrDefault(Open.Request);

    private void Put(string under, string name, string value) => places.Add((under, name, value));

    private T Service<T>()
        where T : notnull => Open.Node.Services.GetRequiredService<T>();

    private static async Task<string> Brought(Caller program, string files)
    {
        var brought = await program.Upload($"{files}?name=a.csv", [1, 2]);
        Assert.True(brought.Status == 201, brought.Text);
        return Text(brought.Json.GetProperty("parcel"), "sealedSha256");
    }

    private static async Task<string> Begun(Caller program, string files)
    {
        var begun = await program.Post($"{files}/uploads", """{"name":"large.bin","size":5}""");
        Assert.True(begun.Status == 201, begun.Text);
        return Text(begun.Json, "upload");
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();
}
