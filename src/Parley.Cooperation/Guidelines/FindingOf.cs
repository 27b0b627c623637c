using System.Globalization;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>Every finding the check can make, each with a sentence that tells an officer what to do.</summary>
internal static partial class FindingOf
{
    public static readonly Finding SameParty = new(
        Check.KindItem,
        Severity.Invalid,
        "same-party",
        new Bilingual(
            "A request goes to the other party. Choose the party that is to be asked.",
            "请求须发往对方。请选择被请求方。"
        )
    );

    public static readonly Finding LanguageUnknown = new(
        Check.LanguageItem,
        Severity.Invalid,
        "language-not-agreed",
        new Bilingual(
            "The guidelines do not name the language of this request. Choose one of the agreed languages.",
            "准则未列明此请求所用语言。请选择商定语言之一。"
        )
    );

    public static readonly Finding KindUnknown = new(
        Check.KindItem,
        Severity.Invalid,
        "kind-unknown",
        new Bilingual(
            "The guidelines do not know this kind of request. Choose one of the kinds they list.",
            "准则中没有此类请求。请选择准则列明的种类。"
        )
    );

    public static readonly Finding UrgencyUnknown = new(
        Check.UrgencyItem,
        Severity.Invalid,
        "urgency-unknown",
        new Bilingual(
            "The guidelines do not know this urgency. Choose one of the levels they list.",
            "准则中没有此紧急程度。请选择准则列明的等级。"
        )
    );

    public static Finding UrgencyNotForKind(RequestKind kind) =>
        new(
            Check.UrgencyItem,
            Severity.Invalid,
            "urgency-not-for-kind",
            new Bilingual(
                $"“{kind.Name.En}” is not made with this urgency. Choose a level for which the guidelines set times.",
                $"“{kind.Name.Zh}”不适用此紧急程度。请选择准则为其规定了时限的等级。"
            )
        );

    public static Finding Required(Item item) =>
        Make(item, Severity.Missing, "required", "is required. Fill it in.", "为必填项。请填写。");

    public static Finding OriginalMissing(Item item) =>
        Make(
            item,
            Severity.Invalid,
            "original-missing",
            "has a translation but no original. Write the original, or clear the translation.",
            "有译文而无原文。请填写原文，或清空译文。"
        );

    public static Finding NotAskedFor(Item item) =>
        Make(
            item,
            Severity.Advice,
            "not-asked-for",
            "is filled in though what is chosen elsewhere does not ask for it. Clear it, or change that choice.",
            "已填写，但按其他项目的选择无须填写。请清空，或更改相关选择。"
        );

    public static Finding WrongShape(Item item) =>
        Make(
            item,
            Severity.Invalid,
            "wrong-shape",
            "holds a value of another form than the item takes. Fill it in again.",
            "所填内容的形式与该项目不符。请重新填写。"
        );

    public static Finding NotADate(Item item) =>
        Make(
            item,
            Severity.Invalid,
            "not-a-date",
            "is no date. Write year, month and day, such as 2026-03-04.",
            "不是有效日期。请按年-月-日填写，例如 2026-03-04。"
        );

    public static Finding NotAMoment(Item item) =>
        Make(
            item,
            Severity.Invalid,
            "not-a-moment",
            "needs date, time and UTC offset, such as 2026-03-04T17:30+08:00.",
            "须包含日期、时间和 UTC 时差，例如 2026-03-04T17:30+08:00。"
        );

    public static Finding RangeBackwards(Item item) =>
        Make(
            item,
            Severity.Invalid,
            "range-backwards",
            "ends before it begins. Give a start that is earlier than the end.",
            "的结束时间早于或等于开始时间。请填写早于结束的开始时间。"
        );

    public static Finding NotOneLine(Item item) =>
        Make(
            item,
            Severity.Invalid,
            "not-one-line",
            "takes one line. Remove line breaks and control characters.",
            "只能填写一行。请删除换行和控制字符。"
        );

    public static Finding TooLong(Item item, int most) =>
        Make(
            item,
            Severity.Invalid,
            "too-long",
            $"is too long. Shorten it to {Number(most)} characters and attach the rest.",
            $"过长。请缩短至 {Number(most)} 个字符以内，其余内容作为附件。"
        );

    public static Finding TooMany(Item item, int most) =>
        Make(
            item,
            Severity.Invalid,
            "too-many",
            $"has too many rows. Keep {Number(most)} at most and make a second request for the rest.",
            $"条目过多。请最多保留 {Number(most)} 条，其余另行提出请求。"
        );

    public static Finding NotAnOption(Item item, string value) =>
        Make(
            item,
            Severity.Invalid,
            "not-an-option",
            $"cannot be “{Shown(value)}”. Choose one of the options listed.",
            $"不能为“{Shown(value)}”。请从所列选项中选择。"
        );

