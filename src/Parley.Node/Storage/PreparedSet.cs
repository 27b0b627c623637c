using Microsoft.Data.Sqlite;

namespace Parley.Node.Storage;

/// <summary>The SQL statements of one connection, each prepared once and used again. For one thread at a time.
/// </summary>
internal class PreparedSet(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Prepared> prepared = new(StringComparer.Ordinal);

    protected SqliteConnection Connection => connection;

    public void Run(string sql, params ReadOnlySpan<object?> values) => Query(sql, static _ => { }, values);

    /// <summary>The first column of the last row; null where that is null or there is no row.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values)
    {
        long? number = null;
        Query(sql, r => number = r.IsNull(0) ? null : r.Number(0), values);
        return number;
    }

    public void Query(string sql, Action<Prepared> row, params ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = new Prepared(connection, sql);
            prepared.Add(sql, command);
        }
        try
        {
            command.Bind(values);
            while (command.Next())
            {
                row(command);
            }
        }
        finally
        {
            command.Reset();
        }
    }

    public virtual void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }
        prepared.Clear();
    }
}
