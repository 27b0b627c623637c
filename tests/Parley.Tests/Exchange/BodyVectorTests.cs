using System.Text;
using System.Text.Json;
using Parley.Exchange.Formats;
using Parley.Tests.Sealing;

namespace Parley.Tests.Exchange;

/// <summary>Bodies and folds of the committed vectors (docs/spec/bodies.md).</summary>
public sealed class BodyVectorTests
{
    [Fact]
    public void Good_bodies_are_understood_and_written_again_to_the_byte()
    {
        foreach (var good in VectorFiles.Json("bodies.json").GetProperty("good").EnumerateArray())
        {
            var (type, body) = (good.GetProperty("type").GetString()!, good.GetProperty("body").GetString()!);
            var statement = StatementFormat.Read(type, Encoding.UTF8.GetBytes(body));
            Assert.IsNotType<Parley.Cooperation.NotUnderstood>(statement);
            var written = StatementFormat.Write(statement);
            Assert.Equal((type, body), (written.Type, Encoding.UTF8.GetString(written.Body)));
        }
    }

    [Theory]
    [InlineData("lenient", true)]
    [InlineData("bad", false)]
    public void Other_bodies_are_understood_or_not_as_the_vectors_say(string group, bool understood)
    {
        foreach (var body in VectorFiles.Json("bodies.json").GetProperty(group).EnumerateArray())
        {
            Assert.True(
                understood == Bodies.IsUnderstood(Text(body, "type"), Text(body, "body")),
                $"{Text(body, "name")}: {Text(body, "body")}"
            );
        }
    }

    [Fact]
    public void Every_type_of_statement_stands_on_the_page_and_in_the_vectors()
    {
        var page = File.ReadAllText(Path.Combine(VectorFiles.Folder, "..", "bodies.md"));
        Assert.Equal(StatementFormat.Types.Order(StringComparer.Ordinal), Bodies.Good.Select(g => g.Type).Order());
        Assert.All(StatementFormat.Types, type => Assert.Contains($"`{type}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_hash_of_a_content_is_that_of_its_bytes_as_they_were_written()
    {
        var proposed = Bodies.Of("agreement.proposed");
        using var body = JsonDocument.Parse(proposed);
        var content = body.RootElement.GetProperty("content").GetRawText();
        var hash = VectorFiles.Json("bodies.json").GetProperty("contentHash").GetString();
        Assert.Equal(hash, StatementFormat.ContentHash(content));
    }

    [Fact]
    public void The_ledgers_of_the_vectors_fold_to_their_states_and_figures()
    {
        var vector = VectorFiles.Json("fold.json");
        var folded = JsonSerializer.SerializeToElement(FoldVectors.Read(vector));
        Assert.True(JsonElement.DeepEquals(vector, folded), folded.GetRawText());
        var refusals = vector
            .GetProperty("subjects")
            .EnumerateArray()
            .SelectMany(s => s.GetProperty("order").EnumerateArray())
            .Select(e => e.GetProperty("refusal").GetString())
            .OfType<string>()
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "check-not-passed",
                "not-the-opener",
                "not-understood",
                "parcel-already-received",
                "parcel-not-named",
                "request-answered",
            ],
            refusals
        );
    }

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
}
