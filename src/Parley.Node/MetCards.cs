using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node;

/// <summary>
/// The cards by which this node has met others. A link's record names for ever the two that were compared when it was
/// opened; a party that moves or takes a new name hands out a card with the same keys, and all are kept.
/// </summary>
public sealed class MetCards(NodeFolder folder)
{
    private string Peers => Path.Combine(folder.Path, "peers");

    private string OwnCardFile => Path.Combine(folder.Path, "own.card");

    /// <summary>The two cards compared when a link was opened: those its first entries name.</summary>
    public (Peer Own, Peer Theirs) Compared(Peer peer)
    {
        var opening = OpeningOf(peer.Code);
        return Directory.Exists(opening)
            ? (NodeFolder.Read(Path.Combine(opening, "own.card")), NodeFolder.Read(Path.Combine(opening, "their.card")))
            : (folder.OwnCard(), peer);
    }

    /// <summary>Puts a card in the place of one admitted before; the number of both cards was compared anew.</summary>
    /// <exception cref="InvalidDataException">The party is not admitted, or the card has other keys.</exception>
    public void Replace(Peer peer)
    {
        var known =
            folder.Peers().FirstOrDefault(p => p.Code == peer.Code)
            ?? throw new InvalidDataException($"{peer.Code} is not admitted yet. Leave --replace out.");
        if (!known.HasKeysOf(peer))
        {
            throw new InvalidDataException(
                $"This card of {peer.Code} has another domain or other keys to sign, to receipt or to seal. A ledger "
                    + "is verified by one set of keys from its first entry on, so they cannot change on a link that is "
                    + "open: see the guide on links."
            );
        }
        KeepCompared(known);
        KeepBefore(known.CardText, $"{peer.Code}");
        Put(Path.Combine(Peers, $"{peer.Code}.card"), peer.CardText);
    }

    /// <summary>
    /// Makes this party a new card with its keys: other addresses, another name, a fresh key for TLS.
    /// </summary>
    /// <returns>The new card.</returns>
    /// <exception cref="ArgumentException">A name or address does not fit on a card.</exception>
    public string Reissue(Bilingual? name, IReadOnlyList<string> addresses, bool newTlsKey, DateTimeOffset now)
    {
        var own = folder.OwnCard();
        var keys = Path.Combine(folder.Path, "keys");
        // A card that would not be one is found before anything is touched.
        Party.Reissue(keys, own.CardText, name ?? own.Name, addresses);
        foreach (var peer in folder.Peers())
        {
            KeepCompared(peer);
        }
        KeepBefore(own.CardText, "own");
        if (newTlsKey)
        {
            Party.RenewTls(keys, own, now);
        }
        var card = Party.Reissue(keys, own.CardText, name ?? own.Name, addresses);
        Put(OwnCardFile, card);
        return card;
    }

    private void KeepCompared(Peer peer)
    {
        var opening = OpeningOf(peer.Code);
        if (Directory.Exists(opening))
        {
            return;
        }
        // Under its name only when both are there.
        var made = Directory.CreateDirectory($"{opening}.new").FullName;
        File.WriteAllText(Path.Combine(made, "own.card"), folder.OwnCard().CardText);
        File.WriteAllText(Path.Combine(made, "their.card"), peer.CardText);
        Directory.Move(made, opening);
    }

    private void KeepBefore(string card, string name)
    {
        var before = Directory.CreateDirectory(Path.Combine(Peers, "before")).FullName;
        var number = Directory.GetFiles(before, $"{name}-*.card").Length + 1;
        File.WriteAllText(Path.Combine(before, $"{name}-{number}.card"), card);
    }

    private static void Put(string file, string text)
    {
        File.WriteAllText($"{file}.new", text);
        File.Move($"{file}.new", file, overwrite: true);
    }

    private string OpeningOf(PartyCode peer) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Peers, "opening")).FullName, $"{peer}");
}
