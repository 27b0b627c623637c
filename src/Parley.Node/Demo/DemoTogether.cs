using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Demo;

/// <summary>What the officers of the demo's nodes keep among themselves: who has what, tasks and notes, each nation's
/// in its own language.</summary>
internal static class DemoTogether
{
    /// <summary>The stories whose requests officers talk about: of a rented server, of joint work, of an incident, of
    /// formal assistance.</summary>
    private static readonly string[] OfChina = ["58", "55", "59", "51"];
    private static readonly string[] OfUnitedStates = ["57", "56", "60", "53"];

    /// <summary>The words of one nation's officers.</summary>
    private sealed record Words(
        string Handed,
        string HandedOn,
        string Called,
        string Reply,
        string Formal,
        string Translate,
        string AskProvider,
        string Figures,
        string FromSecretariat
    );

    private static readonly Words Chinese = new(
        "请持续跟进，其间按时通报进展。",
        "你熟悉此案，转请你办。",
        "已与其中一家港口的信息部门电话沟通：日志保存至月底，书面材料随后发来。@{0} 能否先就托管企业的部分作答？",
        "可以先作部分答复。注意对方请求的时间段以 UTC 计，取证时请换算。@{0}",
        "第二名人员下周取证，材料将一并发出。@{0} 能否先将日期告知对方？",
        "将答复材料送译并安排审校",
        "向两家港口催要日志核查结果",
        "核对请求所列地址与往年案件是否重复",
        "秘书处正在准备下一轮对话的案例说明，@{0} 办结后请告知。"
    );

    private static readonly Words English = new(
        "Please stay with it until it is answered, and report progress meanwhile.",
        "You know the file; over to you.",
        "Spoke with the hosting company's legal desk by telephone: the logs are kept until the end of the month, and the "
            + "papers follow. @{0} may I answer in part meanwhile?",
        "Yes, in part. Mind that the time range asked for is in UTC; convert before you collect. @{0}",
        "The manager's counsel was heard, and the papers go out together. @{0} may we tell the other side the day?",
        "Have the answer translated, and find a reviewer",
        "Ask the hosting company again for its papers",
        "Compare the addresses asked about with last year's cases",
        "The secretariat is preparing the cases for the next round of the dialogue. @{0} please tell us when this is closed."
    );

    /// <summary>Fills both nodes, once the half-year is over.</summary>
    public static void Fill(TwoNations nations, HalfYear halfYear, DateTimeOffset now)
    {
        foreach (var node in nations.Nodes)
        {
            var code = node.Record.Self.Code.ToString();
            var chinese = string.Equals(code, "CN", StringComparison.Ordinal);
            var book = node.Services.GetRequiredService<RequestBook>();
            var matters = (chinese ? OfChina : OfUnitedStates)
                .Select(story => MatterBook.Of(book.Find(halfYear.Request(story).ToString())!))
                .ToList();
            new Desk(node.Services, code.ToLowerInvariant(), chinese ? Chinese : English, chinese, now).Fill(matters);
        }
    }

    /// <summary>The officers of one node at work.</summary>
    private sealed class Desk(IServiceProvider services, string code, Words words, bool chinese, DateTimeOffset now)
    {
        private readonly AssignmentShelf assignments = services.GetRequiredService<AssignmentShelf>();
        private readonly NoteShelf notes = services.GetRequiredService<NoteShelf>();
        private readonly TaskShelf tasks = services.GetRequiredService<TaskShelf>();
        private readonly InsideBook book = services.GetRequiredService<InsideBook>();
        private readonly AccountShelf accounts = services.GetRequiredService<AccountShelf>();

        public void Fill(IReadOnlyList<MatterSight> matters)
        {
            var (server, joint, incident, formal) = (matters[0], matters[1], matters[2], matters[3]);
            Give(server, "liaison-2", Officer("liaison-1"), words.Handed, 60);
            Note(server, "liaison-1", words.Called, "liaison-2", 20);
            Note(server, "liaison-2", words.Reply, "liaison-1", 3);
            GiveTask(server, "liaison-2", Officer("liaison-1"), words.AskProvider, -1);
            GiveTask(server, "liaison-1", Officer("liaison-1"), words.Translate, 4);
            Give(joint, "liaison-2", new Holder(null, $"{code}-cyber-police"), "", 26);
            Note(joint, "secretariat-1", words.FromSecretariat, "liaison-1", 5);
            Give(incident, "cert-2", Officer("cert-1"), "", 18);
            GiveTask(incident, "cert-2", Officer("cert-1"), words.Figures, 2);
            Give(formal, "central-2", Officer("central-2"), "", 40);
            Give(formal, "central-2", Officer("central-1"), words.HandedOn, 6);
            Note(formal, "central-1", words.Formal, "central-2", 4);
        }

        private void Give(MatterSight matter, string by, Holder to, string word, int hoursAgo)
        {
            var seen = assignments.History(matter.Key) is [.., var last] ? last.Id : 0;
            assignments.Add(matter, to, Id(by), word, seen, now.AddHours(-hoursAgo));
        }

        private void Note(MatterSight matter, string by, string text, string names, int hoursAgo)
        {
            var named = accounts.Find(Id(names))!;
            var said = text.Replace("{0}", chinese ? named.Name.Zh : named.Name.En, StringComparison.Ordinal);
            notes.Add(matter.Key, Id(by), said, [named.Id], "", now.AddHours(-hoursAgo));
        }

        private void GiveTask(MatterSight matter, string by, Holder whom, string what, int days)
        {
            var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(days);
            var given = now.AddDays(Math.Min(days, 0) - 1);
            tasks.Add(new MatterTask(0, matter.Key, what, whom, day, book.DueOf(matter, day), Id(by), given, []), "");
        }

        private Holder Officer(string who) => new(Id(who), null);

        private string Id(string who) => $"{code}-{who}";
    }
}
