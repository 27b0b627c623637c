using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>What a statement about a request lacks or holds that it may not, each with how to mend it.</summary>
internal static class ContentRefusals
{
    public static readonly Refusal TextMissing = new(
        "text-missing",
        "A text is empty. Write at least one sentence; the other side will read it.",
        "有一处文字为空。请至少写一句话；对方将会看到。"
    );

    public static readonly Refusal TextTooLong = new(
        "text-too-long",
        "A text is longer than 20,000 characters. Shorten it, or say the rest in a further entry.",
        "文本超过两万个字符。请精简，或在后续条目中补充。"
    );

    public static readonly Refusal LanguageUnknown = new(
        "language-not-agreed",
        "A text is in a language the guidelines do not name. Write it in one of the agreed languages.",
        "有一处文字使用了准则未列明的语言。请使用商定语言书写。"
    );

    public static readonly Refusal DateNotAhead = new(
        "date-not-ahead",
        "The date by which you will answer has passed. Name a later date, or leave it open.",
        "所承诺的答复日期已过。请填写较晚的日期，或留空。"
    );

    public static readonly Refusal QuestionMissing = new(
        "question-missing",
        "A clarification asks at least one question. Write what you need to know.",
        "要求澄清至少应提出一个问题。请写明需要了解的内容。"
    );

    public static readonly Refusal QuestionTwice = new(
        "question-number-twice",
        "Each question needs a number of its own, such as 1, 2, 3. Number the questions again.",
        "每个问题须有各自的编号，例如 1、2、3。请重新编号。"
    );

    public static readonly Refusal GroundMissing = new(
        "ground-missing",
        "A refusal names at least one ground of the guidelines, with its reason. Choose the ground that applies.",
        "拒绝须至少列明准则中的一项理由并加以说明。请选择适用的理由。"
    );

    public static readonly Refusal GroundTwice = new(
        "ground-twice",
        "A ground of refusal is named twice. Name it once and give all its reasons there.",
        "同一拒绝理由列出了两次。请只列一次，并在该处说明全部缘由。"
    );

    public static readonly Refusal GroundWithoutReason = new(
        "ground-without-reason",
        "Each ground of refusal needs its reason. Say in a sentence why it applies here.",
        "每项拒绝理由均须说明。请用一句话说明其为何适用。"
    );

    public static readonly Refusal ExtensionNotLater = new(
        "extension-not-later",
        "The new date is not later than the date now due. Name a later date.",
        "新日期不晚于现有期限。请填写较晚的日期。"
    );

    public static readonly Refusal AnswerEmpty = new(
        "answer-empty",
        "The answer names no item. Say for at least one item asked what became of it.",
        "答复未涉及任何事项。请至少就一项所请求的事项说明结果。"
    );

    public static readonly Refusal NothingGiven = new(
        "nothing-given",
        "No item is provided, not even in part. Refuse the request instead, on a ground of the guidelines.",
        "各事项均不予提供。请改为依准则所列理由拒绝该请求。"
    );

    public static readonly Refusal AuthorityMissing = new(
        "authority-missing",
        "Name the authority that decided, in one line of at most 300 characters; its reference likewise.",
        "请用一行文字（不超过 300 个字符）写明作出决定的机关；文号亦同。"
    );

    public static readonly Refusal RestrictionMissing = new(
        "restriction-missing",
        "It was not validated. Say what was done with what had been received: deleted, or kept from use and how.",
        "未获确认。请说明对已收到内容的处理：已删除，或如何限制使用。"
    );

    public static readonly Refusal HandlingUnknown = new(
        "handling-unknown",
        "The handling of the answer names a code the guidelines do not know. Choose handling code, traffic light and "
            + "both evaluations from the lists.",
        "答复的处理要求使用了准则未列明的代码。请从列表中选择处理代码、交通灯及两项评估。"
    );

    public static readonly Refusal TooManyCertificates = new(
        "too-many-certificates",
        "One answer comes with at most 20 certificates. Give the others with a second answer.",
        "一份答复最多附 20 份证明书。其余请随另一份答复提供。"
    );

    public static Refusal DoneLater(string item) =>
        new(
            "done-later",
            $"Item {Shown(item)} is said to have been done at a time still to come. Correct the time.",
            $"第 {Shown(item)} 项的完成时间晚于当前时间。请更正。"
        );

    public static Refusal CertificateUnknown(string form) =>
        new(
            "certificate-unknown",
            $"“{Shown(form)}” is no form of certificate of the guidelines, or has other blanks. Choose one they list.",
            $"“{Shown(form)}”不是准则列明的证明书格式，或填写项不符。请选择准则列明的格式。"
        );

