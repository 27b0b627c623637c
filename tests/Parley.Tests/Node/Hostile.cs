using System.Text;
using Parley.Record;

namespace Parley.Tests.Node;

/// <summary>One hostile thing a peer can do, and the refusal that must come of it.</summary>
internal sealed record Hostile(string Name, int Status, string? Code, Func<PlayedPeer, Task<Answered>> Do)
{
    public const string Malformed = "malformed";
    public const string BadStatement = "statement-malformed";

    /// <summary>A body that was not sealed as it must be.</summary>
    public static Hostile Body(string name, Func<PlayedPeer, byte[]> make, int status = 400, string code = Malformed) =>
        new(name, status, code, peer => peer.Post(make(peer)));

    /// <summary>Soundly sealed, but what is under the seal is not sound.</summary>
    public static Hostile Plain(
        string name,
        Func<PlayedPeer, byte[]> make,
        int status = 400,
        string code = Malformed
    ) => new(name, status, code, peer => peer.Deliver(make(peer)));

    /// <summary>A header line of the peer's own making before one sound statement.</summary>
    public static Hostile Header(
        string name,
        Func<PlayedPeer, Tree, string> make,
        int status = 400,
        string code = Malformed
    ) =>
        Plain(
            name,
            peer =>
            {
                var said = peer.Next.Bytes;
                return PlayedPeer.Plain(make(peer, peer.With(said)), said);
            },
            status,
            code
        );

    /// <summary>A header with some other checkpoint.</summary>
    public static Hostile Checkpoint(
        string name,
        Func<PlayedPeer, Tree, string> make,
        int status = 400,
        string code = Malformed
    ) =>
        Header(
            name,
            (peer, tree) =>
                System.Text.Json.JsonSerializer.Serialize(
                    new
                    {
                        from = peer.Tree.Size,
                        holds = 0,
                        checkpoint = make(peer, tree),
                    }
                ),
            status,
            code
        );

    /// <summary>Soundly delivered and signed statements that are not sound themselves.</summary>
    public static Hostile Says(
        string name,
        Func<PlayedPeer, IEnumerable<byte[]>> make,
        int status = 422,
        string code = BadStatement
    ) =>
        new(
            name,
            status,
            code,
            peer =>
            {
                var said = make(peer).ToList();
                return peer.Deliver(PlayedPeer.Plain(peer.Header(peer.Tree.Size, peer.With(said)), said));
            }
        );

    /// <summary>The same with one statement.</summary>
    public static Hostile Says(
        string name,
        Func<SaidText, SaidText> spoil,
        int status = 422,
        string code = BadStatement
    ) => Says(name, peer => [spoil(peer.Next).Bytes], status, code);

    /// <summary>The same with one statement that is no text of ours at all.</summary>
    public static Hostile SaysRaw(string name, string text) => Says(name, _ => [Encoding.UTF8.GetBytes(text)]);

    public override string ToString() => Name;
}
