using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Parley.Cooperation.Parcels;

namespace Parley.Node.Parcels;

/// <summary>Marks an endpoint whose form bears files: nothing before it may read the form, for that would put the files
/// on the disk in the clear.</summary>
internal sealed class TakesFiles;

/// <summary>One file as it comes in, to be read once and now.</summary>
/// <param name="Name">As the sender's system calls it, without its path; not checked yet.</param>
internal sealed record FileComing(string Name, string MediaType, Stream Bytes);

/// <summary>How a form with files was taken.</summary>
internal enum FilesTaken
{
    Whole,

    /// <summary>It is no form with files, or is malformed.</summary>
    Malformed,

    /// <summary>It does not come from a page of this desk.</summary>
    Forged,
}

/// <summary>
/// Reads a form with files piece by piece, as it arrives: each file is sealed while it is read, and neither memory nor
/// the disk ever holds one in the clear.
/// </summary>
internal static class FilesForm
{
    private const string ProofField = "__RequestVerificationToken";
    private const string ProofHeader = "RequestVerificationToken";
    private const int MostFields = 20;
    private const int LongestField = 64 * 1024;
    private const int LongestBoundary = 100;

    /// <summary>Hands each file to <paramref name="take"/>, after the proof that the form is the desk's own.</summary>
    public static async Task<FilesTaken> Read(HttpContext http, Func<FileComing, Task> take)
    {
        if (
            !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= LongestBoundary } boundary
        )
        {
            return FilesTaken.Malformed;
        }
        // Each file is bounded where it is sealed.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var reader = new MultipartReader(boundary.ToString(), http.Request.Body);
        var proven = false;
        try
        {
            for (var parts = 0; await Next(reader, http.RequestAborted) is { } section; parts++)
            {
                if (
                    parts > MostFields + ParcelRules.MostAtOnce
                    || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                )
                {
                    return FilesTaken.Malformed;
                }
                if (!disposition.IsFileDisposition())
                {
                    await ReadField(http, disposition, section);
                    continue;
                }
                proven = proven || await IsProven(http);
                if (!proven)
                {
                    return FilesTaken.Forged;
                }
                if (NameOf(disposition) is { Length: > 0 } name)
                {
                    await take(new FileComing(name, section.ContentType ?? "", new ArrivingFile(section.Body)));
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return FilesTaken.Malformed;
        }
        return proven || await IsProven(http) ? FilesTaken.Whole : FilesTaken.Forged;
    }

    private static async Task<MultipartSection?> Next(MultipartReader reader, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancel);
        }
        catch (IOException e)
        {
            throw new InvalidDataException("The form broke off.", e);
        }
    }

    /// <summary>Only by the header: to look for the proof in the form would read all of it, onto the disk.</summary>
    private static async Task<bool> IsProven(HttpContext http) =>
        http.Request.Headers[ProofHeader].ToString().Length > 0
        && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);

    private static async Task ReadField(
        HttpContext http,
        ContentDispositionHeaderValue disposition,
        MultipartSection section
    )
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await section.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (text.Length + read > LongestField)
            {
                throw new InvalidDataException("A field is too long.");
            }
            text.Write(buffer, 0, read);
        }
        var value = Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        if (string.Equals(name, ProofField, StringComparison.Ordinal))
        {
            // Where the framework finds it without reading the form.
            http.Request.Headers[ProofHeader] = value;
        }
    }

    /// <summary>Some systems send the whole path.</summary>
    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        var text = HeaderUtilities.RemoveQuotes(name).ToString();
        return text[(text.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
    }
}
