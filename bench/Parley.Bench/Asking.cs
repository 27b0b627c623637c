using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;

namespace Parley.Bench;

/// <summary>The requesting party at work: a request is made, its final answer awaited, rated, and the request closed.
/// </summary>
internal sealed class Asking : IDisposable
{
    /// <summary>How many statements one request takes, of both parties together.</summary>
    public const int Statements = 3 + Answering.Statements;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<SubjectId, TaskCompletionSource> changes = new();
    private readonly JointRecord record;
    private readonly PartyCode peer;
    private readonly ReceiptWatch receipts;

    public Asking(JointRecord record, PartyCode peer, ReceiptWatch receipts)
    {
        this.record = record;
        this.peer = peer;
        this.receipts = receipts;
        record.Changed += Look;
    }

    /// <summary>A whole request, until the receipt of its closing is held.</summary>
    public async Task One(RequestStatement.Made made, Officer officer)
    {
        var stating = await record.Open(peer, 'R', made, officer);
        var id = Allowed(stating).About;
        while (true)
        {
            var change = changes.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
            if (record.Reading.Find(peer, id) is Request { FinalAnswer: not null })
            {
                break;
            }
            await change.Task.WaitAsync(Patience);
        }
        changes.TryRemove(id, out _);
        var rated = new RequestStatement.AnswerRated(Mark.Fully, Mark.Fully, Mark.Mostly, Texts.Rated);
        Allowed(await record.State(peer, id, rated, officer));
        var closed = Allowed(await record.State(peer, id, new RequestStatement.Closed(null), officer));
        await receipts.Receipted(closed.Index);
    }

    public void Dispose() => record.Changed -= Look;

    private void Look(RecordChange change)
    {
        foreach (var id in change.Subjects)
        {
            if (changes.TryRemove(id, out var waiting))
            {
                waiting.SetResult();
            }
        }
    }

    private static Stating Allowed(Stating stating) =>
        stating.Refusal is { } refusal
            ? throw new InvalidOperationException($"{stating.About} {refusal.Code}: {refusal.Sentence.En}")
            : stating;
}
