using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;

namespace Parley.Tests.Guidelines;

/// <summary>Every way in which what fits an item can be made not to fit it.</summary>
internal static class WrongEntries
{
    /// <summary>Entries for one item that the check must find something in, each with what is wrong.</summary>
    public static IEnumerable<(string Wrong, Entry Entry)> Of(Item item, Entry entry, AgreedGuidelines guidelines)
    {
        yield return ("of another shape", entry is Entry.YesNo ? new Entry.Plain("true") : new Entry.YesNo(true));
        foreach (var wrong in OfShape(item, entry, guidelines))
        {
            yield return wrong;
        }
    }

    private static IEnumerable<(string Wrong, Entry Entry)> OfShape(
        Item item,
        Entry entry,
        AgreedGuidelines guidelines
    ) =>
        entry switch
        {
            Entry.Written e => OfProse(item, e.Text).Select(one => (one.Wrong, (Entry)new Entry.Written(one.Text))),
            Entry.Plain => OfPlain(item).Select(one => (one.Wrong, (Entry)new Entry.Plain(one.Value))),
            Entry.Several e => OfSeveral(item, e.Values)
                .Select(one => (one.Wrong, (Entry)new Entry.Several(one.Values))),
            Entry.Range e => [("backwards", new Entry.Range(e.To, e.From)), ("empty", new Entry.Range(e.From, e.From))],
            Entry.Identifiers e => OfIdentifiers(item, e.Values)
                .Select(one => (one.Wrong, (Entry)new Entry.Identifiers(one.Values))),
            Entry.Sought e => OfSought(item, e.Items, guidelines)
                .Select(one => (one.Wrong, (Entry)new Entry.Sought(one.Rows))),
            Entry.Parcels e => OfFiles(item, e.Files).Select(one => (one.Wrong, (Entry)new Entry.Parcels(one.Files))),
            _ => [],
        };

    private static IEnumerable<(string Wrong, Prose Text)> OfProse(Item item, Prose text)
    {
        yield return ("in no agreed language", text with { Language = "fr" });
        yield return ("a translation without its original", text with { Original = " ", Translation = "两者" });
        if (item.AtMost is { } most)
        {
            yield return ("too long", text with { Original = new string('x', most + 1) });
            yield return ("its translation too long", text with { Translation = new string('x', (3 * most) + 1) });
        }
    }

    private static IEnumerable<(string Wrong, string Value)> OfPlain(Item item) =>
        item.Type switch
        {
            ItemType.Line =>
            [
                ("too long", new string('x', (item.AtMost ?? 500) + 1)),
                ("of two lines", "one\ntwo"),
                ("with what nobody sees", "a\u202Eb"),
            ],
            ItemType.Date => [("no day", "2026-02-30"), ("no date", "tomorrow")],
            ItemType.Moment => [("without its offset", "2026-03-04T09:30"), ("no moment", "noon")],
            _ => [("no option", "no-such-option")],
        };

    private static IEnumerable<(string Wrong, ImmutableArray<string> Values)> OfSeveral(
        Item item,
        ImmutableArray<string> values
    )
    {
        if (item.Type is ItemType.Choices)
        {
            yield return ("no option", values.Add("no-such-option"));
            if (item.AtMost < values.Length + 1)
            {
                yield return ("too many", values.Add("another"));
            }
            yield break;
        }
        yield return ("no number", values.SetItem(0, "US-2026"));
        yield return ("no request", values.SetItem(0, "US-A-2026-0001"));
        if (item.AtMost is { } most)
        {
            yield return ("too many", [.. Enumerable.Repeat(values[0], most + 1)]);
        }
        if (item.RequestKinds is not null)
        {
            yield return ("of no such request", values.SetItem(0, "US-R-2026-0404"));
            yield return ("of the other side", values.SetItem(0, "CN-R-2026-9001"));
        }
    }

    private static IEnumerable<(string Wrong, ImmutableArray<Identifier> Values)> OfIdentifiers(
        Item item,
        ImmutableArray<Identifier> values
    )
    {
        yield return ("of no known type", values.SetItem(0, new Identifier("shoe-size", "44")));
        yield return ("of no form", values.SetItem(0, new Identifier("ipv4", "192.0.2.256")));
        if (item.AtMost is { } most)
        {
            yield return (
                "too many",
                [.. Enumerable.Range(1, most + 1).Select(n => new Identifier("ipv4", $"10.0.0.{n}"))]
            );
        }
    }

    private static IEnumerable<(string Wrong, ImmutableArray<SoughtItem> Rows)> OfSought(
        Item item,
        ImmutableArray<SoughtItem> rows,
        AgreedGuidelines guidelines
    )
    {
        var (first, options) = (rows[0], item.Options ?? []);
        yield return ("a number twice", rows.Add(first));
        yield return ("without a number", rows.SetItem(0, first with { Id = "" }));
        yield return ("without words", rows.SetItem(0, first with { Text = first.Text with { Original = "" } }));
        yield return (
            "in no agreed language",
            rows.SetItem(0, first with { Text = first.Text with { Language = "fr" } })
        );
        yield return ("of no listed action", rows.SetItem(0, first with { Action = "bomb" }));
        yield return ("of a third party", rows.SetItem(0, first with { Owner = "FR", By = new(2026, 5, 1) }));
        if (!options.IsEmpty)
        {
            yield return ("without its action", rows.SetItem(0, first with { Action = null }));
        }
        yield return item.Owned
            ? ("without its day", rows.SetItem(0, first with { By = null }))
            : ("with a day", rows.SetItem(0, first with { By = new(2026, 5, 1) }));
        if (item.AtMost is { } most)
        {
            yield return ("too many", [.. Enumerable.Range(1, most + 1).Select(n => first with { Id = $"row-{n}" })]);
        }
    }

    private static IEnumerable<(string Wrong, ImmutableArray<Attached> Files)> OfFiles(
        Item item,
        ImmutableArray<Attached> files
    )
    {
        var first = files[0];
        yield return ("twice", files.Add(first));
        yield return ("by a path", files.SetItem(0, first with { Parcel = first.Parcel with { Name = "../passwd" } }));
        yield return ("without its key", files.SetItem(0, first with { Parcel = first.Parcel with { Key = "" } }));
        yield return ("of an item nobody sought", files.SetItem(0, first with { For = "1" }));
        yield return (
            "described in no agreed language",
            files.SetItem(0, first with { Text = new Prose("x", "fr", null) })
        );
        yield return ("described with nothing", files.SetItem(0, first with { Text = new Prose(" ", "en", null) }));
        yield return ("too many", [.. Enumerable.Range(1, (item.AtMost ?? ParcelRules.MostAtOnce) + 1).Select(Other)]);

        Attached Other(int n) =>
            first with
            {
                Parcel = first.Parcel with { SealedSha256 = $"{n:x64}".Replace("0", "f") },
            };
    }
}
