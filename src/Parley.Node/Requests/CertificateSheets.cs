using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;

namespace Parley.Node.Requests;

/// <summary>A certificate that was given, with the proof of the answer it came with.</summary>
/// <param name="Proof">Null until that answer is receipted.</param>
public sealed record CertificateSheet(CertificateGiven Given, StatementProof? Proof)
{
    /// <summary>Every certificate of a form that was given to a request, in order.</summary>
    public static async Task<IReadOnlyList<CertificateSheet>> Of(
        JointRecord record,
        RequestSight sight,
        CertificateForm form
    )
    {
        var proofs = await record.Reading.Proofs(sight.Peer, sight.Request.Id);
        var timeline = await record.Reading.Timeline(sight.Peer, sight.Request.Id);
        return
        [
            .. from entry in timeline
            where entry.WithoutEffect is null
            from given in (entry.Statement as RequestStatement.Answered)?.Certificates ?? []
            where string.Equals(given.Form, form.Code, StringComparison.Ordinal)
            select new CertificateSheet(
                given,
                proofs.FirstOrDefault(proof => proof.By == entry.By && proof.Index == entry.Index)
            ),
        ];
    }
}

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
