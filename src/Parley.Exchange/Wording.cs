using Parley.Cooperation;
using Parley.Exchange.Formats;

namespace Parley.Exchange;

/// <summary>
/// What is to be stated, put into words: its type and body, and what the other side will read out of them, so that we
/// rule on that. It needs no ledger, so it is made beside the one writer, not by it.
/// </summary>
internal sealed record Wording(string Type, byte[] Body, Statement Read)
{
    public static Wording Of(Statement statement)
    {
        var (type, body) = StatementFormat.Write(statement);
        return new Wording(type, body, StatementFormat.Read(type, body));
    }
}
