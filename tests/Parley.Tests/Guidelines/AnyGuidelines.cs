using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>
/// Guidelines drawn at random that two parties could agree on: every list, type of item, condition, time and term that
/// their schema knows.
/// </summary>
internal sealed class AnyGuidelines(Choices choices)
{
    /// <summary>The authority that speaks for either party in what is drawn.</summary>
    public const string Authority = "office";

    private static readonly ImmutableArray<ItemType> Types =
    [
        .. Enum.GetValues<ItemType>().Where(type => type is not ItemType.Sought),
    ];

    /// <summary>Ids that other fields of a page go by, or that look like a part of another item's field.</summary>
    private static readonly ImmutableArray<string> Awkward =
    [
        "version",
        "opened",
        "act",
        "language",
        "translatedBy",
        "text",
        "answer",
        "has.item-1",
        "item-1.text",
        "item-2.at",
        "item-2.value",
        "a/b:c+d",
    ];

    private readonly HashSet<string> ids = new(["kind", "urgency"], StringComparer.Ordinal);
    private int items;

    public AgreedGuidelines Make()
    {
        var common = Some(1 + choices.Below(4)).Add(Ground);
        var shared = choices.Yes(4);
        common = shared ? common.Add(Steps()) : common;
        var codes = ImmutableArray.CreateRange(Enumerable.Range(1, 1 + choices.Below(3)).Select(n => $"kind-{n}"));
        var basis = All with
        {
            CrimeAreas = Names("area", 8),
            Urgencies = Urgencies(),
            HandlingCodes = Names("H", 4),
            TrafficLights = Names("TLP:", 5),
            SourceEvaluations = Names("A", 4),
            InformationEvaluations = Names("", 4),
            Languages = choices.Of<ImmutableArray<string>>(["en", "zh"], ["zh", "en"], ["en"], ["zh"]),
            Calendars = [Calendar(Washington), Calendar(Beijing)],
            Parts = Names("part-", 3),
            RefusalGrounds = [.. Names("ground-", 4).Select(one => new RefusalGround(one.Code, one.Name, one.Help))],
            CentralAuthorities =
            [
                new CentralAuthority(US, Authority, Both("Central")),
                new CentralAuthority(CN, Authority, Both("Central")),
            ],
            Certificates = choices.Yes(4) ? null : Certificates(),
        };
        var kinds = codes.Select(code => Kind(code, codes, basis, common, shared)).ToImmutableArray();
        common = Placed(Conditioned(common, common, basis), basis, codes);
        return basis with { CommonItems = common, Kinds = kinds };
    }

    private RequestKind Kind(
        string code,
        ImmutableArray<string> codes,
        AgreedGuidelines basis,
        ImmutableArray<Item> common,
        bool shared
    )
    {
        var own = Some(choices.Below(6));
        own = shared ? own : own.Insert(choices.Below(own.Length + 1), Steps());
        if (choices.Yes(3) && choices.Of(common) is { Type: not ItemType.Sought, OptionsFrom: null } narrowed)
        {
            own = own.Add(narrowed with { Required = choices.Yes(), Options = OptionsOf(narrowed.Type) });
        }
        var urgencies = basis.Urgencies.Where((_, at) => at == 0 || choices.Yes()).Select(u => u.Code);
        return new RequestKind(
            code,
            Both("Kind"),
            Both("Purpose"),
            Placed(Conditioned(own, Form(common, own), basis), basis, codes),
            [.. urgencies.Select(Times)],
            [.. basis.RefusalGrounds.Where(_ => choices.Yes()).Select(ground => ground.Code)],
            ClockStopsForClarification: choices.Yes(),
            Extension: choices.Yes() ? new ExtensionTerms(1 + choices.Below(3), Time()) : null,
            ConsultBeforeRefusal: choices.Yes(),
            ProgressEvery: Perhaps(),
            Hold: choices.Yes() ? new HoldTerms(Time(), Time(), Time()) : null,
            Source: choices.Yes() ? "An instrument" : null,
            ProgressByBoth: choices.Yes(),
            OnlyCentralAuthorities: choices.Yes(3),
            ValidateWithin: Perhaps(),
            LimitUseWithin: Perhaps(),
            RateWithin: Perhaps(),
            ConvertsTo: choices.Yes()
                ? [.. codes.Where(other => !string.Equals(other, code, StringComparison.Ordinal))]
                : null,
            ConsultWithin: Perhaps(),
            RefusalInPart: choices.Yes()
        );
    }

