using System.Globalization;
using System.Text;

namespace Parley.Node.Bridge;

/// <summary>A short mail of plain text to one officer.</summary>
/// <param name="SubjectEn">The subject, in letters.</param>
/// <param name="SubjectZh">The same in Chinese.</param>
public sealed record ShortMail(string To, string SubjectEn, string SubjectZh, string Text)
{
    /// <summary>The mail as it travels (RFC 5322). In base64 no line begins with a dot or is too long, and every
    /// character arrives.</summary>
    /// <param name="from">The address it comes from.</param>
    public string Written(string from, DateTimeOffset at)
    {
        var host = from.Split('@')[1];
        var chinese = Convert.ToBase64String(Encoding.UTF8.GetBytes(SubjectZh));
        return string.Join(
            "\r\n",
            $"From: Parley <{from}>",
            $"To: <{To}>",
            $"Subject: {SubjectEn}",
            $" =?utf-8?B?{chinese}?=",
            $"Date: {at.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)}",
            $"Message-ID: <{Guid.NewGuid():N}@{host}>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            Convert
                .ToBase64String(Encoding.UTF8.GetBytes(Text), Base64FormattingOptions.InsertLineBreaks)
                .ReplaceLineEndings("\r\n")
        );
    }
}
