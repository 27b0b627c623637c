using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Parley.Node.Storage;

/// <summary>
/// One SQL statement, prepared once and run many times over SQLite's own interface. Every entry of the record runs
/// several, and the general command around them costs more than they do.
/// </summary>
internal sealed class Prepared : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    /// <summary>Prepares it; throws <see cref="SqliteException"/> where the SQL is wrong.</summary>
    public Prepared(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    /// <summary>Gives the parameters their values, in the order they stand in the SQL; then <see cref="Next"/>.
    /// </summary>
    /// <param name="values">Each a whole number, a text, bytes, or null.</param>
    public void Bind(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(i + 1, values[i]));
        }
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    /// <exception cref="SqliteException">It failed; nothing of it counts.</exception>
    public bool Next()
    {
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }
        return result == raw.SQLITE_ROW;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>The bytes as they lie in the database; gone with the next row.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(statement, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    /// <summary>Lets go of the rows, so that the database may move on.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();

    private int Bind(int place, object? value) =>
        value switch
        {
            long number => raw.sqlite3_bind_int64(statement, place, number),
            int number => raw.sqlite3_bind_int64(statement, place, number),
            null => raw.sqlite3_bind_null(statement, place),
            string text => raw.sqlite3_bind_text(statement, place, text),
            ReadOnlyMemory<byte> { IsEmpty: true } => raw.sqlite3_bind_zeroblob(statement, place, 0),
            ReadOnlyMemory<byte> bytes => raw.sqlite3_bind_blob(statement, place, bytes.Span),
            _ => throw new ArgumentException($"{value.GetType().Name} is not kept.", nameof(value)),
        };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
