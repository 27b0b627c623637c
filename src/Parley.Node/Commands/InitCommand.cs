using System.CommandLine;
using Parley.Cooperation;

namespace Parley.Node.Commands;

/// <summary>`parley init`: makes a node: settings, fresh keys, and its card.</summary>
internal static class InitCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var party = new Option<string>("--party") { Description = "Party code, two capitals: XX", Required = true };
        var nameEn = new Option<string>("--name-en") { Description = "The party's name in English", Required = true };
        var nameZh = new Option<string>("--name-zh") { Description = "The party's name in Chinese", Required = true };
        var domain = new Option<string>("--domain")
        {
            Description = "Name of the party's keys, as a host name without scheme: parley.xx.example",
            Required = true,
        };
        var address = new Option<string[]>("--address")
        {
            Description = "Where other nodes deliver: https://host:port. May be given several times",
            Required = true,
        };
        var desk = new Option<string>("--desk")
        {
            Description = "Where the pages are served",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        var proxy = new Option<string[]>("--proxy")
        {
            Description = "Address of a web server on another machine that serves the pages over TLS: 192.0.2.10",
        };
        var host = new Option<string[]>("--host")
        {
            Description = "Host name officers type where a web server serves the pages: desk.xx.example",
        };
        var exchange = new Option<string>("--exchange")
        {
            Description = "Address and port to listen on for other nodes",
            DefaultValueFactory = _ => "0.0.0.0:5443",
        };
        var command = new Command("init", "Make a new node: its folder, fresh keys, and its card.")
        {
            data,
            party,
            nameEn,
            nameZh,
            domain,
            address,
            desk,
            proxy,
            host,
            exchange,
        };
        return command.Doing(
            (parsed, _) =>
            {
                var folder = new NodeFolder(parsed.GetValue(data)!);
                folder.Make(
                    new NodeSettings(
                        PartyCode.Parse(parsed.GetValue(party)!).ToString(),
                        parsed.GetValue(desk)!,
                        parsed.GetValue(exchange)!,
                        parsed.GetValue(proxy) is { Length: > 0 } proxies ? proxies : null,
                        parsed.GetValue(host) is { Length: > 0 } hosts ? hosts : null,
                        // Who releases and who runs the node proves more than a password, unless somebody decides
                        // otherwise.
                        new Access.SignInSettings(["releaser", "operator"])
                    ),
                    new Bilingual(parsed.GetValue(nameEn)!, parsed.GetValue(nameZh)!),
                    parsed.GetValue(domain)!,
                    parsed.GetValue(address)!,
                    TimeProvider.System.GetUtcNow()
                );
                Console.WriteLine($"Made a node in {folder.Path}.");
                Console.WriteLine("Back its keys up now: parley cannot make them again.");
                Console.WriteLine("Next: parley officer add …, then parley introduce > own.card, then parley run");
                return Task.FromResult(ParleyCommand.Done);
            }
        );
    }
}
