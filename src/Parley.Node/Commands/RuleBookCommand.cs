using System.CommandLine;
using System.Text;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Node.Commands;

/// <summary>
/// `parley rule-book`: looks at a rule book before it is put forward, and shows the one in force. It puts none in
/// force: that takes two officers, on the pages.
/// </summary>
internal static class RuleBookCommand
{
    public static Command Make() => new("rule-book", "This nation's own rules at its node.") { Check(), ShowIt() };

    private static Command Check()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The rule book: JSON in UTF-8." };
        var command = new Command("check", "Say whether a file is a rule book, or what is wrong and where.") { file };
        return command.Doing(
            async (parsed, stop) =>
            {
                var path = parsed.GetValue(file)!.FullName;
                if (new FileInfo(path).Length > RuleBookFormat.BytesAtMost * 2)
                {
                    throw new InvalidDataException($"{path} is longer than any rule book.");
                }
                var text = await File.ReadAllBytesAsync(path, stop);
                if (!RuleBookFormat.TryRead(text, out var book, out var faults))
                {
                    foreach (var fault in faults)
                    {
                        await Console.Error.WriteLineAsync($"{path}:{fault}");
                    }
                    return ParleyCommand.Found;
                }
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"A good rule book: {book.Title.En}. {book.Provisions.Count()} rules. {RuleBookShelf.HashOf(text)}"
                    )
                );
                return ParleyCommand.Done;
            }
        );
    }

    private static Command ShowIt()
    {
        var data = Places.Data();
        var command = new Command("show", "Write the rule book in force, as it was put forward.") { data };
        return command.Doing(
            (parsed, _) =>
            {
                var accounts = new AccountShelf(Places.Folder(parsed, data).DeskFolder);
                if (RuleBookShelf.NewestIn(accounts) is not { } book)
                {
                    Console.Error.WriteLine("No rule book is in force: roles alone decide.");
                    return Task.FromResult(ParleyCommand.Found);
                }
                Console.WriteLine(Encoding.UTF8.GetString(book.Kept.Text.Span).TrimEnd());
                return Task.FromResult(ParleyCommand.Done);
            }
        );
    }
}
