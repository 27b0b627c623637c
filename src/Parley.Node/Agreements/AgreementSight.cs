using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;

namespace Parley.Node.Agreements;

/// <summary>One agreement as the pages see it.</summary>
/// <param name="Peer">The party at the other end of the link.</param>
public sealed record AgreementSight(Agreement Agreement, PartyCode Peer)
{
    public string Id => Agreement.Id.ToString();

    public AgreementPlace Place => new(Peer, Agreement.Id, Agreement.Kind);

    /// <summary>The versions to compare: those asked for, else the latest and the one before. The older is null where
    /// there is one alone.</summary>
    public (AgreementVersion? Older, AgreementVersion Newer) Compared(int? older, int? newer)
    {
        var second = Of(newer) ?? Agreement.Latest;
        return (Of(older) ?? Agreement.Version(second.Number - 1), second);

        AgreementVersion? Of(int? number) => number is { } one ? Agreement.Version(one) : null;
    }
}

/// <summary>Finds agreements over all links of the node.</summary>
public sealed class AgreementBook(JointRecord record)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public IReadOnlyList<AgreementSight> All() =>
        record
            .Peers.SelectMany(peer =>
                record.Reading.All<Agreement>(peer.Code).Select(agreement => new AgreementSight(agreement, peer.Code))
            )
            .ToList();

    public AgreementSight? Find(string text)
    {
        if (!SubjectId.TryParse(text, out var id))
        {
            return null;
        }
        return record
            .Peers.Where(peer => record.Reading.Find(peer.Code, id) is Agreement)
            .Select(peer => new AgreementSight((Agreement)record.Reading.Find(peer.Code, id)!, peer.Code))
            .FirstOrDefault();
    }

    /// <summary>The agreement something is about; null where that begins it.</summary>
    public AgreementSight? Find(AgreementPlace place) =>
        place.About is { } about && record.Reading.Find(place.Peer, about) is Agreement agreement
            ? new AgreementSight(agreement, place.Peer)
            : null;

    /// <summary>What the document is called that something prepared is about.</summary>
    public Bilingual TitleOf(PreparedAgreement prepared) =>
        prepared.Said is AgreementStatement.Proposed proposed ? proposed.Title
        : Find(prepared.Place) is { } sight ? sight.Agreement.Latest.Title
        : new Bilingual("", "");

    /// <summary>The content of a version as it was stated.</summary>
    public string Content(AgreementSight sight, AgreementVersion version) =>
        record.Reading.Content(sight.Peer, sight.Agreement.Id, version.ContentHash)
        ?? throw new InvalidDataException($"The content of {sight.Id} version {version.Number} is not in the record.");

    /// <summary>What changes from one text of a document to another, both laid out for reading.</summary>
    public static ImmutableArray<DifferenceLine> Changes(string older, string newer) =>
        Difference.Between(Layout(older), Layout(newer));

    /// <summary>
    /// The document laid out for reading and comparing; its hash is that of the text as it was stated.
    /// </summary>
    public static string Layout(string content)
    {
        using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 16 });
        return JsonSerializer.Serialize(document.RootElement, Readable);
    }
}
