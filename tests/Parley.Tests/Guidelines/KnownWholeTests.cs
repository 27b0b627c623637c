using Parley.Exchange.Formats;
using Parley.Node.Agreements;
using Parley.Tests.Samples;

namespace Parley.Tests.Guidelines;

/// <summary>Two nodes rule alike only by what both know: guidelines that say more than a node knows are read there, and
/// neither proposed nor accepted.</summary>
public sealed class KnownWholeTests
{
    private static readonly string Model = StatementFormat.OneLine(SampleFiles.GuidelinesText);

    [Fact]
    public void The_model_guidelines_are_known_whole() => Assert.Null(AgreementPages.Unknown("guidelines", Model));

    [Theory]
    [InlineData("\"refusalInPart\":true", "\"refusalInPart\":true,\"heardTwice\":true", "heardTwice")]
    [InlineData("\"kinds\":[", "\"appeals\":[],\"kinds\":[", "appeals")]
    [InlineData("\"refusalInPart\":true", "\"refusalInpart\":true", "refusalInpart")]
    public void A_member_that_is_not_known_is_named_wherever_it_stands(string part, string changed, string name)
    {
        var text = Model.Replace(part, changed, StringComparison.Ordinal);
        Assert.True(GuidelinesFormat.TryRead(text, out _, out var problem), problem);
        var refusal = AgreementPages.Unknown("guidelines", text);
        Assert.Equal("guidelines-not-known-whole", refusal?.Code);
        Assert.Contains(name, refusal!.Sentence.En, StringComparison.Ordinal);
        Assert.Null(AgreementPages.Unknown("sharing-plan", text));
    }
}
