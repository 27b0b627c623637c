using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Parley.Node.Desk;

namespace Parley.Node.Requests;

/// <summary>A view of the list of requests that an officer saved under a name.</summary>
public sealed record SavedView(string Name, RequestFilter Filter);

/// <summary>The views each officer saved; they are nobody else's and never leave this node.</summary>
public sealed class SavedViews(DeskDatabase database)
{
    public const int NameAtMost = 60;

    /// <summary>How many one officer may keep.</summary>
    public const int AtMost = 20;

    /// <summary>The views of one account, by name.</summary>
    public IReadOnlyList<SavedView> Of(string account)
    {
        using var db = database.Open();
        return db.Query<(string Name, string Query)>(
                "SELECT name, query FROM saved_view WHERE account = @account ORDER BY name",
                new { account }
            )
            .Select(row => new SavedView(row.Name, Read(row.Query)))
            .ToList();
    }

    /// <summary>Keeps a view; one of the same name is replaced. False where there is no room for another.</summary>
    public bool Save(string account, string name, RequestFilter filter)
    {
        using var db = database.Open();
        return db.Execute(
                """
                INSERT INTO saved_view (account, name, query)
                SELECT @account, @name, @query
                WHERE (SELECT count(*) FROM saved_view WHERE account = @account AND name <> @name) < @most
                ON CONFLICT (account, name) DO UPDATE SET query = excluded.query
                """,
                new
                {
                    account,
                    name,
                    query = new Uri(Anywhere, (filter with { Page = 1 }).Address()).Query,
                    most = AtMost,
                }
            ) > 0;
    }

    public void Delete(string account, string name)
    {
        using var db = database.Open();
        db.Execute("DELETE FROM saved_view WHERE account = @account AND name = @name", new { account, name });
    }

    /// <summary>A filter from the query of an address.</summary>
    public static RequestFilter Read(string query) =>
        RequestFilter.Read(new QueryCollection(QueryHelpers.ParseQuery(query)));

    /// <summary>Only paths of this node are read; the host does not matter.</summary>
    private static readonly Uri Anywhere = new("http://node.invalid");
}
