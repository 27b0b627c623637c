using System.CommandLine;
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

/// <summary>`parley admit CARD`: shows the safety number and, once it was compared, admits the other party.</summary>
internal static class AdmitCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var card = new Argument<FileInfo>("CARD") { Description = "The other party's card, a file." };
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
                folder.Admit(peer);
                Console.WriteLine($"Admitted {peer.Code}. A running node takes the card in within seconds.");
                return Task.FromResult(ParleyCommand.Done);
            }
        );
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
