using Parley.Cooperation;
using Parley.Exchange;
using Parley.Exchange.Formats;

namespace Parley.Node.Api;

/// <summary>The problems that are not refusals of a rule: their codes and sentences.</summary>
internal static class ApiProblems
{
    public static readonly ApiProblem KeyMissing = new(
        400,
        "idempotency-key-missing",
        new Bilingual(
            "Send a header Idempotency-Key of 1 to 128 visible characters: your own name for this one act.",
            "请附带 Idempotency-Key 标头：一至一百二十八个可见字符，作为本次操作的唯一标识。"
        )
    );

    /// <summary>The words of a request were erased here: when, and under which rule.</summary>
    public static ApiProblem Erased(ErasedSubject left) =>
        new(
            410,
            "erased",
            new Bilingual(
                $"{left.Id} was erased here on {left.At.UtcDateTime:yyyy-MM-dd} under rule {left.Rule}. Only the hashes of its "
                    + "entries are left.",
                $"{left.Id} 已于 {left.At.UtcDateTime:yyyy-MM-dd} 依规则 {left.Rule} 清除，仅保留各条目的哈希值。"
            )
        );

    public static readonly ApiProblem NotJson = new(
        400,
        "not-json",
        new Bilingual(
            "Send one JSON object in UTF-8, at most 20 deep, no member twice.",
            "请发送一个 UTF-8 编码的 JSON 对象，嵌套不超过二十层，成员不得重复。"
        )
    );

    public static readonly ApiProblem KeyUsed = new(
        422,
        "idempotency-key-used",
        new Bilingual(
            "This Idempotency-Key was used for something else. Take a new key for a new act.",
            "此 Idempotency-Key 已用于其他操作。新的操作请使用新的标识。"
        )
    );

    public static readonly ApiProblem StillRunning = new(
        409,
        "still-running",
        new Bilingual(
            "The first call under this Idempotency-Key is not done yet. Ask again in a moment.",
            "以此 Idempotency-Key 提交的首次操作尚未完成。请稍后再试。"
        )
    );

    public static readonly ApiProblem VersionMissing = new(
        428,
        "version-missing",
        new Bilingual(
            "Say which version you read: send its ETag as If-Match.",
            "请以 If-Match 标头注明您所读取版本的 ETag。"
        )
    );

    public static readonly ApiProblem VersionDiffers = new(
        412,
        "version-differs",
        new Bilingual(
            "Somebody has changed it since. Read it again, bring both together, and send it with the new ETag.",
            "内容在此期间已被他人更改。请重新读取、合并后，以新的 ETag 提交。"
        )
    );

    public static readonly ApiProblem NotComplete = new(
        422,
        "check-not-passed",
        new Bilingual(
            "The agreed guidelines ask for more before this may be offered. Mend what the errors name.",
            "按照约定的准则，提交签发前仍有内容需要补正。请按所列各项修改。"
        )
    );

    public static readonly ApiProblem NotReceipted = new(
        409,
        "not-receipted",
        new Bilingual(
            "The other side has not receipted anything of this request yet, so there is no proof to hand out. Ask again once it has.",
            "对方尚未就本请求出具任何回执，故尚无证明可供提供。收到回执后请再次获取。"
        )
    );

    public static readonly ApiProblem NotInYourHands = new(
        403,
        "not-in-your-hands",
        new Bilingual(
            "Only who wrote in the draft, or a releaser, may do this.",
            "只有参与起草的人员或签发人员可执行此操作。"
        )
    );

    public static readonly ApiProblem OwnOffer = new(
        403,
        "own-offer",
        new Bilingual(
            "This officer offered it for release. Another officer checks and releases it.",
            "该内容由本令牌所属人员提交签发，须由其他人员审核和签发。"
        )
    );

    public static readonly ApiProblem AlreadyHeld = new(
        409,
        "already-held",
        new Bilingual(
            "This matter is kept longer already, for another reason. Read it under /keeping.",
            "该事项已因其他理由延长保存。请在 /keeping 查看。"
        )
    );

    public static readonly ApiProblem NotHeld = new(
        409,
        "not-held",
        new Bilingual("Nobody keeps this matter longer, so there is nothing to lift.", "该事项未被延长保存，无须解除。")
    );

    public static readonly ApiProblem NoGuidelines = new(
        409,
        "no-guidelines",
        new Bilingual(
            "No guidelines are in force with that party. Agree on them first.",
            "与该方尚无生效的准则。请先就准则达成一致。"
        )
    );

