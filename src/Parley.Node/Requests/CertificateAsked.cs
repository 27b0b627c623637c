using Parley.Cooperation.Guidelines;

namespace Parley.Node.Requests;

/// <summary>A certificate that the request asks for, and whether an answer came with it.</summary>
public sealed record CertificateAsked(CertificateForm Form, bool Given)
{
    /// <summary>Those that a request asks for; none where it asks for none.</summary>
    public static IReadOnlyList<CertificateAsked> Of(RequestSight sight) =>
        [
            .. AnswerForm
                .Asked(sight)
                .Select(form => new CertificateAsked(
                    form,
                    sight
                        .Request.Answers.SelectMany(answer => answer.What.Certificates ?? [])
                        .Any(given => string.Equals(given.Form, form.Code, StringComparison.Ordinal))
                )),
        ];
}
