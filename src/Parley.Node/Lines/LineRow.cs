using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Requests;

namespace Parley.Node.Lines;

/// <summary>Everything kept of one subject, as it follows from the record.</summary>
/// <param name="Words">In which searches look, cut as <see cref="SearchText"/> does.</param>
/// <param name="Request">What lists need, where it is a request.</param>
/// <param name="BuiltOn">The requests it builds on: see <see cref="Hold.BuiltOn"/>.</param>
/// <param name="Measures">What the review counts; null where nothing is to be counted.</param>
internal sealed record LineRow(
    string Mechanism,
    string Words,
    RequestLine? Request,
    ImmutableArray<string> Names,
    ImmutableArray<string> BuiltOn,
    ImmutableArray<BorneIdentifier> Identifiers,
    RequestMeasures? Measures
)
{
    /// <summary>So that words, which the engine does not give back, can be compared.</summary>
    public string WordsHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Words)));

    public static LineRow Of(PartyCode peer, FollowedSubject subject)
    {
        if (subject.Erased is { } left)
        {
            var number = WordsOf(StateFormat.Erased, [left.Id.ToString()]);
            return new LineRow(StateFormat.Erased, number, Request: null, [], [], [], left.Measures);
        }
        var mechanism = StateFormat.Mechanism(subject.State);
        if (subject is { State: Request request, Guidelines: { } guidelines })
        {
            var (names, identifiers) = RequestLine.Mentions(request);
            return new LineRow(
                mechanism,
                WordsOf(mechanism, RequestText.Of(request, guidelines)),
                RequestLine.Of(request, guidelines, peer, subject.Building),
                names,
                [.. Hold.BuiltOn(request, guidelines).Select(id => id.ToString()).Order(StringComparer.Ordinal)],
                identifiers,
                RequestMeasures.Of(request, guidelines)
            );
        }
        var texts = subject.State is Agreement agreement ? AgreementText.Of(agreement, subject.ContentOf) : [];
        return new LineRow(mechanism, WordsOf(mechanism, texts), Request: null, [], [], [], Measures: null);
    }

    /// <summary>The word that stands first in all subjects of a mechanism. Nobody can search for it: a text is cut
    /// where its sign stands.</summary>
    public static string Mark(string mechanism) => $"§{mechanism}";

    private static string WordsOf(string mechanism, IEnumerable<string> texts) =>
        string.Join('\n', texts.Select(text => string.Join(' ', SearchText.Words(text))).Prepend(Mark(mechanism)));
}
