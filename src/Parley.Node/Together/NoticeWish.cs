using Parley.Node.Bridge;

namespace Parley.Node.Together;

/// <summary>What an officer wants to be told of, and where.</summary>
/// <param name="Language">The language that comes first: "en" or "zh".</param>
/// <param name="Confirmed">When the address was confirmed; null while it was not, and nothing is sent to it.</param>
/// <param name="Since">What the other side said, and tasks that were given, are told from then on.</param>
public sealed record NoticeWish(
    string Account,
    string Address,
    IReadOnlyList<NoticeKind> Kinds,
    string Language,
    DateTimeOffset? Confirmed,
    DateTimeOffset Since
);

/// <summary>One cause to tell an officer of; it is told at most once, by its id.</summary>
/// <param name="Id">The same for the same thing: "mention 12", "half CN-R-2026-0004 1764000000000".</param>
/// <param name="Matter">The matter, so that matters can be counted; empty where it is all of them.</param>
public sealed record NoticeCause(string Id, string Matter);

/// <summary>A mail of the past, for whoever runs the node: to whom, when, and what became of it.</summary>
/// <param name="Outcome">Null while it is under way.</param>
public sealed record SentMail(long Id, string Account, DateTimeOffset At, MailOutcome? Outcome, string Said);
