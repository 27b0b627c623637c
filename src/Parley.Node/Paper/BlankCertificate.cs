using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Exchange;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>
/// A certificate that a request asks for as an empty sheet, for whoever answers: to bring to a custodian or a witness
/// before there is an answer.
/// </summary>
/// <param name="From">The party that answers.</param>
/// <param name="Authority">Its central authority; the party where the guidelines name none.</param>
/// <param name="To">Who asked.</param>
public sealed record BlankCertificate(
    RequestSight Sight,
    CertificateForm Form,
    PartyCode By,
    Bilingual From,
    Bilingual Authority,
    Bilingual To
)
{
    /// <summary>The forms that can be printed empty: those asked for, while we may still answer.</summary>
    public static IReadOnlyList<CertificateForm> Of(RequestSight sight) =>
        !sight.Ours && sight.Request.Open ? AnswerForm.Asked(sight) : [];

    /// <summary>The one of a form; null where it is not asked for, or not of us.</summary>
    public static BlankCertificate? Find(JointRecord record, RequestSight sight, string form)
    {
        var self = record.Self;
        return Of(sight).FirstOrDefault(one => string.Equals(one.Code, form, StringComparison.Ordinal)) is { } found
            ? new BlankCertificate(
                sight,
                found,
                self.Code,
                self.Name,
                (sight.Guidelines.CentralAuthorities ?? []).FirstOrDefault(one => one.Party == self.Code)?.Name
                    ?? self.Name,
                record.Peers.First(one => one.Code == sight.Peer).Name
            )
            : null;
    }
}