    /// <summary>What the form of a kind asks for: its own item stands in the place of the common one it narrows.
    /// </summary>
    private static ImmutableArray<Item> Form(ImmutableArray<Item> common, ImmutableArray<Item> own) =>
        [.. common.ExceptBy(own.Select(item => item.Id), item => item.Id, StringComparer.Ordinal), .. own];

    private static Item Ground =>
        Item("ground", ItemType.Choice) with
        {
            Required = false,
            OptionsFrom = OptionLists.UrgencyGrounds,
        };

    private ImmutableArray<Item> Some(int count) => [.. Enumerable.Range(0, count).Select(_ => Any())];

    private Item Any()
    {
        var type = choices.Of(Types);
        var item = Item(Id(), type) with { Required = choices.Yes(), AtMost = AtMost(type) };
        return type is ItemType.Choice or ItemType.Choices && choices.Yes()
            ? item with
            {
                OptionsFrom = choices.Of(OptionLists.All),
            }
            : item with
            {
                Options = OptionsOf(type),
            };
    }

    private string Id()
    {
        items++;
        return choices.Yes(8) && choices.Of(Awkward) is var other && ids.Add(other) ? other : Fresh();

        string Fresh()
        {
            var id = $"item-{items}";
            ids.Add(id);
            return id;
        }
    }

    private ImmutableArray<Named>? OptionsOf(ItemType type) =>
        type is ItemType.Choice or ItemType.Choices ? Names("option-", 8) : null;

    private int? AtMost(ItemType type) =>
        choices.Yes() ? null
        : type is ItemType.Prose or ItemType.Line ? 40 + choices.Below(600)
        : 1 + choices.Below(4);

    private Item Steps() =>
        Item("steps", ItemType.Sought) with
        {
            Owned = choices.Yes(3),
            Options = choices.Yes(3) ? Names("action-", 8) : null,
            AtMost = choices.Yes() ? null : 1 + choices.Below(4),
        };

    /// <summary>Conditions on any other item of the form, before it or after, and on the urgency.</summary>
    private ImmutableArray<Item> Conditioned(
        ImmutableArray<Item> own,
        ImmutableArray<Item> form,
        AgreedGuidelines basis
    ) => [.. own.Select(item => item.Type is ItemType.Sought || !choices.Yes(3) ? item : Under(item, form, basis))];

    private Item Under(Item item, ImmutableArray<Item> form, AgreedGuidelines basis)
    {
        var urgencies = choices.Yes(3) ? basis.Urgencies.Take(1).Select(u => u.Code).ToImmutableArray() : default;
        var asked = form.Where(other => !string.Equals(other.Id, item.Id, StringComparison.Ordinal))
            .SelectMany(other => Values(other, basis))
            .ToList();
        var named = asked.Count > 0 && choices.Yes() ? choices.Of(asked) : default;
        return urgencies.IsDefault && named.Id is null || item.OptionsFrom is OptionLists.UrgencyGrounds
            ? item
            : item with
            {
                When = new Condition(
                    named.Id,
                    named.Id is null ? null : [named.Value],
                    urgencies.IsDefault ? null : urgencies
                ),
            };
    }

    private static IEnumerable<(string Id, string Value)> Values(Item item, AgreedGuidelines basis) =>
        item.Type switch
        {
            ItemType.YesNo => [(item.Id, "true"), (item.Id, "false")],
            ItemType.Choice or ItemType.Choices => basis
                .Urgencies.SelectMany(u => basis.OptionsOf(item, u.Code))
                .Select(option => (item.Id, option.Code)),
            _ => [],
        };

