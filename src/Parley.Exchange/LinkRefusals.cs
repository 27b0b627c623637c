using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>Why nothing may be stated on a link just now, whatever it is.</summary>
internal static class LinkRefusals
{
    public static readonly Refusal NotConfirmed = new(
        "link-not-confirmed",
        "Since this node started, the other side has not yet confirmed what it holds. Nothing is lost: try again once "
            + "it has been heard from. If that lasts, ask the operator.",
        "本节点启动后，对方尚未确认其所持记录。内容不会丢失：请在收到对方信号后重试；如持续如此，请联系运维人员。"
    );

    public static readonly Refusal Halted = new(
        "link-halted",
        "The link is halted because the two copies of the record differ. Use another channel and call your operator.",
        "因双方记录副本不一致，本链路已停用。请改用其他渠道并通知运维人员。"
    );

    public static readonly Refusal NotOpened = new(
        "link-not-opened",
        "The link is just being opened: the first entry names the cards that were compared. Try again in a few seconds.",
        "链路正在开通：首条条目须载明已核对的节点身份卡。请数秒后重试。"
    );

    public static readonly Refusal ClocksDiffer = new(
        "clocks-differ",
        "The clocks of the two nodes differ by more than an hour, or this node's was just moved. Nothing is stated until "
            + "they agree. Try again in a minute; if that lasts, ask the operator to set this node's clock, or the other "
            + "side to set theirs.",
        "双方节点时钟相差超过一小时，或本节点时钟刚被调整。时钟一致前不能作出任何表示。请一分钟后重试；如持续如此，请联系运维人员校准"
            + "本节点时钟，或请对方校准其时钟。"
    );

    public static readonly Bilingual PeerLacksErased = new(
        "The other side was set back to an old backup and lacks entries that were erased here, so they cannot be brought "
            + "to it again. It needs a newer backup.",
        "对方恢复了过旧的备份，缺少已在本节点清除的条目，无法再次送达。对方需恢复较新的备份。"
    );

    public static readonly Refusal ErasedHere = new(
        "request-erased",
        "This nation has erased the request by its own law; nothing said about it has effect any more. If something is "
            + "still needed, make a new request.",
        "本方已依本国法律清除此请求的内容，就其所作的任何表示均不再生效。如仍有需要，请提出新请求。"
    );

    public static readonly Refusal TooLarge = new(
        "too-large",
        "The text is too long for one entry. Shorten it, or say the rest in a further entry.",
        "内容超出单条上限。请精简，或在后续条目中补充。"
    );

    public static readonly Refusal NotWritable = new(
        "not-writable",
        "The text holds characters that cannot be sent, or the document is nested too deeply. Type the text anew.",
        "文本含有无法发送的字符，或文件嵌套层级过深。请重新输入文本。"
    );
}
