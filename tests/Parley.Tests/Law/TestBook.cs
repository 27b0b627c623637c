using System.Collections.Immutable;
using System.Text;
using Parley.Node.Law;

namespace Parley.Tests.Law;

/// <summary>A rule book made for tests, with a rule of every form.</summary>
internal static class TestBook
{
    public const string Text = """
        {
          "title": {"en": "Test book", "zh": "测试手册"},
          "rules": [
            {"id": "1.1", "title": {"en": "Central authorities", "zh": "中央机关"}, "basis": {"en": "Art. 1", "zh": "第一条"},
             "acts": ["draft"], "matters": {"kinds": ["mutual-legal-assistance"]},
             "only": [{"competences": ["central-authority"]}]},
            {"id": "2.1", "title": {"en": "Other restrictions", "zh": "其他限制"}, "basis": {"en": "Art. 2", "zh": "第二条"},
             "acts": ["read"], "matters": {"handling": ["H3"]},
             "only": [{"competences": ["central-authority"]}, {"roles": ["auditor"]}]},
            {"id": "2.2", "title": {"en": "Red", "zh": "红色"}, "basis": {"en": "Art. 2", "zh": "第二条"},
             "acts": ["print", "export"], "matters": {"lights": ["red"]}, "only": [{"roles": ["releaser"]}]},
            {"id": "3.1", "title": {"en": "Emergencies", "zh": "特急"}, "basis": {"en": "Art. 3", "zh": "第三条"},
             "acts": ["release"], "matters": {"urgencies": ["emergency"]}, "only": [{"officers": ["head"]}]},
            {"id": "3.2", "title": {"en": "Refusals", "zh": "拒绝"}, "basis": {"en": "Art. 3", "zh": "第三条"},
             "acts": ["draft", "release"], "matters": {"moves": ["refuse"], "ways": ["asked"]},
             "only": [{"competences": ["police-liaison"], "roles": ["releaser"]}]},
            {"id": "3.3", "title": {"en": "Guidelines", "zh": "准则"}, "basis": {"en": "Art. 3", "zh": "第三条"},
             "acts": ["release"], "matters": {"agreements": ["guidelines"]},
             "only": [{"competences": ["central-authority"]}]}
          ],
          "areas": [
            {"id": "8.1", "title": {"en": "Children", "zh": "儿童"}, "basis": {"en": "Art. 8", "zh": "第八条"},
             "codes": ["child-exploitation"], "only": [{"authorities": ["police"]}, {"roles": ["auditor"]}]}
          ],
          "steps": [
            {"id": "9.1", "title": {"en": "Legal check", "zh": "法律审核"}, "basis": {"en": "Art. 9", "zh": "第九条"},
             "need": "legal-check", "by": [{"competences": ["central-authority"]}], "items": ["legal-basis"]},
            {"id": "9.2", "title": {"en": "Two releasers", "zh": "双签"}, "basis": {"en": "Art. 9", "zh": "第九条"},
             "need": "two-releasers", "matters": {"moves": ["refuse"]}}
          ],
          "grounds": [
            {"id": "10.1", "title": {"en": "Grounds", "zh": "理由"}, "basis": {"en": "Art. 10", "zh": "第十条"},
             "known": ["not-available", "essential-interests"]}
          ],
          "keeping": [
            {"id": "12.1", "title": {"en": "Emergencies", "zh": "紧急披露"}, "basis": {"en": "Art. 12", "zh": "第十二条"},
             "kinds": ["emergency-disclosure"], "for": "P2Y"},
            {"id": "12.2", "title": {"en": "Others", "zh": "其他"}, "basis": {"en": "Art. 12", "zh": "第十二条"},
             "for": "P5Y6M"},
            {"id": "12.3", "title": {"en": "Drafts", "zh": "草稿"}, "basis": {"en": "Art. 12", "zh": "第十二条"},
             "drafts": true, "for": "P90D"}
          ]
        }
        """;

    public static RuleBook Book { get; } = Read(Text);

    public static RuleBook Read(string text)
    {
        Assert.True(RuleBookFormat.TryRead(Encoding.UTF8.GetBytes(text), out var book, out var faults), Told(faults));
        return book;
    }

    public static ImmutableArray<RuleBookFault> Faults(string text)
    {
        Assert.False(RuleBookFormat.TryRead(Encoding.UTF8.GetBytes(text), out _, out var faults));
        return faults;
    }

    private static string Told(ImmutableArray<RuleBookFault> faults) => string.Join('\n', faults);
}
