using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Parley.Node.Access;
using Parley.Node.Desk;

namespace Parley.Node.Requests;

/// <summary>A view of the list of requests that an officer saved under a name.</summary>
/// <param name="Shared">The officers of the owner's authority see it too.</param>
/// <param name="Owner">The account whose it is.</param>
public sealed record SavedView(string Name, RequestFilter Filter, bool Shared, string Owner);

/// <summary>The views each officer saved, alone or for the officers of their authority; they never leave this node.
/// </summary>
public sealed class SavedViews(DeskDatabase database, AccountShelf accounts)
{
    public const int NameAtMost = 60;

    /// <summary>How many one officer may keep.</summary>
    public const int AtMost = 20;

    /// <summary>The views of one account, by name.</summary>
    public IReadOnlyList<SavedView> Of(string account)
    {
        using var db = database.Open();
        return Views(db, "account = @account", new { account });
    }

    /// <summary>What other officers of an authority share with it, as long as they belong to it.</summary>
    public IReadOnlyList<SavedView> SharedWith(string authority, string exceptAccount)
    {
        using var db = database.Open();
        return
        [
            .. Views(db, "shared = @authority AND account <> @exceptAccount", new { authority, exceptAccount })
                .Where(view =>
                    accounts.Find(view.Owner) is { Closed: false } owner
                    && string.Equals(owner.Authority, authority, StringComparison.Ordinal)
                ),
        ];
    }

    /// <summary>Gives a view another name; false where one bears it already.</summary>
    public bool Rename(string account, string name, string to)
    {
        using var db = database.Open();
        return db.Execute(
                """
                UPDATE saved_view SET name = @to WHERE account = @account AND name = @name
                AND NOT EXISTS (SELECT 1 FROM saved_view WHERE account = @account AND name = @to)
                """,
                new
                {
                    account,
                    name,
                    to,
                }
            ) > 0;
    }

    /// <summary>Shares a view with an authority, or with nobody any more.</summary>
    public void Share(string account, string name, string? authority)
    {
        using var db = database.Open();
        db.Execute(
            "UPDATE saved_view SET shared = @authority WHERE account = @account AND name = @name",
            new
            {
                account,
                name,
                authority,
            }
        );
    }

    private static List<SavedView> Views(SqliteConnection db, string where, object values) =>
        db.Query<(string Name, string Query, string? Shared, string Account)>(
                $"SELECT name, query, shared, account FROM saved_view WHERE {where} ORDER BY name",
                values
            )
            .Select(row => new SavedView(row.Name, Read(row.Query), row.Shared is not null, row.Account))
            .ToList();

    /// <summary>Keeps a view; one of the same name is replaced, and stays shared as it is. False where there is no room
    /// for another.</summary>
    public bool Save(string account, string name, RequestFilter filter) =>
        Keep(account, name, filter, authority: null, "query = excluded.query");

    /// <summary>The same, and shares it with an authority, or with nobody, in one act: nobody sees in between what is
    /// not meant for them.</summary>
    public bool Save(string account, string name, RequestFilter filter, string? authority) =>
        Keep(account, name, filter, authority, "query = excluded.query, shared = excluded.shared");

    private bool Keep(string account, string name, RequestFilter filter, string? authority, string anew)
    {
        using var db = database.Open();
        return db.Execute(
                $"""
                INSERT INTO saved_view (account, name, query, shared)
                SELECT @account, @name, @query, @authority
                WHERE (SELECT count(*) FROM saved_view WHERE account = @account AND name <> @name) < @most
                ON CONFLICT (account, name) DO UPDATE SET {anew}
                """,
                new
                {
                    account,
                    name,
                    query = new Uri(Anywhere, (filter with { Page = 1 }).Address()).Query,
                    authority,
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
