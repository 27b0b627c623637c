using System.Collections.Immutable;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// Whether what is asked for can be answered item by item: each has a number of its own, an action where the guidelines
/// list some, and, where it is a step of joint work, somebody who takes it and a day.
/// </summary>
internal static class SoughtCheck
{
    /// <summary>Ids of what is sought are what an answer names, so they are unique over the whole request.</summary>
    public static void Find(KindIndex kind, Draft draft, PartyCode from, PartyCode to, List<Finding> found)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in kind.Items)
        {
            if (item.Type is not ItemType.Sought || !draft.Entries.TryGetValue(item.Id, out var entry))
            {
                continue;
            }
            foreach (var row in entry is Entry.Sought { Items: { IsDefault: false } rows } ? rows : [])
            {
                if (!ids.Add(row.Id))
                {
                    found.Add(FindingOf.SoughtTwice(item, row.Id));
                }
                OfAction(item, row, found);
                OfOwner(item, row, from, to, found);
            }
        }
    }

    private static void OfAction(Item item, SoughtItem row, List<Finding> found)
    {
        var actions = item.Options ?? [];
        if (actions.IsDefaultOrEmpty)
        {
            if (row.Action is not null)
            {
                found.Add(StepFindings.NotAskedFor(item, row.Id));
            }
        }
        else if (!actions.Any(a => string.Equals(a.Code, row.Action, StringComparison.Ordinal)))
        {
            found.Add(
                row.Action is null ? StepFindings.NoAction(item, row.Id) : FindingOf.NotAnOption(item, row.Action)
            );
        }
    }

    private static void OfOwner(Item item, SoughtItem row, PartyCode from, PartyCode to, List<Finding> found)
    {
        if (!item.Owned)
        {
            if (row.Owner is not null || row.By is not null)
            {
                found.Add(StepFindings.NotAskedFor(item, row.Id));
            }
            return;
        }
        if (row.Owner is null || row.By is null)
        {
            found.Add(StepFindings.NoOwnerOrDay(item, row.Id));
        }
        var known =
            row.Owner is null or SoughtItem.BothParties
            || (PartyCode.TryParse(row.Owner, out var party) && (party == from || party == to));
        if (!known)
        {
            found.Add(StepFindings.OwnerUnknown(item, row.Id));
        }
    }
}

/// <summary>What the check can find in the steps of a request, each with a sentence that tells an officer what to do.
/// </summary>
internal static class StepFindings
{
    public static Finding NoAction(Item item, string id) =>
        Make(
            item,
            Severity.Missing,
            "action-missing",
            $"does not say which action number {Shown(id)} is. Choose one.",
            $"未注明编号 {Shown(id)} 属于何种措施。请选择。"
        );

    public static Finding NoOwnerOrDay(Item item, string id) =>
        Make(
            item,
            Severity.Missing,
            "owner-or-day-missing",
            $"does not say who takes step {Shown(id)} and by when. Choose the side and give a day.",
            $"未注明步骤 {Shown(id)} 由哪一方办理及完成日期。请选择承办方并填写日期。"
        );

    public static Finding OwnerUnknown(Item item, string id) =>
        Make(
            item,
            Severity.Invalid,
            "owner-unknown",
            $"names neither side for step {Shown(id)}. Choose one side, or both.",
            $"步骤 {Shown(id)} 的承办方并非任何一方。请选择一方或双方。"
        );

    public static Finding NotAskedFor(Item item, string id) =>
        Make(
            item,
            Severity.Invalid,
            "step-not-asked-for",
            $"takes no action, side or day with number {Shown(id)}. Clear them.",
            $"编号 {Shown(id)} 不需要填写措施、承办方或日期。请清空。"
        );

    private static Finding Make(Item item, Severity severity, string code, string en, string zh) =>
        new(item.Id, severity, code, new Bilingual($"“{item.Label.En}” {en}", $"“{item.Label.Zh}”{zh}"));

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