    /// <summary>A blank was left open, or filled twice.</summary>
    /// <param name="sheet">Which sheet of the form; null where there is one.</param>
    public static Refusal BlankOpen(CertificateForm form, CertificateField field, int? sheet) =>
        new(
            "certificate-blank",
            $"“{Shown(form.Name.En)}”{(sheet is null ? "" : $", sheet {sheet},")} lacks “{Shown(field.Label.En)}”. "
                + "Fill in every blank once, in one line.",
            $"“{Shown(form.Name.Zh)}”{(sheet is null ? "" : $"第 {sheet} 份")}缺少“{Shown(field.Label.Zh)}”。"
                + "请将每项各填一次，每项一行。"
        );

    public static Refusal TransferUnknown(SubjectId other) =>
        new(
            "transfer-unknown",
            $"No request {other} is known. Make the new request first, then name it here.",
            $"未见编号为 {other} 的请求。请先提出新请求，再在此注明。"
        );

    public static Refusal TransferOfOtherKind(SubjectId other) =>
        new(
            "transfer-of-other-kind",
            $"{other} is not yours, or not of a kind as which this request may go on. Name one that is.",
            $"{other} 并非本方提出，或不属于本请求可以转为的种类。请注明符合条件的请求。"
        );

    public static Refusal TransferNotNamed(SubjectId other, SubjectId self) =>
        new(
            "transfer-not-named",
            $"{other} does not name {self}. Name it there, so that both are linked.",
            $"{other} 未注明 {self}。请在其中注明，使两者相互关联。"
        );

    public static Refusal ItemUnknown(string item) =>
        new(
            "item-unknown",
            $"A question names “{Shown(item)}”, which is no item of this request. Choose an item of the form, or none.",
            $"有一个问题指向“{Shown(item)}”，并非此请求的项目。请选择表格中的项目，或不指定。"
        );

    public static Refusal NotAsked(string question) =>
        new(
            "question-not-asked",
            $"Question {Shown(question)} was not asked or is answered twice. Answer each question of the oldest "
                + "open clarification once.",
            $"问题 {Shown(question)} 未曾提出或重复作答。请对最早一次未答澄清中的每个问题各答一次。"
        );

    public static Refusal QuestionOpen(string question) =>
        new(
            "question-unanswered",
            $"Question {Shown(question)} has no answer. Answer every question; where you do not know, say so.",
            $"问题 {Shown(question)} 尚未作答。请回答每个问题；如不掌握情况，请说明。"
        );

    public static Refusal SoughtDropped(string item) =>
        new(
            "item-sought-dropped",
            $"Item {Shown(item)} was asked for and is missing now. Keep it, reword it if need be; to ask for "
                + "less, withdraw and ask anew.",
            $"原请求第 {Shown(item)} 项现已缺失。请予保留，必要时可改写；如需减少事项，请撤回后重新提出。"
        );

    public static Refusal StepBySupplement(string item) =>
        new(
            "step-by-supplement",
            $"Item {Shown(item)} is a step of joint work: who takes it and by which day is said in a note of progress, which "
                + "adds and moves steps.",
            $"第 {Shown(item)} 项系联合工作步骤：承担方和期限须通过进展通报增加或调整。"
        );

    public static Refusal NotSought(string item) =>
        new(
            "item-not-sought",
            $"Item {Shown(item)} was not asked for, or is named twice. Name each item asked for once.",
            $"第 {Shown(item)} 项并非所请求的事项，或重复列出。请将每项所请求事项各列一次。"
        );

    public static Refusal OutcomeWithoutText(string item) =>
        new(
            "outcome-without-text",
            $"Say for item {Shown(item)} what is provided, or why it is not.",
            $"请就第 {Shown(item)} 项说明提供的内容，或不予提供的理由。"
        );

    public static Refusal ItemUnanswered(string item) =>
        new(
            "item-unanswered",
            $"Item {Shown(item)} has no answer yet. Answer it, or mark this answer as partial.",
            $"第 {Shown(item)} 项尚无答复。请予答复，或将此次答复标为部分答复。"
        );

    public static Refusal GroundNotAllowed(string code) =>
        new(
            "ground-not-allowed",
            $"“{Shown(code)}” is no ground of refusal for this kind of request. Choose one the guidelines list "
                + "for it; if something is missing from the request, ask for clarification.",
            $"“{Shown(code)}”不是此类请求的拒绝理由。请选择准则为此类请求列明的理由；如请求内容不完整，请要求澄清。"
        );

    public static Refusal ExtensionTooLong(Span most) =>
        new(
            "extension-too-long",
            $"The guidelines allow at most {most.InWords().En} beyond the date first due. Name an earlier date.",
            $"准则允许自原定期限起最多延长 {most.InWords().Zh}。请填写较早的日期。"
        );

    /// <summary>What came from outside is shown short, so that a sentence stays a sentence.</summary>
    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
