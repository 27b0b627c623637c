namespace Parley.Cooperation.Guidelines;

/// <summary>Whether the terms by which a kind differs from the others can be kept: who speaks, as what it goes on.
/// </summary>
internal static class KindTerms
{
    public static void Of(AgreedGuidelines guidelines, RequestKind kind, string path, Faults faults)
    {
        if (kind.OnlyCentralAuthorities)
        {
            foreach (var calendar in guidelines.Calendars)
            {
                if (!(guidelines.CentralAuthorities ?? []).Any(a => a.Party == calendar.Party))
                {
                    faults.Add(
                        "centralAuthorities",
                        "no-central-authority",
                        $"“{Shown(kind.Name.En)}” goes between central authorities only, and none is named for "
                            + $"{calendar.Party}. Name it.",
                        $"“{Shown(kind.Name.Zh)}”仅限中央机关之间往来，但未列明 {calendar.Party} 的中央机关。请列明。"
                    );
                }
            }
        }
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var other in kind.ConvertsTo is { IsDefault: false } others ? others : [])
        {
            faults.Code($"{path}.convertsTo", other, known);
            if (guidelines.Kind(other) is null || string.Equals(other, kind.Code, StringComparison.Ordinal))
            {
                faults.Unknown($"{path}.convertsTo", other);
            }
        }
    }

    public static void Authorities(AgreedGuidelines guidelines, Faults faults)
    {
        var known = new HashSet<(PartyCode, string)>();
        var all = guidelines.CentralAuthorities ?? [];
        for (var i = 0; i < all.Length; i++)
        {
            faults.Code($"centralAuthorities[{i}].authority", all[i].Authority, []);
            faults.Name($"centralAuthorities[{i}].name", all[i].Name);
            if (all[i].Party == default || !known.Add((all[i].Party, all[i].Authority)))
            {
                faults.Add(
                    $"centralAuthorities[{i}].party",
                    "central-authority-twice",
                    "This authority is named twice, or without its party. Remove or correct one.",
                    "此机关重复列出或未注明所属方。请删去或更正。"
                );
            }
        }
    }

    public static void Certificates(AgreedGuidelines guidelines, Faults faults)
    {
        var forms = guidelines.Certificates ?? [];
        GuidelinesCheck.Codes(
            "certificates",
            [.. forms.Select(c => new Named(c.Code, c.Name, c.Help))],
            faults,
            mayBeEmpty: true
        );
        for (var i = 0; i < forms.Length; i++)
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            for (var j = 0; j < forms[i].Fields.Length; j++)
            {
                var field = forms[i].Fields[j];
                faults.Code($"certificates[{i}].fields[{j}].id", field.Id, ids);
                faults.Name($"certificates[{i}].fields[{j}].label", field.Label);
                if (!Holds(forms[i].Text.En, field.Id) || !Holds(forms[i].Text.Zh, field.Id))
                {
                    faults.Unknown($"certificates[{i}].text", $"{{{Shown(field.Id)}}}");
                }
            }
        }
    }

    private static bool Holds(string text, string field) => text.Contains($"{{{field}}}", StringComparison.Ordinal);

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
