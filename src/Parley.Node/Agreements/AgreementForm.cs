using System.Globalization;
using System.Security.Cryptography;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Agreements;

/// <summary>
/// A form by which an officer says something about an agreement. First what would leave is shown, to whom, in whose
/// name and by which rule it would wait; it is said when that was confirmed.
/// </summary>
/// <param name="Address">Where the form goes.</param>
/// <param name="Back">Where an officer goes who does not confirm.</param>
/// <param name="Again">The form again, with why it is not said.</param>
public sealed record AgreementForm(
    Agreeing Agreeing,
    HttpContext Http,
    string Address,
    string Back,
    Func<Refusal, IResult> Again
)
{
    /// <summary>The field of the confirmation.</summary>
    public const string ConfirmedField = "confirmed";
    public const string Confirmed = "yes";

    /// <summary>What the second look showed, by its hash.</summary>
    public const string ShownField = "shown";

    /// <summary>The instant from which something is to hold, as the second look carries it on.</summary>
    public const string FromField = "from";

    /// <summary>The field that names what was sent back and is gone on with.</summary>
    public const string AgainField = "again";

    /// <summary>Where the officer goes after it was said, by the number of the agreement.</summary>
    public Func<string, string> Done { get; init; } = number => $"/agreements/{number}";

    /// <summary>What the second look carries on beside the fields of the form.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> More { get; init; } = [];

    public static string FromText(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The instant carried on; null where none is, or none that a form takes.</summary>
    public static DateTimeOffset? FromOf(string? text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && at.Year is >= 1970 and <= 2999
            ? at
            : null;

    /// <summary>Asks once, and then says it or puts it by. What would leave may be another by then, since the other
    /// side spoke meanwhile: that is shown before it is said.</summary>
    public async Task<IResult> Say(AgreementPlace place, AgreementStatement said)
    {
        var form = await Http.Request.ReadFormAsync();
        var confirmed = string.Equals(form[ConfirmedField], Confirmed, StringComparison.Ordinal);
        var changed =
            form[ShownField].ToString() is { Length: > 0 } shown
            && !string.Equals(shown, HashOf(said), StringComparison.Ordinal);
        var (again, once) = (AgainOf(form), KeyOf(form, place, said));
        // A form that is sent twice was meant once, whatever it would say by now.
        var done = confirmed ? Agreeing.Done(place, once) : null;
        if (done is null && (!confirmed || changed))
        {
            var would = await Agreeing.Before(place, said, Http.User, again);
            return would.Refusal is { } unfit ? Again(unfit) : Asking(place, said, would, form, changed);
        }
        var agreed = done ?? await Agreeing.Say(place, said, Http.User, once, again);
        return agreed.Refusal is { } refusal ? Again(refusal)
            : agreed.Waits is { } waits ? Told.Then(Http, Told.Prepared, waits.Address)
            : Told.Then(Http, Told.Stated, Done(agreed.Left!.About.ToString()));
    }

    /// <summary>What was sent back and a form goes on with, by its id; null where the form names none.</summary>
    private static long? AgainOf(IFormCollection form) =>
        form[AgainField].ToString() is not { Length: > 0 } text ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id
        : 0;

    private IResult Asking(
        AgreementPlace place,
        AgreementStatement said,
        Agreed would,
        IFormCollection form,
        bool changed
    ) =>
        Show.Page<AgreementConfirmPage>(
            changed ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(AgreementConfirmPage.Place), place),
            (nameof(AgreementConfirmPage.Said), said),
            (nameof(AgreementConfirmPage.By), would.By),
            (
                nameof(AgreementConfirmPage.Fields),
                FormFields
                    .Of(form)
                    .ExceptBy(
                        [ConfirmedField, ShownField, .. More.Select(one => one.Key)],
                        one => one.Key,
                        StringComparer.Ordinal
                    )
                    .Concat(More)
                    .Append(KeyValuePair.Create(ShownField, HashOf(said)))
                    .ToList()
            ),
            (nameof(AgreementConfirmPage.Changed), changed),
            (nameof(AgreementConfirmPage.Address), Address),
            (nameof(AgreementConfirmPage.Back), Back)
        );

    /// <summary>The key of what a form says: by what its second look showed, which a proposal sent twice would not say
    /// again, since its version counts on; and by the agreement that the form is about.</summary>
    internal static OnceKey? KeyOf(IFormCollection form, AgreementPlace place, AgreementStatement said)
    {
        var once = form[OnceField.Name].ToString();
        var shown = form[ShownField].ToString();
        var what = shown.Length == HashLength ? shown : HashOf(said);
        return once is { Length: > 0 and <= 32 }
            ? OnceKey.Of($"{once} {HashOf($"{place.Peer} {place.About?.ToString() ?? place.Kind} {what}")}")
            : null;
    }

    private const int HashLength = 64;

    private static string HashOf(AgreementStatement said) =>
        Convert.ToHexStringLower(SHA256.HashData(StatementFormat.Write(said).Body));

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}

/// <summary>What the pages of agreements are made from.</summary>
public sealed record AgreementSource(
    AgreementBook Book,
    JointRecord Record,
    Agreeing Agreeing,
    PreparedAgreements Prepared,
    INodeSight Node,
    TimeProvider Time,
    HttpContext Http
)
{
    /// <summary>An agreement by its number; null where there is none.</summary>
    internal AgreementSight? Of(string? number) => number is { Length: > 0 } ? Book.Find(number) : null;

    /// <summary>What this officer prepared and was sent back, by its id; null where there is none.</summary>
    internal PreparedAgreement? CameBack(long? id) => Prepared.CameBack(id, Http.User.AccountId());

    internal PreparedAgreement? CameBack(string? id) =>
        CameBack(long.TryParse(id, CultureInfo.InvariantCulture, out var one) ? one : null);
}
