namespace Parley.Cooperation.Agreements;

/// <summary>Why something may not be stated about an agreement, each with what to do instead.</summary>
internal static class AgreementRefusals
{
    public static readonly Refusal NoSuchAgreement = new(
        "no-such-agreement",
        "No agreement with this number has been proposed. Propose its first version.",
        "尚无此编号的协议。请先提出第一版。"
    );

    public static readonly Refusal FirstVersionIsOne = new(
        "first-version-is-one",
        "The first version of an agreement has number 1. Propose it as version 1.",
        "协议的第一版编号为 1。请以第 1 版提出。"
    );

    public static readonly Refusal NextVersion = new(
        "not-the-next-version",
        "This version number is taken or leaves a gap; the other side may have proposed at the same time. Read "
            + "the latest version, then propose the next number.",
        "此版本号已被使用或不连续；对方可能同时提出了新版本。请阅读最新版本，再以下一个版本号提出。"
    );

    public static readonly Refusal TooManyAgreements = new(
        "too-many-agreements",
        "One party opens at most 1,000 agreements in a year, numbered in that year. Amend one that there is, or "
            + "wait for the next year.",
        "一方每年最多提出一千项协议，并按当年编号。请修订已有协议，或于次年提出。"
    );

    public static readonly Refusal TooManyVersions = new(
        "too-many-versions",
        "Eight versions wait for an answer, or this agreement has 500. Take one back or wait for an answer; after 500, "
            + "end this agreement and propose a new one.",
        "已有八个版本待对方答复，或本协议已有五百个版本。请撤回一个版本或等待答复；满五百个后，请终止本协议并另行提出。"
    );

    public static readonly Refusal ReasonTooLong = new(
        "agreement-reason-too-long",
        "The reason is longer than 20,000 characters. Shorten it.",
        "理由超过两万个字符。请精简。"
    );

    public static readonly Refusal KindStays = new(
        "agreement-kind-stays",
        "An agreement keeps its kind through all versions. Propose another kind as a new agreement.",
        "协议的种类在各版本中保持不变。如需其他种类，请作为新协议提出。"
    );

    public static readonly Refusal KindMissing = new(
        "agreement-kind-missing",
        "Say what kind of agreement this is, in at most 64 characters.",
        "请注明协议种类，不超过 64 个字符。"
    );

    public static readonly Refusal TitleMissing = new(
        "agreement-title-missing",
        "Give the agreement a title in English and in Chinese.",
        "请为协议填写英文和中文标题。"
    );

    public static readonly Refusal TitleTooLong = new(
        "agreement-title-too-long",
        "Shorten the title to 300 characters in each language.",
        "请将各语言的标题缩短至 300 个字符以内。"
    );

    public static readonly Refusal ContentMissing = new(
        "agreement-content-missing",
        "The agreement has no content. Attach the document that both sides are to accept.",
        "协议没有内容。请附上供双方接受的文件。"
    );

    public static readonly Refusal AmendInstead = new(
        "amend-the-existing-agreement",
        "An agreement of this kind is already proposed or in force. Propose the next version of that one instead.",
        "同类协议已在商议或生效。请改为对该协议提出下一版本。"
    );

    public static readonly Refusal NoSuchVersion = new(
        "no-such-version",
        "The agreement has no version with this number. Look up the number on the agreement's page.",
        "该协议没有此版本号。请在协议页面查对版本号。"
    );

    public static readonly Refusal OwnVersion = new(
        "own-version",
        "Only the other party accepts or declines a version. To take your own version back, withdraw it.",
        "只有对方可以接受或拒绝某一版本。如需收回我方提出的版本，请撤回。"
    );

    public static readonly Refusal NotTheProposer = new(
        "not-the-proposer",
        "Only the party that proposed a version withdraws it. Decline it instead.",
        "只有提出方可以撤回该版本。请改为拒绝。"
    );

    public static readonly Refusal AlreadyDecided = new(
        "version-already-decided",
        "This version was already accepted, declined or withdrawn. Propose the next version to change anything.",
        "该版本已被接受、拒绝或撤回。如需更改，请提出下一版本。"
    );

    public static readonly Refusal Superseded = new(
        "later-version-accepted",
        "A later version has been accepted. Read that one; to return to this text, propose it as the next version.",
        "更新的版本已被接受。请阅读该版本；如需恢复此文本，请作为下一版本提出。"
    );

    public static readonly Refusal OtherContent = new(
        "content-differs",
        "The content accepted is not the content that was proposed. Open the proposal again and accept what it shows.",
        "所接受的内容与所提内容不一致。请重新打开该提案，接受其中显示的内容。"
    );

    public static readonly Refusal NotValidGuidelines = new(
        "guidelines-not-valid",
        "These guidelines have errors and no request could be made under them. Decline them and name the errors shown.",
        "该准则存在错误，无法据以提出请求。请拒绝并指出所列错误。"
    );

    public static readonly Refusal NothingToEnd = new(
        "nothing-in-force",
        "No version has been accepted, so there is nothing to end. Decline or withdraw the proposal instead.",
        "尚无已接受的版本，无从终止。请改为拒绝或撤回提案。"
    );

    public static readonly Refusal Ended = new(
        "agreement-ended",
        "This agreement was ended. Propose a new one.",
        "该协议已终止。请提出新的协议。"
    );

    public static readonly Refusal ReasonMissing = new(
        "reason-missing",
        "Give the reason in a sentence; the other side will read it.",
        "请用一句话说明理由；对方将会看到。"
    );
}
