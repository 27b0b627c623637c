using System.Collections.Immutable;

namespace Parley.Cooperation.Guidelines;

/// <summary>Whether one kind of request is complete: items to fill in and to answer, times, grounds, terms.</summary>
internal static class KindCheck
{
    public static void Of(AgreedGuidelines guidelines, RequestKind kind, string path, Faults faults)
    {
        faults.Name($"{path}.purpose", kind.Purpose with { En = Start(kind.Purpose.En), Zh = Start(kind.Purpose.Zh) });
        var form = KindIndex.Form(guidelines.CommonItems, kind.Items);
        ItemCheck.Of(guidelines, kind.Items, form, $"{path}.items", faults);
        InPlace(guidelines, kind, path, faults);
        if (!form.Any(i => i is { Type: ItemType.Sought, Required: true, When: null }))
        {
            faults.Add(
                $"{path}.items",
                "nothing-sought",
                "This kind has no required list of items sought, which an answer names one by one. Add it.",
                "此类请求缺少必填的请求事项清单（答复须逐项对应）。请补充。"
            );
        }
        if (form.Count(i => i.Type is ItemType.Sought) > 1)
        {
            faults.Add(
                $"{path}.items",
                "sought-in-two-lists",
                "This kind has two lists of items sought; an answer could not tell their numbers apart. Keep one.",
                "此类请求有两份请求事项清单，答复时无法区分编号。请只保留一份。"
            );
        }
        Times(guidelines, kind, form, path, faults);
        Grounds(guidelines, kind, path, faults);
        KindTerms.Of(guidelines, kind, path, faults);
        if (kind.Extension is { Times: < 1 or > 100 })
        {
            faults.Add(
                $"{path}.extension.times",
                "extension-times",
                "An extension is granted 1 to 100 times. Correct the number, or remove the extension.",
                "延期次数须为 1 至 100 次。请更正，或删除延期规定。"
            );
        }
    }

    /// <summary>What stands in a common item's place takes the same shape of entry: others read it by its id.</summary>
    private static void InPlace(AgreedGuidelines guidelines, RequestKind kind, string path, Faults faults)
    {
        for (var i = 0; i < kind.Items.Length; i++)
        {
            var own = kind.Items[i];
            var other = guidelines.CommonItems.Any(common =>
                string.Equals(common.Id, own.Id, StringComparison.Ordinal) && common.Type != own.Type
            );
            if (other)
            {
                faults.Add(
                    $"{path}.items[{i}].type",
                    "other-type-than-common",
                    "An item in the place of a common one must be of the same type. Correct the type, or give it "
                        + "another id.",
                    "取代共同项目的项目须为同一类型。请更正类型，或使用其他标识。"
                );
            }
        }
    }

    private static void Times(
        AgreedGuidelines guidelines,
        RequestKind kind,
        ImmutableArray<Item> form,
        string path,
        Faults faults
    )
    {
        if (kind.Deadlines.IsDefaultOrEmpty)
        {
            faults.Add(
                $"{path}.deadlines",
                "no-urgency",
                "This kind could be made with no urgency. Set times for at least one.",
                "此类请求没有可用的紧急程度。请至少为一个等级规定时限。"
            );
        }
        var urgencies = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < kind.Deadlines.Length; i++)
        {
            var times = kind.Deadlines[i];
            faults.Code($"{path}.deadlines[{i}].urgency", times.Urgency, urgencies);
            if (guidelines.UrgencyOf(times.Urgency) is not { } urgency)
            {
                faults.Unknown($"{path}.deadlines[{i}].urgency", times.Urgency);
            }
            else if (!urgency.Grounds.IsDefaultOrEmpty && !form.Any(i => AsksForGround(i, times.Urgency)))
            {
                faults.Add(
                    $"{path}.items",
                    "no-item-for-ground",
                    "An urgency of this kind has grounds, but no item asks for the ground. Add one with "
                        + "optionsFrom “urgencyGrounds”.",
                    "此类请求的某一紧急程度列有理由，但没有项目要求填写理由。请增加引用“urgencyGrounds”的项目。"
                );
            }
            if (Spans(kind, times).Any(s => s is { InWorkingTime: true }) && guidelines.Calendars.IsDefaultOrEmpty)
            {
                faults.Add(
                    $"{path}.deadlines[{i}]",
                    "no-calendar",
                    "Times in working days need the working calendars of both parties. Add them.",
                    "以工作日计算的时限需要双方的工作日历。请补充。"
                );
            }
        }
    }

    private static bool AsksForGround(Item item, string urgency) =>
        string.Equals(item.OptionsFrom, OptionLists.UrgencyGrounds, StringComparison.Ordinal)
        && (
            item.When is null
            || (
                item.When is { Item: null, Urgency: { IsDefault: false } urgencies }
                && urgencies.Contains(urgency, StringComparer.Ordinal)
            )
        );

    private static void Grounds(AgreedGuidelines guidelines, RequestKind kind, string path, Faults faults)
    {
        var grounds = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < kind.RefusalGrounds.Length; i++)
        {
            faults.Code($"{path}.refusalGrounds[{i}]", kind.RefusalGrounds[i], grounds);
            if (guidelines.Ground(kind.RefusalGrounds[i]) is null)
            {
                faults.Unknown($"{path}.refusalGrounds[{i}]", kind.RefusalGrounds[i]);
            }
        }
    }

    /// <summary>Every time of a kind in one urgency, but that for which data is held.</summary>
    internal static IEnumerable<Span?> Spans(RequestKind kind, AnswerTimes times) =>
        [
            times.Acknowledge,
            times.FirstResponse,
            times.Full,
            kind.ProgressEvery,
            kind.Extension?.AtMost,
            kind.ValidateWithin,
            kind.LimitUseWithin,
            kind.RateWithin,
            kind.ConsultWithin,
        ];

    /// <summary>A purpose may be a paragraph; only that it is there matters here.</summary>
    private static string Start(string text) => text.Length <= 300 ? text : text[..300];
}
