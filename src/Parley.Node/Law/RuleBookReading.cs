using System.Collections.Immutable;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;

namespace Parley.Node.Law;

/// <summary>Reads the parts of a rule book, and gathers what is wrong with each.</summary>
internal sealed class RuleBookReading
{
    private const int RulesAtMost = 500;
    private const string Agreements = "agreements";

    private static readonly string[] Numbered = ["id", "title", "basis"];
    private static readonly string[] Ways = [Matter.Asks, Matter.Asked];
    private static readonly string[] Moves = [Matter.Make, .. Enum.GetValues<RequestMove>().Select(Matter.Word)];
    private static readonly LawAct[] WithMoves = [LawAct.Draft, LawAct.Check, LawAct.Release];

    private readonly JsonParts parts = new();
    private readonly Dictionary<string, string> numbers = new(StringComparer.Ordinal);

    public IReadOnlyList<RuleBookFault> Faults => parts.Faults;

    public RuleBook Book(JsonElement root)
    {
        var at = new JsonPlace("$", root);
        if (!parts.IsObject(at, ["title", "rules", "areas", "steps", "grounds", "keeping"], ["preamble"]))
        {
            return RuleBook.None;
        }
        var book = new RuleBook(
            parts.Both(at.Of("title")),
            parts.List(at.Of("rules"), ActRule, RulesAtMost),
            parts.List(at.Of("areas"), AreaRule, RulesAtMost),
            parts.List(at.Of("steps"), StepRule, RulesAtMost),
            parts.List(at.Of("grounds"), GroundsRule, RulesAtMost),
            parts.List(at.Of("keeping"), KeepingTerm, RulesAtMost),
            at.Has("preamble") ? parts.Both(at.Of("preamble")) : null
        );
        KeepsOnce(book.Keeping);
        return book;
    }

    private ActRule? ActRule(JsonPlace at)
    {
        if (!parts.IsObject(at, [.. Numbered, "acts", "only"], ["matters"]))
        {
            return null;
        }
        var acts = parts.Some(at.Of("acts"), parts.Word<LawAct>);
        var matters = MattersAt(at);
        if (matters?.Moves is not null && acts.Except(WithMoves).Any())
        {
            parts.Fault(at.Of("matters").Of("moves"), "fault.moves");
        }
        if (matters?.Agreements is not null && acts.Except(WithMoves).Any())
        {
            parts.Fault(at.Of("matters").Of(Agreements), "fault.agreements-acts");
        }
        return new ActRule(
            Id(at),
            parts.Both(at.Of("title")),
            parts.Both(at.Of("basis")),
            acts,
            Whos(at.Of("only")),
            matters
        );
    }

    private AreaRule? AreaRule(JsonPlace at) =>
        parts.IsObject(at, [.. Numbered, "codes", "only"], [])
            ? new AreaRule(
                Id(at),
                parts.Both(at.Of("title")),
                parts.Both(at.Of("basis")),
                parts.Codes(at.Of("codes")),
                Whos(at.Of("only"))
            )
            : null;

    private StepRule? StepRule(JsonPlace at)
    {
        if (!parts.IsObject(at, [.. Numbered, "need"], ["by", "matters", "items"]))
        {
            return null;
        }
        var need = parts.Word<StepNeed>(at.Of("need"));
        if (need is StepNeed.LegalCheck && !at.Has("by"))
        {
            parts.Fault(at, "fault.step-by");
        }
        var matters = MattersAt(at);
        if (matters?.Agreements is not null && at.Has("items"))
        {
            parts.Fault(at.Of("items"), "fault.agreements");
        }
        return new StepRule(
            Id(at),
            parts.Both(at.Of("title")),
            parts.Both(at.Of("basis")),
            need,
            at.Has("by") ? Whos(at.Of("by")) : [],
            matters,
            CodesAt(at, "items")
        );
    }

    private GroundsRule? GroundsRule(JsonPlace at) =>
        parts.IsObject(at, [.. Numbered, "known"], ["kinds"])
            ? new GroundsRule(
                Id(at),
                parts.Both(at.Of("title")),
                parts.Both(at.Of("basis")),
                parts.Codes(at.Of("known")),
                CodesAt(at, "kinds")
            )
            : null;

