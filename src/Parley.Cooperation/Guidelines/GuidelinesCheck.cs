using System.Collections.Immutable;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// Whether a document can serve as guidelines at all: what the other party proposes is untrusted until this finds
/// nothing. It never throws, whatever the lists hold (that they are there is seen to on
/// reading), and what it passes cannot stop a form, a check or a clock.
/// </summary>
public static class GuidelinesCheck
{
    /// <summary>Everything that is wrong, in the order of the document; empty where it is valid.</summary>
    public static ImmutableArray<GuidelinesFault> Faults(AgreedGuidelines guidelines)
    {
        var faults = new Faults();
        Lists(guidelines, faults);
        Urgencies(guidelines, faults);
        Languages(guidelines, faults);
        CalendarCheck.Of(guidelines, faults);
        ItemCheck.Common(guidelines, faults);
        Kinds(guidelines, faults);
        KindTerms.Authorities(guidelines, faults);
        KindTerms.Certificates(guidelines, faults);
        return faults.All;
    }

    private static void Lists(AgreedGuidelines guidelines, Faults faults)
    {
        Codes("crimeAreas", guidelines.CrimeAreas, faults);
        Codes("handlingCodes", guidelines.HandlingCodes, faults);
        Codes("trafficLights", guidelines.TrafficLights, faults);
        Codes("sourceEvaluations", guidelines.SourceEvaluations, faults);
        Codes("informationEvaluations", guidelines.InformationEvaluations, faults);
        Codes("parts", guidelines.Parts, faults);
        var grounds = guidelines.RefusalGrounds.Select(g => new Named(g.Code, g.Name, g.Help));
        Codes("refusalGrounds", [.. grounds], faults);
    }

    /// <summary>A list that is to be chosen from: not empty, each code once, each name in both languages.</summary>
    internal static void Codes(string path, ImmutableArray<Named> named, Faults faults, bool mayBeEmpty = false)
    {
        if (named.IsDefaultOrEmpty && !mayBeEmpty)
        {
            faults.Add(path, "list-empty", "The list is empty. Name at least one.", "列表为空。请至少列出一项。");
        }
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < named.Length; i++)
        {
            faults.Code($"{path}[{i}].code", named[i].Code, codes);
            faults.Name($"{path}[{i}].name", named[i].Name);
        }
    }

    private static void Urgencies(AgreedGuidelines guidelines, Faults faults)
    {
        Codes("urgencies", [.. guidelines.Urgencies.Select(u => new Named(u.Code, u.Name, u.Help))], faults);
        for (var i = 0; i < guidelines.Urgencies.Length; i++)
        {
            Codes($"urgencies[{i}].grounds", guidelines.Urgencies[i].Grounds, faults, mayBeEmpty: true);
        }
    }

    private static void Languages(AgreedGuidelines guidelines, Faults faults)
    {
        if (guidelines.Languages.IsDefaultOrEmpty)
        {
            faults.Add(
                "languages",
                "list-empty",
                "The list is empty. Name at least one.",
                "列表为空。请至少列出一项。"
            );
        }
        var tags = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < guidelines.Languages.Length; i++)
        {
            faults.Code($"languages[{i}]", guidelines.Languages[i], tags);
        }
    }

    private static void Kinds(AgreedGuidelines guidelines, Faults faults)
    {
        Codes("kinds", [.. guidelines.Kinds.Select(k => new Named(k.Code, k.Name))], faults);
        for (var i = 0; i < guidelines.Kinds.Length; i++)
        {
            KindCheck.Of(guidelines, guidelines.Kinds[i], $"kinds[{i}]", faults);
        }
    }
}

/// <summary>One thing that is wrong in a document proposed as guidelines.</summary>
/// <param name="Path">Where, as in JSON: "kinds[2].items[0].label".</param>
/// <param name="Code">Kebab-case code, stable across versions: "code-twice".</param>
/// <param name="Sentence">What is wrong and how to mend it.</param>
public sealed record GuidelinesFault(string Path, string Code, Bilingual Sentence);

/// <summary>Collects faults, a bounded number: a document with hundreds is not worth listing in full.</summary>
internal sealed class Faults
{
    private const int Most = 200;

    private readonly ImmutableArray<GuidelinesFault>.Builder found = ImmutableArray.CreateBuilder<GuidelinesFault>();

    public ImmutableArray<GuidelinesFault> All => found.ToImmutable();

    public void Add(string path, string code, string en, string zh)
    {
        if (found.Count < Most)
        {
            found.Add(new GuidelinesFault(path, code, new Bilingual(en, zh)));
        }
    }

    /// <summary>A code is short, plain ASCII, and there once.</summary>
    public void Code(string path, string code, HashSet<string> known)
    {
        if (code.Length is 0 or > 64 || !code.All(IsCodeCharacter))
        {
            Add(
                path,
                "code-malformed",
                "A code has 1 to 64 letters, digits or the signs - _ . : / +. Shorten or correct it.",
                "代码由 1 至 64 个字母、数字或 - _ . : / + 组成。请缩短或更正。"
            );
        }
        if (!known.Add(code))
        {
            Add(
                path,
                "code-twice",
                "This code is there twice. Give each its own.",
                "此代码重复出现。请使用各自的代码。"
            );
        }
    }

    /// <summary>A name is there in both languages and short enough for a page.</summary>
    public void Name(string path, Bilingual name)
    {
        if (string.IsNullOrWhiteSpace(name.En) || string.IsNullOrWhiteSpace(name.Zh))
        {
            Add(path, "name-missing", "The name is missing in a language. Add it.", "缺少某一语言的名称。请补充。");
        }
        if (name.En.Length > 300 || name.Zh.Length > 300)
        {
            Add(path, "name-too-long", "Shorten the name to 300 characters.", "请将名称缩短至 300 个字符以内。");
        }
    }

    public void Unknown(string path, string what)
    {
        var shown = what.Length <= 64 ? what : what[..64] + "…";
        Add(
            path,
            "reference-unknown",
            $"“{shown}” is named here but not defined. Define it, or correct the name.",
            $"此处引用的“{shown}”未作定义。请予定义或更正。"
        );
    }

    private static bool IsCodeCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/' or '+';
}
