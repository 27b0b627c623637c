using System.CommandLine;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Storage;
using Spectre.Console;

namespace Parley.Node.Commands;

/// <summary>`parley introduce`: prints this node's card, to be handed to another party.</summary>
internal static class IntroduceCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var command = new Command(
            "introduce",
            "Print this node's card: names, addresses, public keys. It holds no secret; hand it to the other party."
        )
        {
            data,
        };
        return command.Doing(
            (parsed, _) =>
            {
                Console.Write(Places.Folder(parsed, data).OwnCard().CardText);
                return Task.FromResult(ParleyCommand.Done);
            }
        );
    }
}

/// <summary>`parley reissue`: a new card for the keys this node has.</summary>
internal static class ReissueCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var address = new Option<string[]>("--address")
        {
            Description = "Where other nodes deliver from now on; may be given several times. Default: as before",
        };
        var nameEn = new Option<string?>("--name-en") { Description = "The party's name in English, if it changes" };
        var nameZh = new Option<string?>("--name-zh") { Description = "The party's name in Chinese, if it changes" };
        var tls = new Option<bool>("--new-tls-key") { Description = "Make a fresh key and certificate for TLS." };
        var command = new Command(
            "reissue",
            "Make a new card for this node: other addresses, another name, or a fresh TLS key. The keys by which the "
                + "record is verified stay. Stop the node first; then hand the card to every party, which takes it "
                + "with `parley admit --replace` after the number was compared anew."
        )
        {
            data,
            address,
            nameEn,
            nameZh,
            tls,
        };
        return command.Doing(
            (parsed, _) =>
            {
                var folder = Places.Folder(parsed, data);
                using var held = folder.Hold();
                var before = folder.OwnCard().Name;
                var name = new Bilingual(parsed.GetValue(nameEn) ?? before.En, parsed.GetValue(nameZh) ?? before.Zh);
                var addresses = parsed.GetValue(address) ?? [];
                new MetCards(folder).Reissue(name, addresses, parsed.GetValue(tls), TimeProvider.System.GetUtcNow());
                Console.WriteLine("The card is made; the one before is kept. Next: parley introduce > own.card");
                return Task.FromResult(ParleyCommand.Done);
            }
        );
    }
}

/// <summary>`parley admit CARD`: shows the safety number and, once it was compared, admits the other party.</summary>
internal static class AdmitCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var card = new Argument<FileInfo>("CARD") { Description = "The other party's card, a file." };
        var replace = new Option<bool>("--replace")
        {
            Description = "Put this card in the place of one admitted before: a new address, name or TLS key.",
        };
        var number = new Option<string?>("--compared")
        {
            Description = "All twelve groups of the safety number, as compared on the telephone; else you are asked.",
        };
        var command = new Command(
            "admit",
            "Show the safety number of both cards, and admit the other party once two officers have compared all twelve "
                + "groups by telephone: one reads the first six, the other the last six, and neither sends it."
        )
        {
            data,
            card,
            replace,
            number,
        };
        return command.Doing(
            (parsed, _) =>
            {
                var folder = Places.Folder(parsed, data);
                var peer = NodeFolder.Read(parsed.GetValue(card)!.FullName);
                var safety = folder.Self().SafetyNumberWith(peer);
                Console.Error.WriteLine($"{peer.Name.En} · {peer.Name.Zh} ({peer.Code})");
                Console.Error.WriteLine($"Safety number: {safety}");
                if (!Compared(parsed.GetValue(number), safety))
                {
                    Console.Error.WriteLine("parley: the numbers differ. Nothing was admitted; get the card again.");
                    return Task.FromResult(ParleyCommand.Found);
                }
                Admit(folder, peer, parsed.GetValue(replace));
                return Task.FromResult(ParleyCommand.Done);
            }
        );
    }

    private static void Admit(NodeFolder folder, Peer peer, bool replace)
    {
        if (!replace)
        {
            folder.Admit(peer);
            Console.WriteLine($"Admitted {peer.Code}. A running node takes the card in within seconds.");
            return;
        }
        using var held = folder.Hold();
        new MetCards(folder).Replace(peer);
        Console.WriteLine($"The card of {peer.Code} is replaced; the one before is kept. Start the node again.");
    }

    private static bool Compared(string? given, string safety)
    {
        if (given is null && Console.IsInputRedirected)
        {
            throw new FormatException("Compare the number by telephone, then give it with --compared.");
        }
        given ??= AnsiConsole.Ask<string>("Type all twelve groups as they were read on the telephone:");
        return string.Equals(Digits(given), Digits(safety), StringComparison.Ordinal);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}

/// <summary>`parley resume`: the operator's word that this node was not restored from an old backup.</summary>
internal static class ResumeCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var with = new Argument<string>("PARTY") { Description = "Code of the party whose link to resume." };
        var command = new Command(
            "resume",
            "After a start, a node says nothing new before the other side has confirmed what it holds, for it might "
                + "have been restored from an old backup. When the other side cannot be reached and you know that this "
                + "node was not restored, this lets it go on. The node must be running."
        )
        {
            data,
            with,
        };
        return command.Doing(
            async (parsed, stop) =>
            {
                var folder = Places.Folder(parsed, data);
                var party = parsed.GetValue(with)!;
                if (folder.Peers().All(p => !string.Equals(p.Code.ToString(), party, StringComparison.Ordinal)))
                {
                    throw new FormatException($"{party} is not an admitted party.");
                }
                await LocalClient.Post(folder, $"resume/{party}", null, stop);
                Console.WriteLine("The link goes on.");
                return ParleyCommand.Done;
            }
        );
    }
}