    private KeepingTerm? KeepingTerm(JsonPlace at)
    {
        if (!parts.IsObject(at, [.. Numbered, "for"], ["kinds", "drafts"]))
        {
            return null;
        }
        var drafts = at.Has("drafts") && parts.IsTrue(at.Of("drafts"));
        if (drafts && at.Has("kinds"))
        {
            parts.Fault(at.Of("kinds"), "fault.keeping-both");
        }
        if (!Period.TryParse(parts.Text(at.Of("for"), 20), out var period))
        {
            parts.Fault(at.Of("for"), "fault.period");
        }
        var (title, basis) = (parts.Both(at.Of("title")), parts.Both(at.Of("basis")));
        return new KeepingTerm(Id(at), title, basis, period, CodesAt(at, "kinds"), drafts);
    }

    private Matters? MattersAt(JsonPlace rule)
    {
        string[] ofRequests = ["kinds", "urgencies", "ways", "handling", "lights", "areas"];
        if (!rule.Has("matters") || !parts.IsObject(rule.Of("matters"), [], [.. ofRequests, "moves", Agreements]))
        {
            return null;
        }
        var at = rule.Of("matters");
        if (at.Has(Agreements))
        {
            // A rule is about requests or about agreements: what only the one have says nothing of the other.
            foreach (var other in ofRequests.Where(at.Has))
            {
                parts.Fault(at.Of(other), "fault.agreements");
            }
            return new Matters(
                Moves: WordsAt(at, "moves", [.. AgreementLaw.Moves]),
                Agreements: WordsAt(at, Agreements, [.. AgreementLaw.Kinds])
            );
        }
        return new Matters(
            CodesAt(at, "kinds"),
            CodesAt(at, "urgencies"),
            WordsAt(at, "ways", Ways),
            CodesAt(at, "handling"),
            CodesAt(at, "lights"),
            CodesAt(at, "areas"),
            WordsAt(at, "moves", Moves)
        );
    }

    private ImmutableArray<Who> Whos(JsonPlace at) => parts.Some(at, WhoAt);

    private Who? WhoAt(JsonPlace at)
    {
        if (!parts.IsObject(at, [], ["authorities", "competences", "roles", "officers"]))
        {
            return null;
        }
        var who = new Who(
            CodesAt(at, "authorities"),
            at.Has("competences") ? parts.Some(at.Of("competences"), parts.Word<Competence>) : null,
            at.Has("roles") ? parts.Some(at.Of("roles"), parts.Word<Role>) : null,
            at.Has("officers") ? parts.Some(at.Of("officers"), one => parts.Text(one, 100)) : null
        );
        if (who == new Who())
        {
            parts.Fault(at, "fault.who-empty");
        }
        return who;
    }

    /// <summary>Each number is given once: by it a rule is named.</summary>
    private string Id(JsonPlace at)
    {
        var id = parts.Code(at.Of("id"));
        if (id.Length > 0 && !numbers.TryAdd(id, at.Path))
        {
            parts.Fault(at.Of("id"), "fault.number-twice", id);
        }
        return id;
    }

    /// <summary>For nothing are there two times of keeping.</summary>
    private void KeepsOnce(ImmutableArray<KeepingTerm> keeping)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, rule) in keeping.Index())
        {
            string[] of =
                rule.Drafts ? ["drafts"]
                : rule.Kinds is { } kinds ? [.. kinds.Select(kind => "kind " + kind)]
                : ["other"];
            if (!of.All(named.Add))
            {
                parts.Fault(new JsonPlace($"$.keeping[{index}]", default), "fault.keeping-twice");
            }
        }
    }

    private ImmutableArray<string>? CodesAt(JsonPlace at, string name) =>
        at.Has(name) ? parts.Codes(at.Of(name)) : null;

    private ImmutableArray<string>? WordsAt(JsonPlace at, string name, string[] known) =>
        at.Has(name) ? parts.Some(at.Of(name), one => parts.OneOf(one, known)) : null;
}
