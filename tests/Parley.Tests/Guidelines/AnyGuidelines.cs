using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>Guidelines drawn at random that two parties could agree on, and drafts that fit them.</summary>
internal sealed class AnyGuidelines(Choices choices)
{
    private static readonly ImmutableArray<ItemType> Types =
    [
        ItemType.Prose,
        ItemType.Line,
        ItemType.Date,
        ItemType.Moment,
        ItemType.Choice,
        ItemType.Choices,
        ItemType.YesNo,
        ItemType.Range,
        ItemType.Identifiers,
        ItemType.Requests,
    ];

    private int items;

    /// <summary>One kind, three urgencies at most, any items, conditions, times and terms.</summary>
    public AgreedGuidelines Make()
    {
        var common = Some(1 + choices.Below(4), []);
        var own = Some(1 + choices.Below(6), common).Add(Steps("steps"));
        var kind = new RequestKind(
            "kind",
            Both("Kind"),
            Both("Purpose"),
            own,
            [Times("routine"), .. choices.Yes() ? [Times("urgent")] : Enumerable.Empty<AnswerTimes>()],
            ["not-available"],
            ClockStopsForClarification: choices.Yes(),
            Extension: choices.Yes() ? new ExtensionTerms(1 + choices.Below(3), Time()) : null,
            ConsultBeforeRefusal: choices.Yes(),
            ProgressEvery: choices.Yes() ? Time() : null,
            Hold: choices.Yes() ? new HoldTerms(Time(), Time(), Time()) : null,
            ProgressByBoth: choices.Yes(),
            ValidateWithin: choices.Yes() ? Time() : null,
            LimitUseWithin: choices.Yes() ? Time() : null,
            RateWithin: choices.Yes() ? Time() : null
        );
        return All with { CommonItems = common.Add(Ground), Kinds = [kind] };
    }

    public static (AgreedGuidelines Guidelines, Draft Draft) WithDraft(Choices choices)
    {
        var any = new AnyGuidelines(choices);
        var guidelines = any.Make();
        return (guidelines, any.Filled(guidelines));
    }

    /// <summary>A draft in which every item that applies is filled in with something that fits.</summary>
    public Draft Filled(AgreedGuidelines guidelines)
    {
        var kind = guidelines.Kinds[0];
        var urgency = choices.Of([.. kind.Deadlines.Select(d => d.Urgency)]);
        var draft = Draft.Empty(kind.Code, urgency, choices.Of("en", "zh"));
        foreach (var item in guidelines.ItemsOf(kind.Code))
        {
            if (Check.Applies(item, draft) && Entry(item, guidelines, draft) is { } entry)
            {
                draft = draft.With(item.Id, entry);
            }
        }
        return draft;
    }

    private static Item Ground =>
        Item("ground", ItemType.Choice) with
        {
            Required = false,
            OptionsFrom = OptionLists.UrgencyGrounds,
        };

    private ImmutableArray<Item> Some(int count, ImmutableArray<Item> before)
    {
        var all = before;
        for (; count > 0; count--)
        {
            all = all.Add(Any(all));
        }
        return [.. all.Skip(before.Length)];
    }

    private Item Any(ImmutableArray<Item> before)
    {
        var type = choices.Of(Types);
        var id = $"item-{++items}";
        var item = type is ItemType.Choice or ItemType.Choices
            ? Item(id, type) with
            {
                Options = Options(),
            }
            : Item(id, type);
        var asked = before.Where(i => i.Type is ItemType.YesNo or ItemType.Choice && i.OptionsFrom is null).ToList();
        if (asked.Count > 0 && choices.Yes(3))
        {
            var other = choices.Of(asked);
            var value =
                other.Type is ItemType.YesNo ? choices.Of("true", "false") : choices.Of(other.Options!.Value).Code;
            item = item with { When = new Condition(other.Id, [value]) };
        }
        return item with { Required = choices.Yes(), Part = choices.Of("what", "why") };
    }

    private Item Steps(string id) =>
        Item(id, ItemType.Sought) with
        {
            Owned = choices.Yes(3),
            Options = choices.Yes(3) ? Options() : null,
        };

    /// <summary>Few are shown as buttons, many as a list to choose from.</summary>
    private ImmutableArray<Named> Options() =>
        [.. Enumerable.Range(1, choices.Of(2, 8)).Select(n => new Named($"option-{n}", Both($"Option {n}")))];

    private AnswerTimes Times(string urgency) =>
        new(urgency, Maybe(), Maybe(), Maybe(), choices.Yes(4) ? ClockStart.Decision : ClockStart.Receipt);

    private Span? Maybe() => choices.Yes(5) ? null : Time();

    private Span Time() => Span.Parse($"{1 + choices.Below(40)}{choices.Of("h", "d", "wd")}");

    private Entry? Entry(Item item, AgreedGuidelines guidelines, Draft draft)
    {
        var options = guidelines.OptionsOf(item, draft.Urgency).Select(o => o.Code).ToList();
        return item.Type switch
        {
            ItemType.Prose => new Entry.Written(Text(draft.Language)),
            ItemType.Line => new Entry.Plain($"Line <{choices.Below(99)}> & \"more\" 行"),
            ItemType.Date => new Entry.Plain($"2026-0{1 + choices.Below(9)}-1{choices.Below(9)}"),
            ItemType.Moment => new Entry.Plain(
                $"2026-03-0{1 + choices.Below(7)}T09:30{choices.Of("+08:00", "-05:00", "+00:00")}"
            ),
            ItemType.Choice => options.Count == 0 ? null : new Entry.Plain(choices.Of(options)),
            ItemType.Choices => new Entry.Several([.. options.Take(1 + choices.Below(options.Count))]),
            ItemType.YesNo => new Entry.YesNo(choices.Yes()),
            ItemType.Range => Range(),
            ItemType.Identifiers => new Entry.Identifiers([new("ipv4", $"192.0.2.{choices.Below(250)}")]),
            ItemType.Sought => new Entry.Sought(Rows(item, draft.Language)),
            _ => new Entry.Several(["CN-R-2026-0007", $"US-R-2026-{1 + choices.Below(9000):D4}"]),
        };
    }

    private Entry.Range Range()
    {
        var from = new DateTimeOffset(2026, 2, 1, choices.Below(24), 15, 0, TimeSpan.FromHours(choices.Of(8, 0)));
        return new Entry.Range(from, from.AddMinutes(1 + choices.Below(90_000)));
    }

    private ImmutableArray<SoughtItem> Rows(Item item, string language) =>
        [
            .. Enumerable
                .Range(1, 1 + choices.Below(3))
                .Select(n => new SoughtItem(
                    n.ToString(CultureInfo.InvariantCulture),
                    Text(language),
                    item.Options is { } actions ? choices.Of(actions).Code : null,
                    item.Owned ? choices.Of("US", "CN", SoughtItem.BothParties) : null,
                    item.Owned ? new DateOnly(2026, 4, 1 + choices.Below(28)) : null
                )),
        ];

    private Prose Text(string language) =>
        choices.Yes(4)
            ? new Prose("Of both 𠮷 <b> & \"x\"\nline two", language, Translation: null)
            : new Prose("Of both", language, "两者", "A Translator", "A Reviewer");
}
