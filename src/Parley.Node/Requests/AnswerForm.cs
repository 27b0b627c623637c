using System.Collections.Immutable;
using Microsoft.Extensions.Localization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Node.Law;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>
/// Turns the form of an answer into what is stated: each item, how it is to be handled, the certificates it comes with.
/// </summary>
public static class AnswerForm
{
    /// <summary>The fields of handling, in the order of the form.</summary>
    public static ImmutableArray<string> HandlingFields { get; } = ["code", "light", "source", "information"];

    public static RequestStatement.Answered Read(
        RequestSight sight,
        IFormCollection form,
        string language,
        ImmutableArray<Attached>? files
    ) =>
        new(
            string.Equals(form["final"], "true", StringComparison.Ordinal),
            Items(sight, form, language),
            DraftForm.ReadProse(form, "limits", language),
            files,
            Handling: HandlingOf(form),
            Certificates: Certificates(sight, form)
        );

    /// <summary>The certificates the request asks for, as far as the guidelines know them.</summary>
    public static IReadOnlyList<CertificateForm> Asked(RequestSight sight)
    {
        var now = sight.Request.Current();
        return sight
            .Guidelines.ItemsOf(now.Kind)
            .Where(item => string.Equals(item.OptionsFrom, OptionLists.Certificates, StringComparison.Ordinal))
            .Select(item => now.Entries.GetValueOrDefault(item.Id))
            .SelectMany(Chosen)
            .Distinct(StringComparer.Ordinal)
            .Select(sight.Guidelines.Certificate)
            .OfType<CertificateForm>()
            .ToList();
    }

    private static IEnumerable<string> Chosen(Entry? entry) =>
        entry switch
        {
            Entry.Plain one => [one.Value],
            Entry.Several { Values: { IsDefault: false } several } => several,
            _ => [],
        };

    /// <summary>What is given has to be evaluated; where nothing is, there is nothing to evaluate.</summary>
    public static IEnumerable<string> Unevaluated(IFormCollection form) =>
        Gives(form)
            ? HandlingFields
                .Where(field => form["handling." + field].ToString().Length == 0)
                .Select(f => "handling." + f)
            : [];

    /// <summary>What else the form leaves open, all at once: no item named, no word on one, restrictions not said.
    /// </summary>
    internal static IEnumerable<FieldError> Unsaid(IFormCollection form, IStringLocalizer<RequestWords> words)
    {
        var items = form
            .Keys.Where(name => name.StartsWith("item.", StringComparison.Ordinal))
            .Where(name => name.EndsWith(".text", StringComparison.Ordinal))
            .Select(name => name["item.".Length..^".text".Length])
            .ToList();
        var named = items.Where(item => form["outcome." + item].ToString().Length > 0).ToList();
        if (items.Count > 0 && named.Count == 0)
        {
            yield return new FieldError(MoveErrors.FirstOf("outcome." + items[0]), words["choose.item-outcome"]);
        }
        foreach (var item in named)
        {
            var found = string.Equals(
                form["outcome." + item],
                nameof(ItemOutcome.NothingFound),
                StringComparison.Ordinal
            );
            if (!found && string.IsNullOrWhiteSpace(form[$"item.{item}.text"]))
            {
                yield return new FieldError("item-" + item, words["choose.item-text"]);
            }
        }
        var restricted = string.Equals(form["handling.code"], OwnAnswer.OtherRestrictions, StringComparison.Ordinal);
        if (restricted && Gives(form) && string.IsNullOrWhiteSpace(form["limits.text"]))
        {
            yield return new FieldError("limits", words["choose.limits"]);
        }
    }

    private static bool Gives(IFormCollection form) =>
        form.Keys.Any(name =>
            name.StartsWith("outcome.", StringComparison.Ordinal)
            && form[name].ToString() is nameof(ItemOutcome.Provided) or nameof(ItemOutcome.PartlyProvided)
        );

    private static ImmutableArray<ItemAnswer> Items(RequestSight sight, IFormCollection form, string language) =>
        [
            .. MoveForm
                .Answerable(sight)
                .Where(item => form["outcome." + item.Id].ToString().Length > 0)
                .Select(item => new ItemAnswer(
                    item.Id,
                    MoveForm.Choice(form, "outcome." + item.Id, ItemOutcome.NotProvided),
                    DraftForm.ReadProse(form, "item." + item.Id, language),
                    DraftForm.ReadMoment(form[$"done.{item.Id}.at"].ToString(), form[$"done.{item.Id}.zone"].ToString())
                )),
        ];

    private static Handling? HandlingOf(IFormCollection form)
    {
        var chosen = HandlingFields.Select(field => form["handling." + field].ToString()).ToList();
        return Gives(form) && chosen.TrueForAll(one => one.Length > 0)
            ? new Handling(chosen[0], chosen[1], chosen[2], chosen[3])
            : null;
    }

    /// <summary>A matter with the codes that were chosen so far, also where the answer is not complete.</summary>
    internal static Matter Marked(Matter matter, IFormCollection? form)
    {
        return matter.Marked(Chosen("code"), Chosen("light"));

        string? Chosen(string field) => form?["handling." + field].ToString() is { Length: > 0 } code ? code : null;
    }

    private static ImmutableArray<CertificateGiven>? Certificates(RequestSight sight, IFormCollection form)
    {
        var given = AnswerSheets.Of(sight, form).Where(sheet => !sheet.IsEmpty).Select(sheet => sheet.Given);
        return given.ToImmutableArray() is { IsEmpty: false } some ? some : null;
    }
}
