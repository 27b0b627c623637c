using System.Collections.Frozen;
using System.Globalization;

namespace Parley.Cooperation.Agreements;

/// <summary>
/// What may be stated about an agreement, and by whom: either party puts versions forward, only the other accepts or
/// declines them, only the proposer takes one back, either ends what is in force.
/// </summary>
public static class AgreementRules
{
    /// <summary>The kind of agreement under which requests are made.</summary>
    public const string Guidelines = "guidelines";

    /// <summary>Versions one agreement has at most, and those of them that may wait for the other party at once: a
    /// bound on what a peer can pile up.</summary>
    private const int MostVersions = 500;
    private const int MostWaiting = 8;

    /// <summary>Agreements one party opens at most in a year, told by their numbers: so a peer cannot pile them up, and
    /// both nodes rule alike without looking at any other agreement.</summary>
    private const int MostAYear = 1_000;

    /// <summary>Characters of a reason, and of its translation.</summary>
    private const int MostCharacters = 20_000;

    /// <summary>Kinds of which two parties have one at a time; it is amended, not doubled.</summary>
    private static readonly FrozenSet<string> OneAtATime = FrozenSet.Create(
        StringComparer.Ordinal,
        Guidelines,
        "hotline-work-plan",
        "sharing-plan"
    );

    public static (Subject? State, Refusal? Refusal) Next(Subject? state, AgreementStatement statement, Act act)
    {
        var agreement = state as Agreement;
        return MayState(agreement, statement, act) is { } refusal
            ? (state, refusal)
            : (After(agreement, statement, act), null);
    }

    /// <summary>The agreement with a statement that the rules allowed.</summary>
    public static Agreement? After(Agreement? agreement, AgreementStatement statement, Act act) =>
        agreement is not null ? agreement.After(statement, act)
        : statement is AgreementStatement.Proposed first ? FirstVersion(first, act)
        : null;

    /// <summary>Why a statement may not be made, or null where it may.</summary>
    public static Refusal? MayState(Agreement? agreement, AgreementStatement statement, Act act)
    {
        if (agreement is null)
        {
            return statement is AgreementStatement.Proposed first
                ? MayOpen(first, act)
                : AgreementRefusals.NoSuchAgreement;
        }
        if (!string.Equals(agreement.Exercise, act.Exercise, StringComparison.Ordinal))
        {
            return Subjects.ExerciseDiffers;
        }
        if (agreement.Ended is not null)
        {
            return AgreementRefusals.Ended;
        }
        return statement switch
        {
            AgreementStatement.Proposed s => MayAmend(agreement, s),
            AgreementStatement.Accepted s => MayAccept(agreement, s, act),
            AgreementStatement.Declined s => MayDecline(agreement, s, act),
            AgreementStatement.Withdrawn s => MayWithdraw(agreement, s, act),
            AgreementStatement.Ended s => MayEnd(agreement, s),
            _ => AgreementRefusals.NoSuchAgreement,
        };
    }

    /// <summary>Why a party may not accept or decline a version now, or null where it may.</summary>
    public static Refusal? MayDecide(Agreement agreement, int version, PartyCode party)
    {
        if (agreement.Version(version) is not { } found)
        {
            return AgreementRefusals.NoSuchVersion;
        }
        if (found.Proposer == party)
        {
            return AgreementRefusals.OwnVersion;
        }
        return StillOpen(agreement, found);
    }

    /// <summary>Why a party may not take a version back now, or null where it may.</summary>
    public static Refusal? MayTakeBack(Agreement agreement, int version, PartyCode party)
    {
        if (agreement.Version(version) is not { } found)
        {
            return AgreementRefusals.NoSuchVersion;
        }
        return found.Proposer != party ? AgreementRefusals.NotTheProposer : StillOpen(agreement, found);
    }

    private static Refusal? StillOpen(Agreement agreement, AgreementVersion version)
    {
        if (agreement.Ended is not null)
        {
            return AgreementRefusals.Ended;
        }
        if (version.Status is not VersionStatus.Proposed)
        {
            return AgreementRefusals.AlreadyDecided;
        }
        return agreement.LatestAccepted is { } accepted && accepted.Number > version.Number
            ? AgreementRefusals.Superseded
            : null;
    }

