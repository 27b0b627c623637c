using System.Runtime.CompilerServices;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Tests.Samples;

/// <summary>The published schemas are true of the samples, and name exactly what the parser reads.</summary>
public sealed class SchemaTests
{
    private static readonly Type[] OfGuidelines =
    [
        typeof(AgreedGuidelines),
        typeof(Named),
        typeof(Urgency),
        typeof(RefusalGround),
        typeof(PartyCalendar),
        typeof(Holiday),
        typeof(Item),
        typeof(Condition),
        typeof(Clash),
        typeof(RequestKind),
        typeof(AnswerTimes),
        typeof(ExtensionTerms),
        typeof(HoldTerms),
        typeof(CentralAuthority),
        typeof(CertificateForm),
        typeof(CertificateField),
        typeof(Bilingual),
    ];

    private static readonly Type[] OfRuleBooks =
    [
        typeof(RuleBook),
        typeof(ActRule),
        typeof(AreaRule),
        typeof(StepRule),
        typeof(GroundsRule),
        typeof(KeepingTerm),
        typeof(Who),
        typeof(Matters),
        typeof(Bilingual),
    ];

    public static TheoryData<string> Drafts => [.. Files("samples/requests").Select(f => Path.GetFileName(f))];

    [Fact]
    public void The_model_guidelines_and_the_small_ones_fit_their_schema()
    {
        var schema = new Schema(Json("docs/schemas/guidelines.schema.json"));
        Assert.Empty(schema.Faults(Json("samples/guidelines.json")));
        Assert.Empty(schema.Faults(Json("docs/spec/vectors/small-guidelines.json")));
    }

    [Theory]
    [MemberData(nameof(Drafts))]
    public void Every_sample_of_a_request_fits_the_schema_of_drafts(string file)
    {
        var schema = new Schema(Json("docs/schemas/request.schema.json"));
        Assert.Empty(schema.Faults(Json($"samples/requests/{file}")));
    }

    [Fact]
    public void Every_draft_of_the_half_year_fits_the_schema_of_drafts()
    {
        var schema = new Schema(Json("docs/schemas/request.schema.json"));
        foreach (var file in Files("samples/half-year").Concat(Files("samples/year-before")))
        {
            var faults = schema.Faults(JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("draft"));
            Assert.True(faults.Count == 0, $"{file}: {string.Join("; ", faults)}");
        }
    }

    [Fact]
    public void A_document_with_a_member_too_many_or_too_few_does_not_fit()
    {
        var schema = new Schema(Json("docs/schemas/request.schema.json"));
        Assert.NotEmpty(schema.Faults(Parse("""{"kind":"a","urgency":"b","language":"en"}""")));
        Assert.NotEmpty(schema.Faults(Parse("""{"kind":"a","urgency":"b","language":"en","entries":{},"x":1}""")));
        Assert.NotEmpty(schema.Faults(Parse("""{"kind":"a","urgency":"b","language":"en","entries":{"x":1}}""")));
        Assert.Empty(schema.Faults(Parse("""{"kind":"a","urgency":"b","language":"en","entries":{"x":"1"}}""")));
    }

    [Fact]
    public void The_model_rule_book_fits_its_schema_and_is_read()
    {
        var schema = new Schema(Json("docs/schemas/rule-book.schema.json"));
        Assert.Empty(schema.Faults(Json("samples/rule-book.json")));
        Assert.Empty(schema.Faults(Parse(Law.TestBook.Text)));
        var book = Law.TestBook.Read(File.ReadAllText(Path.Combine(Root(), "samples/rule-book.json")));
        // Every code in it is one of the model guidelines, and every rule means some officer of either party.
        foreach (var party in (string[])["CN", "US"])
        {
            var personas = Personas.Read(Path.Combine(Root(), "samples/personas.json"), PartyCode.Parse(party));
            var officers = personas.Select(one => new LawOfficer(one.Id, one.Authority, one.Competences, one.Roles));
            Assert.Empty(RuleBookAdvice.On(book, SampleFiles.Guidelines, [.. officers], []));
        }
    }

    [Fact]
    public void The_schemas_name_what_the_parser_reads_and_nothing_else()
    {
        var guidelines = new Schema(Json("docs/schemas/guidelines.schema.json"));
        Assert.Equal(OfGuidelines.SelectMany(MembersOf).Distinct().Order(), guidelines.Names.Order());
        Type[] ofDrafts = [typeof(Draft), typeof(Identifier), typeof(SoughtItem), typeof(Parcel), typeof(Attached)];
        string[] ofProseAndRange = ["text", "language", "translation", "translatedBy", "reviewedBy", "from", "to"];
        var drafts = new Schema(Json("docs/schemas/request.schema.json"));
        var books = new Schema(Json("docs/schemas/rule-book.schema.json"));
        Assert.Equal(OfRuleBooks.SelectMany(MembersOf).Distinct().Order(), books.Names.Order());
        Assert.Equal(ofDrafts.SelectMany(MembersOf).Concat(ofProseAndRange).Distinct().Order(), drafts.Names.Order());
    }

    private static IEnumerable<string> MembersOf(Type type) =>
        type.GetConstructors()
            .MaxBy(c => c.GetParameters().Length)!
            .GetParameters()
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name!));

    private static JsonElement Json(string path) => Parse(File.ReadAllText(Path.Combine(Root(), path)));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Path.Combine(Root(), folder), "*.json").Order(StringComparer.Ordinal);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
