using System.Reflection;
using System.Text.RegularExpressions;

namespace Parley.Tests.House;

public partial class HouseTests
{
    private static readonly string[] Code = [".cs", ".razor", ".css", ".scss", ".js"];

    private static readonly Assembly[] Rooms =
    [
        typeof(global::Parley.Cooperation.PartyCode).Assembly,
        typeof(global::Parley.Record.Hash).Assembly,
        typeof(global::Parley.Sealing.Card).Assembly,
        typeof(global::Parley.Exchange.JointRecord).Assembly,
        typeof(global::Parley.Node.RunningNode).Assembly,
        Assembly.Load("parley-verify"),
    ];

    [Fact]
    public void No_file_is_longer_than_300_lines() => Assert.Equal([], Sources().Where(IsLong).Select(Tree.Relative));

    [Fact]
    public void No_line_of_code_is_longer_than_120_characters() =>
        Assert.Empty(
            Sources()
                .Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
                .SelectMany(f => File.ReadLines(f).Select((line, i) => (File: f, Line: line, Number: i + 1)))
                // Sentences in both languages and patterns are kept in one piece.
                .Where(l => l.Line.Length > 120 && !l.Line.Contains('"', StringComparison.Ordinal))
                .Select(l => $"{Tree.Relative(l.File)}:{l.Number}")
        );

    [Fact]
    public void Names_say_what_a_thing_is() =>
        Assert.Empty(Types().Where(t => Vague().IsMatch(t.Name)).Select(t => t.FullName));

    [Fact]
    public void No_type_is_named_as_its_namespace() =>
        Assert.Empty(
            Types()
                .Where(t => t.Namespace is { } space && space.Split('.')[^1].Equals(t.Name, StringComparison.Ordinal))
                .Select(t => t.FullName)
        );

    [Fact]
    public void Where_a_page_says_what_a_matter_is_about_it_says_how_that_is_to_be_handled() =>
        Assert.Empty(
            Sources()
                .Where(f => f.EndsWith(".razor", StringComparison.Ordinal))
                .Select(f => (File: f, Text: File.ReadAllText(f)))
                .Where(f => f.Text.Contains(".Gist(", StringComparison.Ordinal))
                .Where(f => !f.Text.Contains("<Handling", StringComparison.Ordinal))
                .Select(f => Tree.Relative(f.File))
        );

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Empty(
            Sources()
                .Where(f => Tree.Relative(f).StartsWith("src/", StringComparison.Ordinal))
                .Where(f => Later().IsMatch(File.ReadAllText(f)))
                .Select(Tree.Relative)
        );

    [Fact]
    public void No_catch_is_silent() =>
        Assert.Empty(Sources().Where(f => SilentCatch().IsMatch(File.ReadAllText(f))).Select(Tree.Relative));

    private static bool IsLong(string file) => File.ReadLines(file).Skip(300).Any();

    private static IEnumerable<string> Sources() =>
        Tree.Files("src", Code).Concat(Tree.Files("tests", ".cs")).Concat(Tree.Files("bench", ".cs"));

    private static IEnumerable<Type> Types() =>
        Rooms
            .SelectMany(r => r.GetTypes())
            .Where(t => !t.IsNested && t.Namespace?.StartsWith("Parley", StringComparison.Ordinal) == true)
            .Where(t => !t.Name.Contains('<', StringComparison.Ordinal));

    [GeneratedRegex(
        "(Core|Common|Shared|Base|Util|Utils|Helper|Manager|Service|Handler|Processor|Info|Data|Dto|Impl)$"
    )]
    private static partial Regex Vague();

    [GeneratedRegex(@"TODO|FIXME|HACK|NotImplementedException")]
    private static partial Regex Later();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex SilentCatch();
}
