using Parley.Cooperation;

namespace Parley.Node.Requests;

/// <summary>Why something may not be released just now, by the rules of this node.</summary>
internal static class ReleaseRefusals
{
    public static readonly Refusal OwnDraft = new(
        "own-draft",
        "You wrote in this yourself. Another officer with the role of releaser must release it.",
        "您参与了起草。须由另一名具有签发角色的人员签发。"
    );

    public static readonly Refusal Gone = new(
        "draft-gone",
        "There is no such draft any more. Look for the request in the list.",
        "该草稿已不存在。请在请求列表中查找。"
    );

    public static readonly Refusal FileNotHere = new(
        "file-not-here",
        "A file that the draft names is not at this node. Take it out and attach it again, then release.",
        "草稿所列文件有不在本节点者。请移除后重新添加，再行签发。"
    );

    /// <summary>Another officer was faster.</summary>
    public static Refusal Left(string number) =>
        new(
            LeftCode,
            $"It left meanwhile as request {number}, released by another officer. Nothing of what you sent now was kept.",
            $"该件已由其他人员签发，编号为{number}。您此次提交的内容未予保存。"
        );

    public const string LeftCode = "left-meanwhile";

    public static readonly Refusal Changed = new(
        "changed-meanwhile",
        "It was changed after you opened this page, or is no longer offered. Read it again, then release it.",
        "您打开本页后内容已更改，或已不再提交签发。请重新阅读后再签发。"
    );
}
