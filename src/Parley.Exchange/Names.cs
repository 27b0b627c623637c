using Parley.Record;

namespace Parley.Exchange;

/// <summary>What the record takes as the name of who acted.</summary>
public static class Names
{
    /// <summary>Whether a text may stand in the record as authority, officer or role.</summary>
    public static bool Fit(string text) => Frame.IsName(text);
}
