using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Parcels;

/// <summary>Why a parcel may not be named, or nothing be said of it, each with what to do instead.</summary>
internal static class ParcelRefusals
{
    public static readonly Refusal NotNamed = new(
        "parcel-not-named",
        "The other side sent no such file with this matter. Only the party a file was sent to says that it came.",
        "对方未随本事项发送此文件。只有文件的接收方可以说明是否收到。"
    );

    public static readonly Refusal AlreadyReceived = new(
        "parcel-already-received",
        "The file was already stated as received. Nothing more is to be said of it.",
        "已说明收到此文件，无需再作说明。"
    );

    public static readonly Refusal AlreadyRefused = new(
        "parcel-already-refused",
        "The file was already refused. It may still be received once it comes whole.",
        "此文件已被拒收。完整送达后仍可说明收到。"
    );

    public static readonly Refusal TooMany = new(
        "too-many-parcels",
        "One entry carries at most 50 files, and one request at most 200. Put files together into an archive.",
        "一条条目最多随附五十个文件，一项请求最多二百个。请将文件打包。"
    );

    /// <summary>What is wrong with what a parcel is named by, or null.</summary>
    public static Refusal? OfForm(Parcel parcel) =>
        !Parcel.IsName(parcel.Name)
            ? new Refusal(
                "parcel-name",
                "The name of a file cannot be used. Give it a name of at most 200 characters without / \\ : * ? \" < > |.",
                "有文件名无法使用。请使用不超过 200 个字符且不含 / \\ : * ? \" < > | 的文件名。"
            )
        : parcel.IsWhole ? null
        : new Refusal(
            "parcel-malformed",
            "A file is not described as it must be. Remove it and attach it again.",
            "有文件的说明不符合规定。请删去后重新添加。"
        );

    public static Refusal NamedTwice(Parcel parcel) =>
        new(
            "parcel-twice",
            $"The file “{Shown(parcel.Name)}” is attached twice. Remove one of them.",
            $"文件“{Shown(parcel.Name)}”重复添加。请删去其中之一。"
        );

    public static Refusal ForUnknown(Parcel parcel) =>
        new(
            "parcel-for-unknown",
            $"The file “{Shown(parcel.Name)}” belongs to nothing that was asked. Choose what it belongs to, or all of it.",
            $"文件“{Shown(parcel.Name)}”所对应的事项不存在。请选择对应事项，或选择全部。"
        );

    public static Refusal Differs(Parcel parcel) =>
        new(
            "parcel-differs",
            $"The file “{Shown(parcel.Name)}” was sent before and is described otherwise now. Attach it again.",
            $"文件“{Shown(parcel.Name)}”此前已发送，现说明与当时不一致。请重新添加。"
        );

    /// <summary>What the check finds about the files of an item.</summary>
    internal static void Find(Item item, Requests.Entry.Parcels entry, List<Finding> found)
    {
        if (entry.Files.Length > Math.Min(item.AtMost ?? int.MaxValue, ParcelRules.MostAtOnce))
        {
            found.Add(FindingOf.TooMany(item, Math.Min(item.AtMost ?? int.MaxValue, ParcelRules.MostAtOnce)));
        }
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in entry.Files)
        {
            var fault =
                OfForm(file.Parcel)
                ?? (hashes.Add(file.Parcel.SealedSha256) ? null : NamedTwice(file.Parcel))
                ?? (file.For is null ? null : ForUnknown(file.Parcel));
            if (fault is not null)
            {
                found.Add(new Finding(item.Id, Severity.Invalid, fault.Code, fault.Sentence));
            }
        }
    }

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
