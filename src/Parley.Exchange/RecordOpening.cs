using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>What would become of a subject that is still to be opened.</summary>
public sealed partial class RecordReading
{
    /// <summary>Would it be opened now? The same ruling that opening it applies.</summary>
    /// <param name="letter">'R' for a request, 'A' for an agreement.</param>
    public Task<Refusal?> WouldRefuseToOpen(
        PartyCode peer,
        char letter,
        Statement statement,
        Officer officer,
        DateTimeOffset now
    )
    {
        var link = linkOf(peer);
        var wording = Wording.Of(statement);
        return registry.Enter(work =>
            link.OurSize > 0
                ? Outgoing.Ruling(link, work, NextNumber(work, self.Code, letter, now), wording, officer, now)
                : LinkRefusals.NotOpened
        );
    }

    /// <summary>The next free number of the year for a subject of a mechanism.</summary>
    internal static SubjectId NextNumber(IShelfReading shelf, PartyCode self, char letter, DateTimeOffset now) =>
        SubjectId.Make(self, $"{letter}", now.Year, shelf.HighestNumber($"{self}-{letter}-{now.Year:D4}-") + 1);
}
