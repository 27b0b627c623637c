using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Node.Storage;

namespace Parley.Node.Desk;

/// <summary>
/// The small database of what the desk keeps to itself, <c>desk.db</c> in the data folder: drafts and moves that wait
/// for release. It is apart from the record: nothing of it is ever sent.
/// </summary>
public sealed class DeskDatabase
{
    private readonly string connection;

    public DeskDatabase(DeskOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(options.DataFolder, "desk.db"),
            DefaultTimeout = 10,
        }.ToString();
        using var db = Open();
        db.Execute("PRAGMA journal_mode = WAL;");
        Migrations.Apply(db, "desk");
    }

    public SqliteConnection Open()
    {
        var db = new SqliteConnection(connection);
        db.Open();
        return db;
    }
}
