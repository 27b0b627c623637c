using Parley.Cooperation;

namespace Parley.Node.Api;

/// <summary>Why a stretch of a file is not taken.</summary>
internal static class UploadProblems
{
    /// <summary>So soon it is worth asking again, in seconds.</summary>
    private const int Shortly = 60;

    public static readonly ApiProblem Name = new(
        422,
        "parcel-name",
        new Bilingual(
            "The name of the file cannot be used. Give it one of at most 200 characters without / \\ : * ? \" < > |.",
            "文件名无法使用。请使用不超过 200 个字符且不含 / \\ : * ? \" < > | 的文件名。"
        ),
        "/name"
    );

    public static readonly ApiProblem TooMany = new(
        507,
        "too-many-uploads",
        new Bilingual(
            "Too many files are under way, or too large ones. Bring one to its end, or cancel one.",
            "上传中的文件过多或总量过大。请先完成或取消其中一个。"
        )
    );

    public static readonly ApiProblem TooManyTogether = new(
        503,
        "too-many-uploads-together",
        new Bilingual(
            "All officers of this node together have too much under way. Try again once some of it is done.",
            "本节点全部人员正在上传的文件总量过大。请待部分上传完成后再试。"
        ),
        RetryAfter: Shortly
    );

    public static readonly ApiProblem DiskFull = new(
        507,
        "disk-full",
        new Bilingual(
            "The disk of this node has no room for a file of this size now. Tell the operator of the node.",
            "本节点磁盘空间不足，目前无法接收此大小的文件。请联系节点运行人员。"
        )
    );

    public static readonly ApiProblem Attached = new(
        409,
        "upload-attached",
        new Bilingual(
            "The file is attached already. Take it out of the list where it is not wanted.",
            "该文件已添加完毕。如不需要，请从列表中移除。"
        )
    );

    public static readonly ApiProblem TakenOut = new(
        410,
        "upload-taken-out",
        new Bilingual(
            "The file was attached, and is not in the list any more: it was taken out, or named by what was said.",
            "该文件曾已添加，现已不在列表中：已被移除，或已随答复等发出。"
        )
    );

    public static readonly ApiProblem BeginsOtherwise = new(
        422,
        "begins-otherwise",
        new Bilingual(
            "The file does not begin as was said. What has come of it was removed. Begin it anew.",
            "文件开头与先前注明的不符，已接收的部分已删除。请重新开始。"
        ),
        "/begins"
    );

    public static readonly ApiProblem OtherFile = new(
        422,
        "sha256-differs",
        new Bilingual(
            "What has come does not have the SHA-256 that was said. It was removed. Begin it anew.",
            "已接收内容的 SHA-256 与先前注明的不符，现已删除。请重新开始。"
        ),
        "/sha256"
    );

    public static readonly ApiProblem Running = new(
        409,
        "upload-running",
        new Bilingual(
            "Another call is uploading this file now. Ask again shortly for its offset.",
            "该文件正由另一次调用上传。请稍后查询进度。"
        )
    );

    public static readonly ApiProblem Offset = new(
        409,
        "offset-differs",
        new Bilingual(
            "What has arrived does not end at that byte. Go on at the header Upload-Offset of this answer.",
            "已接收的部分与所述位置不符。请从本答复 Upload-Offset 标头所示位置继续。"
        )
    );

    public static readonly ApiProblem OffsetMissing = new(
        400,
        "offset-missing",
        new Bilingual(
            "Say with a header Upload-Offset at which byte of the file the stretch begins.",
            "请以 Upload-Offset 标头注明所发一段在文件中的起始位置。"
        )
    );

    public static readonly ApiProblem MediaType = new(
        415,
        "media-type-unknown",
        new Bilingual(
            "Send a stretch of a file as application/offset+octet-stream.",
            "请以 application/offset+octet-stream 发送文件的一段。"
        )
    );

    public static readonly ApiProblem TooMuch = new(
        413,
        "more-than-said",
        new Bilingual(
            "There are more bytes than the file was said to have. Begin it anew with its true size.",
            "字节数超过先前注明的文件大小。请注明实际大小后重新开始。"
        )
    );

    public static readonly ApiProblem Damaged = new(
        410,
        "upload-damaged",
        new Bilingual(
            "What has come of the file is damaged on the disk of this node, and was removed. Begin it anew.",
            "已接收的部分在本节点磁盘上损坏，现已删除。请重新开始。"
        )
    );
}
