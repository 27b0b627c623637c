using Parley.Node.Together;

namespace Parley.Node.Demo;

/// <summary>Notices by e-mail in the demo: some officers want them, and each node lays them into a folder of its own,
/// for there is no mail server.</summary>
internal static class DemoNotices
{
    private const int ChosenDaysAgo = 30;

    private static readonly (string Who, NoticeKind[] Kinds)[] Wishes =
    [
        ("duty-1", [NoticeKind.Arrived, NoticeKind.Deadlines, NoticeKind.ToRelease]),
        ("liaison-1", [NoticeKind.Assigned, NoticeKind.Mentioned, NoticeKind.Arrived]),
        ("liaison-2", [NoticeKind.ToRelease, NoticeKind.Mentioned]),
        ("central-2", [NoticeKind.ToRelease, NoticeKind.Daily]),
    ];

    /// <summary>How the notices of one node go.</summary>
    /// <param name="domain">Of the party's addresses.</param>
    /// <param name="desk">Where its pages are.</param>
    public static NoticeSettings Settings(NodeFolder node, string domain, string desk) =>
        new($"parley@{domain}", desk, Folder: Path.Combine(node.Path, "mail"));

    /// <summary>What officers of both nodes chose, once the half-year is over.</summary>
    public static void Fill(TwoNations nations, DateTimeOffset now)
    {
        foreach (var node in nations.Nodes)
        {
            var code = node.Record.Self.Code.ToString().ToLowerInvariant();
            var shelf = node.Services.GetRequiredService<NoticeShelf>();
            var chosen = now.AddDays(-ChosenDaysAgo);
            foreach (var (who, kinds) in Wishes)
            {
                var language = code is "cn" ? "zh" : "en";
                var secret = shelf.Keep($"{code}-{who}", $"{who}@{code}.parley.example", kinds, language, chosen);
                shelf.Confirm($"{code}-{who}", secret!, chosen.AddMinutes(5));
            }
        }
    }
}
