using System.Collections.Immutable;

namespace Parley.Cooperation.Guidelines;

/// <summary>Whether the items of guidelines make a form: ids, parts, options, conditions.</summary>
internal static class ItemCheck
{
    /// <summary>Findings about the draft as a whole use these in place of an item's id.</summary>
    private static readonly ImmutableArray<string> Reserved = [Check.KindItem, Check.UrgencyItem];

    public static void Common(AgreedGuidelines guidelines, Faults faults) =>
        Of(guidelines, guidelines.CommonItems, guidelines.CommonItems, "commonItems", faults);

    /// <summary>Checks items, which may refer to all items of their form.</summary>
    public static void Of(
        AgreedGuidelines guidelines,
        ImmutableArray<Item> items,
        ImmutableArray<Item> form,
        string list,
        Faults faults
    )
    {
        var ids = Reserved.ToHashSet(StringComparer.Ordinal);
        var parts = guidelines.Parts.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            var (path, item) = ($"{list}[{i}]", items[i]);
            faults.Code($"{path}.id", item.Id, ids);
            faults.Name($"{path}.label", item.Label);
            if (!parts.Contains(item.Part))
            {
                faults.Unknown($"{path}.part", item.Part);
            }
            if (!Enum.IsDefined(item.Type))
            {
                faults.Unknown($"{path}.type", "type");
            }
            if (item.AtMost < 1)
            {
                faults.Add(
                    $"{path}.atMost",
                    "limit-below-one",
                    "The limit is below 1, so nothing could be filled in. Raise or remove it.",
                    "上限小于 1，将无法填写。请提高或删除上限。"
                );
            }
            Options(guidelines, item, path, faults);
            Requests(guidelines, item, path, faults);
            if (item.When is { } when)
            {
                Condition(guidelines, when, item, form, $"{path}.when", faults);
            }
            Clashes(guidelines, item, form, path, faults);
            Ahead(item, path, faults);
        }
    }

    private static void Options(AgreedGuidelines guidelines, Item item, string path, Faults faults)
    {
        var chosen = item.Type is ItemType.Choice or ItemType.Choices;
        var own = item.Options is { IsDefaultOrEmpty: false };
        if (item.OptionsFrom is { } list && !OptionLists.All.Contains(list, StringComparer.Ordinal))
        {
            faults.Unknown($"{path}.optionsFrom", list);
        }
        var misplaced = (own && item.Type is not ItemType.Sought) || item.OptionsFrom is not null;
        if (chosen ? own == item.OptionsFrom is not null : misplaced)
        {
            faults.Add(
                $"{path}.options",
                "options-misplaced",
                "An item to choose in has either its own options or a list it names; other items have none. "
                    + "Correct the options.",
                "选择类项目须自列选项或引用列表（二者择一）；其他项目不得有选项。请更正。"
            );
        }
        if (own)
        {
            GuidelinesCheck.Codes($"{path}.options", item.Options!.Value, faults);
        }
    }

    private static void Requests(AgreedGuidelines guidelines, Item item, string path, Faults faults)
    {
        foreach (var kind in item.RequestKinds is { IsDefault: false } kinds ? kinds : [])
        {
            if (!guidelines.Kinds.Any(k => string.Equals(k.Code, kind, StringComparison.Ordinal)))
            {
                faults.Unknown($"{path}.requestKinds", kind);
            }
        }
        if (item.RequestKinds is not null && item.Type is not ItemType.Requests)
        {
            faults.Add(
                $"{path}.requestKinds",
                "request-kinds-misplaced",
                "Only an item that names requests says of which kinds. Remove the kinds, or correct the type.",
                "只有列明请求编号的项目才能限定请求种类。请删除种类，或更正类型。"
            );
        }
        if (item.Owned && item.Type is not ItemType.Sought)
        {
            faults.Add(
                $"{path}.owned",
                "owned-misplaced",
                "Only items sought have someone who takes them and a date. Remove “owned”, or correct the type.",
                "只有请求事项才有承办方和日期。请删除“owned”，或更正类型。"
            );
        }
    }

    private static void Ahead(Item item, string path, Faults faults)
    {
        if (item.Ahead && item.Type is not (ItemType.Date or ItemType.Moment))
        {
            faults.Add(
                $"{path}.ahead",
                "ahead-misplaced",
                "Only a date or a moment can lie ahead. Remove “ahead”, or correct the type.",
                "只有日期或时刻才能要求晚于提出请求之时。请删除“ahead”，或更正类型。"
            );
        }
    }

    private static void Clashes(
        AgreedGuidelines guidelines,
        Item item,
        ImmutableArray<Item> form,
        string path,
        Faults faults
    )
    {
        var clashes = item.Clashes is { IsDefault: false } some ? some : [];
        for (var i = 0; i < clashes.Length; i++)
        {
            var (at, clash) = ($"{path}.clashes[{i}]", clashes[i]);
            Values(guidelines, item, clash.Is, $"{at}.is", faults);
            Condition(guidelines, clash.With, item, form, $"{at}.with", faults);
            faults.Name($"{at}.why", clash.Why);
        }
    }

    private static void Condition(
        AgreedGuidelines guidelines,
        Condition when,
        Item item,
        ImmutableArray<Item> form,
        string path,
        Faults faults
    )
    {
        if (when.Item is null && when.Urgency is not { IsDefaultOrEmpty: false })
        {
            faults.Add(
                path,
                "condition-empty",
                "The condition names neither an item nor an urgency. Complete or remove it.",
                "条件既未指明项目，也未指明紧急程度。请补充或删除。"
            );
        }
        foreach (var urgency in when.Urgency is { IsDefault: false } urgencies ? urgencies : [])
        {
            if (!guidelines.Urgencies.Any(u => string.Equals(u.Code, urgency, StringComparison.Ordinal)))
            {
                faults.Unknown($"{path}.urgency", urgency);
            }
        }
        if (when.Item is { } id)
        {
            var other = form.FirstOrDefault(i => string.Equals(i.Id, id, StringComparison.Ordinal));
            if (other is null || ReferenceEquals(other, item))
            {
                faults.Unknown($"{path}.item", id);
                return;
            }
            Values(guidelines, other, when.Is, $"{path}.is", faults);
        }
    }

    /// <summary>Values that an item can have, at least one.</summary>
    private static void Values(
        AgreedGuidelines guidelines,
        Item item,
        ImmutableArray<string>? values,
        string path,
        Faults faults
    )
    {
        if (values is not { IsDefaultOrEmpty: false } named)
        {
            faults.Add(
                path,
                "condition-empty",
                "The condition names no value. Complete or remove it.",
                "条件未指明取值。请补充或删除。"
            );
            return;
        }
        foreach (var value in named)
        {
            if (!MayBe(guidelines, item, value))
            {
                faults.Unknown(path, value);
            }
        }
    }

    /// <summary>Whether an item could ever have this value.</summary>
    private static bool MayBe(AgreedGuidelines guidelines, Item item, string value) =>
        item.Type switch
        {
            ItemType.YesNo => value is "true" or "false",
            ItemType.Choice or ItemType.Choices => guidelines
                .Urgencies.Select(u => u.Code)
                .Append("")
                .Any(u =>
                    guidelines.OptionsOf(item, u).Any(o => string.Equals(o.Code, value, StringComparison.Ordinal))
                ),
            _ => false,
        };
}
