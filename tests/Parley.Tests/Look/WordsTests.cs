using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Parley.Node.Look;

namespace Parley.Tests.Look;

/// <summary>Every word an officer reads stands in both languages.</summary>
public sealed partial class WordsTests
{
    public static TheoryData<string> Files =>
        new(
            Directory
                .GetFiles(Node, "*Words.resx", SearchOption.AllDirectories)
                .Where(file =>
                    !file.Contains("node_modules", StringComparison.Ordinal)
                    && !file.Contains("/obj/", StringComparison.Ordinal)
                )
                .Select(file => Path.GetRelativePath(Node, file))
        );

    [Fact]
    public void There_are_words_to_hold() => Assert.True(Files.Count >= 2);

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_languages_have_the_same_keys(string file)
    {
        var (en, zh) = Read(file);
        Assert.Equal(en.Keys.Order(StringComparer.Ordinal), zh.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_text_is_empty(string file)
    {
        var (en, zh) = Read(file);
        Assert.DoesNotContain(en.Concat(zh), text => text.Value.Length == 0);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_text_is_left_in_English(string file)
    {
        var (en, zh) = Read(file);
        var left = zh.Where(text =>
            Letters().IsMatch(Placeholders().Replace(Names().Replace(text.Value, ""), ""))
            && !Han().IsMatch(text.Value)
            && !IsDateFormat(text.Key)
        );
        Assert.Empty(left);
        Assert.DoesNotContain(en, text => Han().IsMatch(text.Value));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_languages_have_the_same_placeholders(string file)
    {
        var (en, zh) = Read(file);
        foreach (var (key, text) in en)
        {
            Assert.Equal(PlaceholdersOf(text), PlaceholdersOf(zh[key]));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_languages_are_really_served(string file)
    {
        var (en, zh) = Read(file);
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.Chinese);
            Assert.All(zh, text => Assert.Equal(text.Value, Served(file)[text.Key].Value));
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.English);
            Assert.All(en, text => Assert.Equal(text.Value, Served(file)[text.Key].Value));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Node
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Parley.slnx")))
            {
                folder = folder.Parent!;
            }
            return Path.Combine(folder.FullName, "src", "Parley.Node");
        }
    }

    private static IStringLocalizer Served(string file)
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var name = "Parley.Node." + Path.ChangeExtension(file, null).Replace(Path.DirectorySeparatorChar, '.');
        var words = typeof(LookWords).Assembly.GetType(name, throwOnError: true)!;
        return services.GetRequiredService<IStringLocalizerFactory>().Create(words);
    }

    private static (Dictionary<string, string> En, Dictionary<string, string> Zh) Read(string file) =>
        (Texts(file), Texts(Path.ChangeExtension(file, ".zh-Hans.resx")));

    private static Dictionary<string, string> Texts(string file) =>
        XDocument
            .Load(Path.Combine(Node, file))
            .Root!.Elements("data")
            .ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")!.Value);

    private static IEnumerable<string> PlaceholdersOf(string text) =>
        Placeholders().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static bool IsDateFormat(string key) => key.StartsWith("moment.", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[0-9][^}]*\}")]
    private static partial Regex Placeholders();

    /// <summary>Names and codes that are the same in both languages.</summary>
    [GeneratedRegex(@"\b(Parley|UTC|JSON|TLP|CERT|SHA-256)\b")]
    private static partial Regex Names();

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
