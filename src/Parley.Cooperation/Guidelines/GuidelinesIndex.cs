using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// The guidelines ready for looking up: built once for each document, kept as long as the document lives, and never
/// throwing on a document that is not valid.
/// </summary>
internal sealed class GuidelinesIndex
{
    private static readonly ConditionalWeakTable<AgreedGuidelines, GuidelinesIndex> Built = [];

    private readonly FrozenDictionary<string, KindIndex> kinds;
    private readonly FrozenDictionary<string, ImmutableArray<Named>> lists;
    private readonly FrozenDictionary<PartyCode, WorkingCalendar> calendars;

    private GuidelinesIndex(AgreedGuidelines guidelines)
    {
        Urgencies = ByCode(guidelines.Urgencies, u => u.Code);
        Grounds = ByCode(guidelines.RefusalGrounds, g => g.Code);
        Languages = guidelines.Languages.ToFrozenSet(StringComparer.Ordinal);
        Certificates = ByCode(guidelines.Certificates ?? [], c => c.Code);
        CentralAuthorities = (guidelines.CentralAuthorities ?? []).Select(a => (a.Party, a.Authority)).ToFrozenSet();
        kinds = ByCode(guidelines.Kinds, k => k.Code)
            .ToFrozenDictionary(
                p => p.Key,
                p => new KindIndex(p.Value, guidelines.CommonItems),
                StringComparer.Ordinal
            );
        lists = new Dictionary<string, ImmutableArray<Named>>(StringComparer.Ordinal)
        {
            [OptionLists.CrimeAreas] = guidelines.CrimeAreas,
            [OptionLists.HandlingCodes] = guidelines.HandlingCodes,
            [OptionLists.TrafficLights] = guidelines.TrafficLights,
            [OptionLists.SourceEvaluations] = guidelines.SourceEvaluations,
            [OptionLists.InformationEvaluations] = guidelines.InformationEvaluations,
            [OptionLists.Certificates] =
            [
                .. (guidelines.Certificates ?? []).Select(c => new Named(c.Code, c.Name, c.Help)),
            ],
            [OptionLists.Languages] = [.. guidelines.Languages.Select(tag => new Named(tag, LanguageNames.Of(tag)))],
        }.ToFrozenDictionary(StringComparer.Ordinal);
        calendars = guidelines
            .Calendars.Select(c => (c.Party, Calendar: WorkingCalendar.TryMake(c)))
            .Where(c => c.Calendar is not null)
            .GroupBy(c => c.Party)
            .ToFrozenDictionary(g => g.Key, g => g.First().Calendar!);
    }

    public FrozenDictionary<string, Urgency> Urgencies { get; }

    public FrozenDictionary<string, RefusalGround> Grounds { get; }

    public FrozenSet<string> Languages { get; }

    public FrozenDictionary<string, CertificateForm> Certificates { get; }

    public FrozenSet<(PartyCode Party, string Authority)> CentralAuthorities { get; }

    public static GuidelinesIndex Of(AgreedGuidelines guidelines) =>
        Built.GetValue(guidelines, static g => new GuidelinesIndex(g));

    public KindIndex? Kind(string code) => kinds.GetValueOrDefault(code);

    public WorkingCalendar? CalendarOf(PartyCode party) => calendars.GetValueOrDefault(party);

    public ImmutableArray<Named> OptionsOf(Item item, string urgency)
    {
        if (item.OptionsFrom is not { } list)
        {
            return item.Options ?? [];
        }
        if (string.Equals(list, OptionLists.UrgencyGrounds, StringComparison.Ordinal))
        {
            return Urgencies.TryGetValue(urgency, out var found) ? found.Grounds : [];
        }
        return lists.TryGetValue(list, out var options) ? options : [];
    }

    private static FrozenDictionary<string, T> ByCode<T>(ImmutableArray<T> all, Func<T, string> code) =>
        all.GroupBy(code, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
}

/// <summary>
/// One kind with its items, the common ones first. Where the kind has an item of the same id, that stands in the common
/// one's place: so a kind narrows what may be chosen, or asks for what is optional elsewhere.
/// </summary>
internal sealed class KindIndex
{
    public KindIndex(RequestKind kind, ImmutableArray<Item> common)
    {
        Kind = kind;
        Items = Form(common, kind.Items);
        ById = Items.ToFrozenDictionary(i => i.Id, StringComparer.Ordinal);
        Grounds = kind.RefusalGrounds.ToFrozenSet(StringComparer.Ordinal);
    }

    public RequestKind Kind { get; }

    public ImmutableArray<Item> Items { get; }

    public FrozenDictionary<string, Item> ById { get; }

    public FrozenSet<string> Grounds { get; }

    public static ImmutableArray<Item> Form(ImmutableArray<Item> common, ImmutableArray<Item> own) =>
        [
            .. common
                .Select(item => own.FirstOrDefault(i => string.Equals(i.Id, item.Id, StringComparison.Ordinal)) ?? item)
                .Concat(own)
                .DistinctBy(i => i.Id, StringComparer.Ordinal),
        ];
}

/// <summary>How the languages of the link are called.</summary>
internal static class LanguageNames
{
    public static Bilingual Of(string tag) =>
        tag switch
        {
            "en" => new Bilingual("English", "英文"),
            "zh" => new Bilingual("Chinese", "中文"),
            _ => new Bilingual(tag, tag),
        };
}
