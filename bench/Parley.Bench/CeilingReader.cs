using System.Net;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Bridge;
using Parley.Node.Storage;

namespace Parley.Bench;

/// <summary>
/// The other side of the ceiling: the exchange's own port with the same TLS and pins, which only commits what is posted
/// and says so.
/// </summary>
internal static class CeilingReader
{
    public static async Task Run(string path)
    {
        var folder = new NodeFolder(path);
        using var rows = new CeilingShelf(path);
        using var unused = new SqliteShelf(folder.RecordFolder);
        await using var record = JointRecord.Open(folder.Self(), folder.Peers(), unused, TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LinkAnswer.MaxBody;
            kestrel.ListenForPeers(IPEndPoint.Parse(folder.Settings().Exchange), record);
        });
        await using var app = builder.Build();
        app.Run(http => Take(http, rows));
        await app.StartAsync();
        await OtherSide.Listen(_ => Task.FromResult(OtherSide.Resources()));
        await app.StopAsync();
    }

    private static async Task Take(HttpContext http, CeilingShelf rows)
    {
        var body = new byte[http.Request.ContentLength ?? 0];
        await http.Request.Body.ReadExactlyAsync(body);
        await rows.Keep(CeilingBody.Read(body));
        http.Response.ContentLength = 2;
        await http.Response.Body.WriteAsync("ok"u8.ToArray());
    }
}