    private static Refusal? MayOpen(AgreementStatement.Proposed statement, Act act)
    {
        if (statement.Version != 1)
        {
            return AgreementRefusals.FirstVersionIsOne;
        }
        if (MayPutForward(statement) is { } refusal)
        {
            return refusal;
        }
        if (!IsOfTheYear(act.About, act.At))
        {
            return AgreementRefusals.TooManyAgreements;
        }
        return OneAtATime.Contains(statement.Kind) && act.Exercise is null && LivingOfKind(statement.Kind, act)
            ? AgreementRefusals.AmendInstead
            : null;
    }

    // "US-A-2026-0012". At the turn of a year the writer's clock and calendar may be a year apart.
    private static bool IsOfTheYear(SubjectId id, DateTimeOffset at)
    {
        var parts = id.ToString().Split('-');
        return parts.Length == 4
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(year - at.UtcDateTime.Year) <= 1
            && number <= MostAYear;
    }

    // Asked when an officer proposes; while an agreement is folded it sees itself alone
    // (docs/decisions/0002-agreements-look-at-themselves-alone.md).
    private static bool LivingOfKind(string kind, Act act)
    {
        foreach (var other in act.Seen.Agreements(kind))
        {
            if (other.Id != act.About && other.Alive && other.Exercise is null)
            {
                return true;
            }
        }
        return false;
    }

    private static Refusal? MayAmend(Agreement agreement, AgreementStatement.Proposed statement)
    {
        if (!string.Equals(statement.Kind, agreement.Kind, StringComparison.Ordinal))
        {
            return AgreementRefusals.KindStays;
        }
        if (statement.Version != agreement.Latest.Number + 1)
        {
            return AgreementRefusals.NextVersion;
        }
        var waiting = agreement.Versions.Count(v => v.Status is VersionStatus.Proposed);
        return agreement.Versions.Length >= MostVersions || waiting >= MostWaiting
            ? AgreementRefusals.TooManyVersions
            : MayPutForward(statement);
    }

    private static Refusal? MayPutForward(AgreementStatement.Proposed statement) =>
        statement.Kind.Length is 0 or > 64 ? AgreementRefusals.KindMissing
        : string.IsNullOrWhiteSpace(statement.Title.En) || string.IsNullOrWhiteSpace(statement.Title.Zh)
            ? AgreementRefusals.TitleMissing
        : statement.Title.En.Length > 300 || statement.Title.Zh.Length > 300 ? AgreementRefusals.TitleTooLong
        : statement.Content.Length == 0 ? AgreementRefusals.ContentMissing
        : null;

    private static Refusal? MayAccept(Agreement agreement, AgreementStatement.Accepted statement, Act act)
    {
        if (MayDecide(agreement, statement.Version, act.By) is { } refusal)
        {
            return refusal;
        }
        var version = agreement.Version(statement.Version)!;
        if (!string.Equals(version.ContentHash, statement.ContentHash, StringComparison.Ordinal))
        {
            return AgreementRefusals.OtherContent;
        }
        if (statement.Note is { } note && ReasonGiven(note) is { } unsaid)
        {
            return unsaid;
        }
        if (!string.Equals(agreement.Kind, Guidelines, StringComparison.Ordinal))
        {
            return null;
        }
        // What the other party proposed is untrusted: guidelines by which no request could be made are not accepted.
        return act.Seen.Guidelines(agreement.Cite(version)) is null ? AgreementRefusals.NotValidGuidelines : null;
    }

    private static Refusal? MayDecline(Agreement agreement, AgreementStatement.Declined statement, Act act) =>
        MayDecide(agreement, statement.Version, act.By) ?? ReasonGiven(statement.Reason);

    private static Refusal? MayWithdraw(Agreement agreement, AgreementStatement.Withdrawn statement, Act act) =>
        MayTakeBack(agreement, statement.Version, act.By) ?? ReasonGiven(statement.Reason);

    private static Refusal? MayEnd(Agreement agreement, AgreementStatement.Ended statement) =>
        agreement.LatestAccepted is null ? AgreementRefusals.NothingToEnd : ReasonGiven(statement.Reason);

    private static Refusal? ReasonGiven(Prose reason) =>
        string.IsNullOrWhiteSpace(reason.Original) ? AgreementRefusals.ReasonMissing
        : Math.Max(reason.Original.Length, reason.Translation?.Length ?? 0) > MostCharacters
            ? AgreementRefusals.ReasonTooLong
        : null;

    private static Agreement FirstVersion(AgreementStatement.Proposed statement, Act act) =>
        new(act.About, statement.Kind, act.Exercise, [AgreementVersion.Of(statement, act)], Ended: null);
}