    private ImmutableArray<Item> Placed(
        ImmutableArray<Item> own,
        AgreedGuidelines basis,
        ImmutableArray<string> kinds
    ) =>
        [
            .. own.Select(item =>
                item with
                {
                    Part = choices.Of(basis.Parts).Code,
                    Help = choices.Yes() ? Both("Help") : null,
                    Source = choices.Yes() ? "An instrument" : null,
                    RequestKinds = item.Type is ItemType.Requests && choices.Yes() ? [choices.Of(kinds)] : null,
                    Ahead = item.Type is ItemType.Date or ItemType.Moment && choices.Yes(),
                }
            ),
        ];

    /// <summary>Few are shown as buttons, many as a list to choose from.</summary>
    private ImmutableArray<Named> Names(string code, int most) =>
        [
            .. Enumerable
                .Range(1, 1 + choices.Below(most))
                .Select(n => new Named($"{code}{n}", Both($"{code} {n}"), choices.Yes(3) ? Both("Help") : null)),
        ];

    private ImmutableArray<Urgency> Urgencies() =>
        [
            .. Names("urgency-", 3)
                .Select(u => new Urgency(u.Code, u.Name, u.Help, choices.Yes() ? [] : Names($"{u.Code}-for-", 7))),
        ];

    private ImmutableArray<CertificateForm> Certificates() =>
        [
            .. Enumerable
                .Range(1, choices.Below(4))
                .Select(n => Enumerable.Range(1, choices.Below(4)).Select(field => $"blank-{n}-{field}").ToList())
                .Select(
                    (blanks, at) =>
                        new CertificateForm(
                            $"form-{at}",
                            Both("Form"),
                            choices.Yes() ? Both("Help") : null,
                            Both(string.Concat("I declare ", string.Join(' ', blanks.Select(id => $"{{{id}}}")))),
                            [.. blanks.Select(id => new CertificateField(id, Both(id)))],
                            choices.Yes() ? "An instrument" : null
                        )
                ),
        ];

    /// <summary>Offices open at a quarter of an hour, on some days of the week, with days off and made up.</summary>
    private PartyCalendar Calendar(PartyCalendar like)
    {
        var opens = new TimeOnly(7 + choices.Below(4), 15 * choices.Below(4));
        var days = Enum.GetValues<DayOfWeek>().Where(_ => !choices.Yes(3)).DefaultIfEmpty(DayOfWeek.Wednesday);
        var special = Enumerable.Range(0, choices.Below(12)).Select(_ => choices.Below(200)).Distinct();
        var dates = special.Select(day => new Holiday(new DateOnly(2026, 2, 20).AddDays(day), Both("a day"))).ToList();
        var off = choices.Below(dates.Count + 1);
        return like with
        {
            Zone = choices.Yes()
                ? like.Zone
                : choices.Of("Asia/Kolkata", "America/Sao_Paulo", "Pacific/Auckland", "UTC"),
            WorkingDays = [.. days],
            Opens = opens,
            Closes = opens.AddMinutes(15 * (1 + choices.Below(40))),
            Holidays = [.. dates.Take(off)],
            ExtraWorkingDays = choices.Yes(3) ? null : [.. dates.Skip(off)],
        };
    }

    private AnswerTimes Times(string urgency) =>
        new(urgency, Maybe(), Maybe(), Maybe(), choices.Yes(4) ? ClockStart.Decision : ClockStart.Receipt);

    private Span? Maybe() => choices.Yes(5) ? null : Time();

    private Span? Perhaps() => choices.Yes() ? Time() : null;

    private Span Time() =>
        choices.Below(3) switch
        {
            0 => Span.Parse($"{1 + choices.Below(90)}h"),
            1 => Span.Parse($"{1 + choices.Below(30)}d"),
            _ => Span.Parse($"{1 + choices.Below(12)}wd"),
        };
}
