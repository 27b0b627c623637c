namespace Parley.Verify;

/// <summary>
/// What each code of a finding means, in Simplified Chinese; the English sentences come with the findings.
/// </summary>
internal static class FindingWords
{
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["wrong-cards"] = "节点身份卡缺失、格式不符或不属于不同的两方",
        ["malformed-statement"] = "条目格式不符",
        ["malformed-statements"] = "条目文件不完整或有过长的行",
        ["wrong-opening"] = "首条条目未开通链路，或所载节点身份卡与本文件夹中的不同",
        ["seen-decreases"] = "条目所称已见的条数少于此前",
        ["time-decreases"] = "条目的时间早于前一条",
        ["malformed-checkpoint"] = "检查点格式不符",
        ["malformed-checkpoints"] = "检查点文件格式不符或不完整",
        ["wrong-signature"] = "检查点没有其作者的有效签名",
        ["wrong-receipt"] = "回执行不是对方的有效回执",
        ["wrong-origin"] = "检查点属于另一台账",
        ["checkpoint-out-of-place"] = "检查点的大小与所在位置的条目数不符",
        ["checkpoint-repeated"] = "同一大小有两个检查点",
        ["wrong-root"] = "检查点的根与其前的条目不符",
        ["not-signed"] = "其后的条目没有已签署的检查点",
        ["receipt-time-decreases"] = "回执时间早于前一份回执",
        ["stated-after-receipt"] = "条目的时间比其回执晚五分钟以上",
        ["seen-not-receipted"] = "条目所称已见的条数多于已有回执的条数",
        ["malformed-proof"] = "证明格式不符",
        ["wrong-proof"] = "台账的该位置不是此条目",
        ["malformed-evidence"] = "文件不是证据文件（ZIP），或内容过多",
        ["missing-proof"] = "条目缺少证明",
        ["missing-statement"] = "缺少条目",
        ["file-not-named"] = "没有条目列明此文件",
        ["malformed-list"] = "附件清单并非逐行列出哈希值和文件名",
        ["parcel-not-listed"] = "条目列明的附件不在清单中，或哈希值不同",
        ["parcel-not-named"] = "清单所列附件没有条目列明，或哈希值不同",
        ["malformed-divergence"] = "文件不是记录分歧的证据",
        ["no-divergence"] = "两个检查点并不互相排斥",
    };

    /// <summary>The meaning of a code, or the code itself where it is not known here.</summary>
    public static string InChinese(string code) => Chinese.GetValueOrDefault(code, code);
}
