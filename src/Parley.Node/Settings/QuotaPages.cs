using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Parcels;

namespace Parley.Node.Settings;

/// <summary>How much is taken of a linked party: set by an operator, in mebibytes.</summary>
public static class QuotaPages
{
    /// <summary>Bytes of a mebibyte.</summary>
    public const long Mebibyte = 1 << 20;

    /// <summary>The most that can be set, in mebibytes: about a million tebibytes.</summary>
    public const long Most = 1_000_000_000_000;

    public static void MapQuotas(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/settings/links/{peer}/quota", Set).RequireAuthorization(Rights.Operate);
        routes.MapPost("/settings/links/{peer}/statements", SetStatements).RequireAuthorization(Rights.Operate);
    }

    private static IResult SetStatements(
        string peer,
        [FromForm] string? day,
        [FromForm] string? all,
        StatementQuotas quotas,
        SecurityEvents events,
        [AsParameters] SettingsSource source,
        HttpContext http
    )
    {
        if (!PartyCode.TryParse(peer, out var code) || source.Record.Peers.All(one => one.Code != code))
        {
            return Results.NotFound();
        }
        if (
            Read(day, Most) is not { } mostADay
            || mostADay < StatementLimits.LeastADay
            || Read(all, Most) is not { } mostHeld
        )
        {
            return SettingsPages.Page(source, 1, wrongStatements: code);
        }
        quotas.Set(code, new StatementLimits(mostADay, mostHeld), events, Doer.Of(http));
        return Results.LocalRedirect($"/settings#statements-{code}");
    }

    private static IResult Set(
        string peer,
        [FromForm] string? file,
        [FromForm] string? all,
        Quotas quotas,
        ParcelRounds rounds,
        SecurityEvents events,
        [AsParameters] SettingsSource source,
        HttpContext http
    )
    {
        if (!PartyCode.TryParse(peer, out var code) || source.Record.Peers.All(one => one.Code != code))
        {
            return Results.NotFound();
        }
        // The largest file there can be is not a round number of mebibytes.
        if (Read(file, (Parcel.MostBytes / Mebibyte) + 1) is not { } mostBytes || Read(all, Most) is not { } mostHeld)
        {
            return SettingsPages.Page(source, 1, wrongQuota: code);
        }
        var limits = new ParcelLimits(Math.Min(mostBytes, Parcel.MostBytes), mostHeld);
        quotas.Set(code, limits, events, Doer.Of(http));
        rounds.TryAgain(code);
        return Results.LocalRedirect($"/settings#files-{code}");
    }

    /// <summary>A number of mebibytes, in bytes; null where it is none, or too large.</summary>
    private static long? Read(string? text, long most) =>
        long.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes)
        && mebibytes <= most
            ? mebibytes * Mebibyte
            : null;
}