    public static Finding Twice(Item item, string value) =>
        Make(
            item,
            Severity.Advice,
            "named-twice",
            $"names “{Shown(value)}” twice. Remove one.",
            $"重复列出“{Shown(value)}”。请删去一个。"
        );

    public static Finding TextLanguageUnknown(Item item) =>
        Make(
            item,
            Severity.Invalid,
            "text-language-not-agreed",
            "is in a language the guidelines do not name. Write it in one of the agreed languages.",
            "使用了准则未列明的语言。请使用商定语言书写。"
        );

    public static Finding IdentifierTypeUnknown(Item item, Identifier identifier) =>
        Make(
            item,
            Severity.Invalid,
            "identifier-type-unknown",
            $"has an identifier of unknown type “{Shown(identifier.Type)}”. Choose a type from the list, or “other”.",
            $"包含未知类型“{Shown(identifier.Type)}”的标识。请从列表中选择类型，或选择“其他”。"
        );

    public static Finding IdentifierInvalid(Item item, Identifier identifier) =>
        Make(
            item,
            Severity.Invalid,
            "identifier-malformed",
            $"has “{Shown(identifier.Value)}”, which is not written as {FormOf(identifier.Type).En}. Correct it "
                + "or its type.",
            $"中的“{Shown(identifier.Value)}”不符合{FormOf(identifier.Type).Zh}的写法。请更正内容或类型。"
        );

    public static Finding IdentifierTwice(Item item, Identifier identifier) =>
        Make(
            item,
            Severity.Advice,
            "identifier-twice",
            $"names “{Shown(identifier.Value)}” twice. Remove one.",
            $"重复列出“{Shown(identifier.Value)}”。请删去一个。"
        );

    public static Finding SoughtTwice(Item item, string id) =>
        Make(
            item,
            Severity.Invalid,
            "sought-number-twice",
            $"uses number {Shown(id)} twice. Give each item its own number; the answer will name it.",
            $"重复使用编号 {Shown(id)}。请为每个事项使用各自的编号；答复将按编号作出。"
        );

    public static Finding SoughtNumber(Item item) =>
        Make(
            item,
            Severity.Invalid,
            "sought-number-malformed",
            "has an item without a usable number. Number the items 1, 2, 3.",
            "有事项缺少可用的编号。请按 1、2、3 编号。"
        );

    public static Finding SoughtEmpty(Item item, string id) =>
        Make(
            item,
            Severity.Invalid,
            "sought-text-missing",
            $"does not say what is sought under number {Shown(id)}. Describe it or remove the number.",
            $"未说明编号 {Shown(id)} 所请求的内容。请予说明或删去该编号。"
        );

    public static Finding NotARequest(Item item, string value) =>
        Make(
            item,
            Severity.Invalid,
            "not-a-request-number",
            $"names “{Shown(value)}”, which is no number of a request. Write it as US-R-2026-0001.",
            $"中的“{Shown(value)}”不是请求编号。请按 US-R-2026-0001 的形式填写。"
        );

    public static Finding ItemUnknown(string id) =>
        new(
            Shown(id),
            Severity.Invalid,
            "item-unknown",
            new Bilingual(
                $"The guidelines know no item “{Shown(id)}” for this kind of request. Remove it.",
                $"准则中此类请求没有“{Shown(id)}”项目。请删去。"
            )
        );

    private static Finding Make(Item item, Severity severity, string code, string en, string zh) =>
        new(item.Id, severity, code, new Bilingual($"“{item.Label.En}” {en}", $"“{item.Label.Zh}”{zh}"));

    private static Bilingual FormOf(string type) =>
        type switch
        {
            IdentifierForm.IPv4 => new Bilingual("an IPv4 address such as 192.0.2.7", "IPv4 地址（例如 192.0.2.7）"),
            IdentifierForm.IPv6 => new Bilingual(
                "an IPv6 address such as 2001:db8::7",
                "IPv6 地址（例如 2001:db8::7）"
            ),
            IdentifierForm.Domain => new Bilingual(
                "a domain such as mail.example.com",
                "域名（例如 mail.example.com）"
            ),
            IdentifierForm.Url => new Bilingual(
                "a URL such as https://example.com/a",
                "网址（例如 https://example.com/a）"
            ),
            IdentifierForm.Email => new Bilingual(
                "an e-mail address such as a@example.com",
                "电子邮箱（例如 a@example.com）"
            ),
            IdentifierForm.Phone => new Bilingual(
                "a number such as +1 202 555 0100",
                "国际电话号码（例如 +86 10 5555 0100）"
            ),
            IdentifierForm.Sha256 => new Bilingual("a SHA-256 of 64 hexadecimal digits", "64 位十六进制 SHA-256 值"),
            IdentifierForm.Wallet => new Bilingual("a wallet address", "钱包地址"),
            _ => new Bilingual("one line of at most 300 characters", "不超过 300 个字符的一行文字"),
        };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
