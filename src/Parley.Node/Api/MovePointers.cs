using System.Collections.Frozen;
using Parley.Cooperation;

namespace Parley.Node.Api;

/// <summary>The field of a move that a refusal is about, where it is about one.</summary>
internal static class MovePointers
{
    private static readonly FrozenDictionary<string, string> ByCode = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["date-not-ahead"] = "/body/by",
        ["answer-day-unsaid"] = "/body/by",
        ["answer-form-unsaid"] = "/body/form",
        ["question-missing"] = "/body/questions",
        ["question-number-twice"] = "/body/questions",
        ["item-unknown"] = "/body/questions",
        ["question-not-asked"] = "/body/answers",
        ["question-unanswered"] = "/body/answers",
        ["check-not-passed"] = "/body/entries",
        ["item-sought-dropped"] = "/body/entries",
        ["no-steps"] = "/body/added",
        ["too-many-steps"] = "/body/added",
        ["step-unknown"] = "/body/moved",
        ["step-ended"] = "/body/moved",
        ["day-unchanged"] = "/body/moved",
        ["move-without-reason"] = "/body/moved",
        ["ground-missing"] = "/body/grounds",
        ["ground-not-allowed"] = "/body/grounds",
        ["ground-twice"] = "/body/grounds",
        ["ground-without-reason"] = "/body/grounds",
        ["extension-not-later"] = "/body/until",
        ["extension-too-long"] = "/body/until",
        ["part-unexplained"] = "/body/conditions",
        ["answer-empty"] = "/body/items",
        ["nothing-given"] = "/body/items",
        ["item-not-sought"] = "/body/items",
        ["outcome-without-text"] = "/body/items",
        ["item-unanswered"] = "/body/items",
        ["done-later"] = "/body/items",
        ["handling-unknown"] = "/body/handling",
        ["answer-not-evaluated"] = "/body/handling",
        ["restrictions-unsaid"] = "/body/useLimits",
        ["too-many-certificates"] = "/body/certificates",
        ["certificate-unknown"] = "/body/certificates",
        ["certificate-blank"] = "/body/certificates",
        ["authority-missing"] = "/body/authority",
        ["restriction-missing"] = "/body/note",
        ["transfer-unknown"] = "/body/to",
        ["transfer-of-other-kind"] = "/body/to",
        ["transfer-not-named"] = "/body/to",
        ["too-many-parcels"] = "/body/parcels",
        ["parcel-name"] = "/body/parcels",
        ["parcel-malformed"] = "/body/parcels",
        ["parcel-twice"] = "/body/parcels",
        ["parcel-differs"] = "/body/parcels",
        ["parcel-for-unknown"] = "/body/parcels",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The member that a choice of the form becomes: "in-form" is /body/inForm, "until.at" /body/until.
    /// </summary>
    public static string OfChoice(string name) => name is "in-form" ? "/body/inForm" : $"/body/{name.Split('.')[0]}";

    public static string Of(Refusal refusal) => ByCode.GetValueOrDefault(refusal.Code, "/body");
}
