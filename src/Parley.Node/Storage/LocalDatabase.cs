using Microsoft.Data.Sqlite;

namespace Parley.Node.Storage;

/// <summary>
/// One of the small databases a node keeps beside the record: its own file, made and brought to the newest schema when
/// it is first opened, and nothing that is deleted in it stays on the disk.
/// </summary>
public abstract class LocalDatabase : IScrubbed
{
    private readonly string connection;

    /// <summary>Opens it, and makes it where there is none.</summary>
    /// <param name="name">"desk" takes desk.db and the scripts of that name.</param>
    private protected LocalDatabase(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, $"{name}.db"),
            DefaultTimeout = 10,
        }.ToString();
        using var db = Open();
        using var mode = db.CreateCommand();
        mode.CommandText = "PRAGMA journal_mode = WAL";
        mode.ExecuteNonQuery();
        Migrations.Apply(db, name);
    }

    public SqliteConnection Open()
    {
        var db = new SqliteConnection(connection);
        db.Open();
        using var atOnce = db.CreateCommand();
        atOnce.CommandText = Scrubbing.AtOnce;
        atOnce.ExecuteNonQuery();
        return db;
    }

    public bool Scrub()
    {
        using var db = Open();
        return Scrubbing.Run(db);
    }
}
