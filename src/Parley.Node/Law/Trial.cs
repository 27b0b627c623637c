using System.Collections.Immutable;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Law;

/// <summary>An act about a matter as somebody describes it, to be tried against the rules; nothing happens by it.
/// </summary>
public sealed record Trial(LawAct Act, Matter Matter)
{
    /// <summary>By what a request, or something said about one, is described.</summary>
    public static readonly ImmutableArray<string> OfRequests =
    [
        "kind",
        "urgency",
        "way",
        "handling",
        "light",
        "area",
        "move",
        "item",
    ];

    /// <summary>By what an agreement is described: one that is named by its kind is no request.</summary>
    public const string Agreement = "agreement";
    public const string AgreementMove = "agreement-move";

    /// <summary>Reads what was said of a matter.</summary>
    /// <param name="said">What was said of the matter under each of these names; empty or null: nothing.</param>
    public static Trial Of(LawAct act, Func<string, string?> said)
    {
        return new Trial(
            act,
            Text(Agreement) is { Length: > 0 } kind
                ? new Matter(Move: Text(AgreementMove), Agreement: kind)
                : new Matter(
                    Text("kind"),
                    Text("urgency"),
                    Text("way"),
                    List("handling"),
                    List("light"),
                    List("area"),
                    Text("move"),
                    List("item")
                )
        );

        string Text(string name) => said(name) ?? "";

        ImmutableArray<string> List(string name) => Text(name) is { Length: > 0 } one ? [one] : [];
    }

    /// <summary>Which rule keeps the officer from it; null where none does.</summary>
    public Forbidden? ForbiddenBy(RuleBook book, LawOfficer officer) => book.Forbids(officer, Act, Matter);

    /// <summary>Whether a role of the officer's includes the act at all; of moves, one that leaves without a release is
    /// also a releaser's.</summary>
    public bool IsOfRole(LawOfficer officer) =>
        Act switch
        {
            LawAct.Release => officer.Has(Role.Releaser),
            LawAct.Draft => officer.Has(Role.Drafter) || (officer.Has(Role.Releaser) && IsSaidAtOnce),
            LawAct.Check => officer.Roles.Any(role => role is not (Role.Auditor or Role.Operator)),
            _ => officer.Has(Role.Reader),
        };

    private bool IsSaidAtOnce =>
        Enum.GetValues<RequestMove>()
            .Any(move =>
                string.Equals(Law.Matter.Word(move), Matter.Move, StringComparison.Ordinal)
                && !MoveForm.NeedsRelease(move)
            );

    /// <summary>The steps before this leaves, where it is drafted or released.</summary>
    public IReadOnlyList<StepRule> StepsIn(RuleBook book) =>
        Act is LawAct.Draft or LawAct.Release ? book.StepsFor(Matter) : [];
}
