using System.Xml.Linq;

namespace Parley.Tests.House;

public class ReferenceTests
{
    [Theory]
    [InlineData("Parley.Cooperation", "")]
    [InlineData("Parley.Record", "")]
    [InlineData("Parley.Sealing", "")]
    [InlineData("Parley.Exchange", "Parley.Cooperation, Parley.Record, Parley.Sealing")]
    [InlineData("Parley.Node", "Parley.Cooperation, Parley.Exchange")]
    [InlineData("Parley.Verify", "Parley.Record, Parley.Sealing")]
    public void References_go_one_way(string project, string allowed)
    {
        var file = XDocument.Load(Path.Combine(Tree.Root, "src", project, $"{project}.csproj"));
        var references = file.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal);
        Assert.Equal(allowed, string.Join(", ", references));
    }

    [Fact]
    public void References_do_not_pass_through_others()
    {
        var file = XDocument.Load(Path.Combine(Tree.Root, "Directory.Build.props"));
        Assert.Equal("true", file.Descendants("DisableTransitiveProjectReferences").Single().Value);
    }

    [Theory]
    [InlineData("Parley.Cooperation")]
    [InlineData("Parley.Record")]
    public void The_pure_rooms_use_no_packages_and_are_watched(string project)
    {
        var file = XDocument.Load(Path.Combine(Tree.Root, "src", project, $"{project}.csproj"));
        var packages = file.Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value);
        Assert.Equal(["Microsoft.CodeAnalysis.BannedApiAnalyzers"], packages);
        Assert.Contains(
            file.Descendants("AdditionalFiles"),
            f => f.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Only_sealing_signs_agrees_and_encrypts()
    {
        string[] keys = ["ECDiffieHellman", "AesGcm", "ECDsa", "libcrypto", "HKDF"];
        var elsewhere = Tree.Files("src", ".cs")
            .Where(f => !Tree.Relative(f).StartsWith("src/Parley.Sealing/", StringComparison.Ordinal))
            .Where(f => keys.Any(File.ReadAllText(f).Contains))
            .Select(Tree.Relative);
        Assert.Empty(elsewhere);
    }
}
