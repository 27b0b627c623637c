using Parley.Node.Access;
using Parley.Node.Bridge;
using Parley.Node.Desk;

namespace Parley.Node.Together;

/// <summary>
/// Tells officers by e-mail that something waits. Begun at every tick, one round at a time, at most once a minute. A
/// mail is written down before it goes: where nobody knows whether it was taken it counts as taken, so nobody is told
/// twice; what was refused for certain is tried again, after ever longer pauses.
/// </summary>
public sealed class NoticeRound(
    NoticeShelf shelf,
    NoticeCauses causes,
    StaffBook staff,
    DeskOptions options,
    TimeProvider clock,
    IHostApplicationLifetime life,
    ILogger<NoticeRound> log
)
{
    private const int MailsLooked = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;
    private DateTimeOffset next;
    private bool begun;

    /// <summary>Begins a round where one is due, and does not wait for it.</summary>
    public void Begin()
    {
        if (options.Notices is null)
        {
            return;
        }
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (!running.IsCompleted || now < next)
            {
                return;
            }
            next = now + Pause;
            running = Task.Run(Try);
        }
    }

    /// <summary>Ends once the round that is under way has ended.</summary>
    public Task Rest()
    {
        lock (gate)
        {
            return running;
        }
    }

    /// <summary>One round: who is to be told of something is told.</summary>
    public async Task Run(CancellationToken stop)
    {
        if (options.Notices is not { } settings)
        {
            return;
        }
        if (!begun)
        {
            // A mail that was under way when the node stopped stays as it is.
            shelf.EndThoseUnderWay();
            begun = true;
        }
        if (settings.Folder is { } folder)
        {
            new MailFolder(folder).Tidy(clock.GetUtcNow());
        }
        var wishes = shelf.Confirmed();
        if (wishes.Count == 0)
        {
            return;
        }
        var now = staff.Now();
        var round = causes.Begin(now);
        var post = new MailPost(settings, clock);
        foreach (var wish in wishes)
        {
            stop.ThrowIfCancellationRequested();
            if (now.TakingPart.FirstOrDefault(one => one.Id.Equals(wish.Account, StringComparison.Ordinal)) is { } who)
            {
                await Tell(wish, who, round, post, settings, stop);
            }
        }
    }

    private async Task Tell(
        NoticeWish wish,
        Account account,
        NoticeCauses.Round round,
        MailPost post,
        NoticeSettings settings,
        CancellationToken stop
    )
    {
        var waiting = shelf.Note(wish.Account, causes.Of(wish, account, round), clock.GetUtcNow());
        if (waiting.Count == 0 || clock.GetUtcNow() < NextFor(wish.Account, settings))
        {
            return;
        }
        var matters = waiting.Select(cause => cause.Matter).Distinct(StringComparer.Ordinal).Count();
        var id = shelf.Begin(wish.Account, matters, clock.GetUtcNow());
        var mail = NoticeText.Waiting(wish.Address, matters, settings.Address, wish.Language);
        var result = await post.Send(mail, stop);
        shelf.End(id, result);
        if (result.Outcome is not MailOutcome.Taken)
        {
            log.LogWarning("A notice was not sent for certain ({Outcome}): {Said}", result.Outcome, result.Said);
        }
    }

    /// <summary>When the officer may get the next mail: after the pause between two, or once it is worth another try.
    /// </summary>
    private DateTimeOffset NextFor(string account, NoticeSettings settings)
    {
        var mails = shelf.MailsTo(account, MailsLooked);
        if (mails.Count == 0)
        {
            return DateTimeOffset.MinValue;
        }
        var refused = mails.TakeWhile(mail => mail.Outcome is MailOutcome.Refused).Count();
        var pause =
            refused == 0
                ? TimeSpan.FromMinutes(settings.EveryMinutes)
                : TimeSpan.FromMinutes(Math.Min(LongestPause.TotalMinutes, Math.Pow(2, refused - 1)));
        return mails[0].At + pause;
    }

    private async Task Try()
    {
        try
        {
            await Run(life.ApplicationStopping);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!life.ApplicationStopping.IsCancellationRequested)
            {
                log.LogError(e, "The round of notices failed and is tried again.");
            }
        }
    }
}