    public static readonly ApiProblem PartyUnknown = new(
        422,
        "party-unknown",
        new Bilingual(
            "Name the party it goes to: the code of an admitted party.",
            "请指明对方：填写已接纳的一方的代码。"
        ),
        "/peer"
    );

    public static readonly ApiProblem CursorUnknown = new(
        422,
        "cursor-unknown",
        new Bilingual(
            "This node gave no such cursor, or what it names is listed no more. Begin again without one.",
            "本节点未给出过此游标，或其所指事项已不在列表中。请不带游标重新开始。"
        )
    );

    public static readonly ApiProblem FileNotHere = new(
        422,
        "file-not-here",
        new Bilingual(
            "Name only files that were brought to this draft or request, exactly as this node describes them.",
            "只能列入已提交至该草稿或请求的文件，且须与本节点所给的描述完全一致。"
        )
    );

    public static readonly ApiProblem NoRoom = new(
        422,
        "no-room",
        new Bilingual("No more files may go with this. Take one out first.", "此处不能再添加文件。请先移除一个。")
    );

    public static readonly ApiProblem FileTooLarge = new(
        413,
        "too-large",
        new Bilingual("This is larger than this node takes.", "超出本节点接受的大小。")
    );

    public static readonly ApiProblem NothingPrints = new(
        503,
        "nothing-prints",
        new Bilingual(
            "The host of this node has no browser to print with. Fetch the same as a page, or as figures, and print it "
                + "yourself; or let the operator install Chromium.",
            "本节点主机未安装用于打印的浏览器。请获取网页版或数据自行打印，或由运维人员安装 Chromium。"
        )
    );

    public static ApiProblem Malformed(string pointer, string code = StrictFormat.Malformed) =>
        new(
            422,
            code,
            code switch
            {
                StrictFormat.Missing => new Bilingual("This field is missing.", "缺少此字段。"),
                StrictFormat.Unknown => new Bilingual(
                    "This field is not known here. Take it out, or correct its name.",
                    "此字段无法识别。请删除或更正名称。"
                ),
                _ => new Bilingual(
                    "This field does not have the form that the specification gives for it.",
                    "此字段不符合规范规定的格式。"
                ),
            },
            pointer
        );

    public static ApiProblem Parameter(string name, bool known) =>
        new(
            422,
            known ? "parameter-malformed" : "parameter-unknown",
            known
                ? new Bilingual($"The parameter “{name}” has no such value.", $"参数“{name}”没有此取值。")
                : new Bilingual($"There is no parameter “{name}” here.", $"此处没有参数“{name}”。")
        );

    /// <summary>What a bare status means.</summary>
    public static ApiProblem OfStatus(int status) =>
        status switch
        {
            400 => new(400, "not-understood", Both("This is no call of this interface.", "无法识别此调用。")),
            401 => new(
                401,
                "token-missing",
                Both(
                    "Send a good token as “Authorization: Bearer …”. An officer makes one under “Your account”.",
                    "请以“Authorization: Bearer …”附带有效令牌。令牌由人员在“我的账户”中生成。"
                )
            ),
            403 => new(
                403,
                "right-missing",
                Both(
                    "The token's scopes, or its officer's roles, do not allow this.",
                    "令牌的范围或其所属人员的角色不允许此操作。"
                )
            ),
            404 => new(404, "not-found", Both("There is nothing here under this name.", "此处没有该名称的内容。")),
            405 => new(405, "method-unknown", Both("This cannot be done here.", "此处不支持该操作。")),
            413 => FileTooLarge,
            415 => new(
                415,
                "media-type-unknown",
                Both("Send JSON as application/json, in UTF-8.", "请以 application/json（UTF-8）发送。")
            ),
            416 => new(416, "range-unknown", Both("The file has no such bytes.", "文件中没有该范围的字节。")),
            429 => new(
                429,
                "too-often",
                Both("Ask less often; see the header Retry-After.", "调用过于频繁；请参见 Retry-After 标头。")
            ),
            503 => new(
                503,
                "not-now",
                Both("The node cannot do this just now. Ask again later.", "节点暂时无法处理。请稍后再试。")
            ),
            >= 500 => new(
                status,
                "fault",
                Both(
                    "Something at the node broke. Ask again with the same key; tell the operator if it stays so.",
                    "节点发生故障。请以相同标识重试；如仍未解决，请告知运维人员。"
                )
            ),
            _ => new(status, "refused", Both("This was refused.", "已被拒绝。")),
        };

    private static Bilingual Both(string en, string zh) => new(en, zh);
}
