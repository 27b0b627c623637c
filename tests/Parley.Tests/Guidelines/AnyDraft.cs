using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>Guidelines drawn at random, and a draft that fits them: all that is required, some of the rest.</summary>
internal sealed class AnyDraft(AgreedGuidelines guidelines, Draft draft)
{
    public AgreedGuidelines Guidelines { get; } = guidelines;

    public Draft Draft { get; } = draft;

    public ImmutableArray<Item> Items => Guidelines.ItemsOf(Draft.Kind);

    public static AnyDraft Of(Choices choices)
    {
        var guidelines = new AnyGuidelines(choices).Make();
        var kind = choices.Of(guidelines.Kinds);
        var urgency = choices.Of(kind.Deadlines).Urgency;
        var filling = new Filling(choices, guidelines);
        return new(guidelines, filling.Of(Draft.Empty(kind.Code, urgency, choices.Of(guidelines.Languages))));
    }

    /// <summary>The number of a request that is there, of this kind and of the side that asks.</summary>
    public static string Known(string kind) => $"US-R-2026-{9000 + int.Parse(kind[5..], CultureInfo.InvariantCulture)}";

    /// <summary>As what the requests were made that <see cref="Known"/> numbers.</summary>
    public static RequestMadeAs? MadeAs(SubjectId id) =>
        id.ToString().StartsWith("US-R-2026-900", StringComparison.Ordinal)
            ? new RequestMadeAs(US, $"kind-{id.ToString()[^1]}")
            : null;

    private sealed class Filling(Choices choices, AgreedGuidelines guidelines)
    {
        private int files;

        public Draft Of(Draft draft)
        {
            var passed = new HashSet<string>(StringComparer.Ordinal);
            var items = guidelines.ItemsOf(draft.Kind);
            // What is filled in may bring another item into question, before it on the form or after it.
            while (items.FirstOrDefault(item => Check.Applies(item, draft) && passed.Add(item.Id)) is { } item)
            {
                if ((Check.IsRequired(item, draft, guidelines) || choices.Yes()) && Entry(item, draft) is { } entry)
                {
                    draft = draft.With(item.Id, entry);
                }
            }
            return draft;
        }

        private Entry? Entry(Item item, Draft draft)
        {
            var options = guidelines.OptionsOf(item, draft.Urgency).Select(o => o.Code).ToList();
            return item.Type switch
            {
                ItemType.Prose => new Entry.Written(Text(draft.Language)),
                ItemType.Line => new Entry.Plain($"Line <{choices.Below(99)}> & \"more\" 行"),
                ItemType.Date => new Entry.Plain($"2026-0{1 + choices.Below(9)}-1{choices.Below(9)}"),
                ItemType.Moment => new Entry.Plain(
                    $"2026-03-0{1 + choices.Below(7)}T09:30{choices.Of("+08:00", "-05:00", "+00:00")}"
                ),
                ItemType.Choice => options.Count == 0 ? null : new Entry.Plain(choices.Of(options)),
                ItemType.Choices => options.Count == 0
                    ? null
                    : new Entry.Several([.. options.Take(Count(item, options.Count))]),
                ItemType.YesNo => new Entry.YesNo(choices.Yes()),
                ItemType.Range => Range(),
                ItemType.Identifiers => new Entry.Identifiers([
                    .. Rows(item).Select(row => new Identifier("ipv4", $"192.0.2.{row}")),
                ]),
                ItemType.Sought => new Entry.Sought([.. Rows(item).Select(row => Step(item, row, draft.Language))]),
                ItemType.Parcels => new Entry.Parcels([.. Rows(item).Select(_ => File(draft.Language))]),
                _ => new Entry.Several([.. Rows(item).Select(row => Request(item, row))]),
            };
        }

        private static string Request(Item item, int row) =>
            item.RequestKinds is { } kinds ? Known(kinds[0]) : $"{(row == 1 ? "CN" : "US")}-R-2026-{row:D4}";

        private int Count(Item item, int most) => 1 + choices.Below(Math.Min(most, item.AtMost ?? most));

        private IEnumerable<int> Rows(Item item) => Enumerable.Range(1, Count(item, 5));

        private Entry.Range Range()
        {
            var from = new DateTimeOffset(2026, 2, 1, choices.Below(24), 15, 0, TimeSpan.FromHours(choices.Of(8, 0)));
            return new Entry.Range(from, from.AddMinutes(1 + choices.Below(90_000)));
        }

        private SoughtItem Step(Item item, int row, string language) =>
            new(
                row.ToString(CultureInfo.InvariantCulture),
                Text(language),
                item.Options is { } actions ? choices.Of(actions).Code : null,
                item.Owned ? choices.Of("US", "CN", SoughtItem.BothParties) : null,
                item.Owned ? new DateOnly(2026, 4, 1 + choices.Below(28)) : null
            );

        private Attached File(string language)
        {
            files++;
            return new Attached(
                new Parcel(
                    $"log {files}.csv",
                    "text/csv",
                    choices.Below(9000),
                    new string('a', 64),
                    files.ToString("x64", CultureInfo.InvariantCulture),
                    "IR11PyWxmTyYPi2j7fUSskx4YIJZalAzQzD_Ab10Av4"
                ),
                For: null,
                choices.Yes() ? null : Text(language)
            );
        }

        private Prose Text(string language) =>
            choices.Yes(4)
                ? new Prose("Of both 𠮷 <b> & \"x\"\nline two", language, Translation: null)
                : new Prose("Of both", language, "两者", "A Translator", "A Reviewer");
    }
}
