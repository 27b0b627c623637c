using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>Every change of what is kept is found by the check of the record, wherever it is.</summary>
public sealed class TamperTests
{
    [Fact]
    public void Every_changed_byte_of_every_statement_is_found() =>
        Quiet(
            (nation, other, found) =>
            {
                foreach (var ledger in Ledgers(nation, other))
                {
                    for (var i = 0; i < ledger.Statements.Count; i++)
                    {
                        var whole = ledger.Statements[i];
                        for (var at = 0; at < whole.Length; at++)
                        {
                            var changed = whole.ToArray();
                            changed[at] ^= (byte)(1 << (at % 8));
                            ledger.Statements[i] = changed;
                            Assert.True(found(), $"Byte {at} of statement {i}");
                        }
                        ledger.Statements[i] = whole;
                    }
                }
            }
        );

    [Fact]
    public void Every_changed_letter_of_every_receipt_is_found() =>
        Quiet(
            (nation, other, found) =>
            {
                foreach (var ledger in Ledgers(nation, other))
                {
                    for (var i = 0; i < ledger.Receipts.Count; i++)
                    {
                        var whole = ledger.Receipts[i];
                        foreach (var changed in Changes(whole))
                        {
                            ledger.Receipts[i] = changed;
                            Assert.True(found(), $"Receipt {whole.Size}: {changed}");
                        }
                        ledger.Receipts[i] = whole;
                    }
                }
            }
        );

    [Fact]
    public void A_missing_statement_or_receipt_is_found() =>
        Quiet(
            (nation, other, found) =>
            {
                foreach (var ledger in Ledgers(nation, other))
                {
                    for (var i = 0; i < ledger.Statements.Count; i++)
                    {
                        var whole = ledger.Statements[i];
                        ledger.Statements.RemoveAt(i);
                        Assert.True(found(), $"Without statement {i}");
                        ledger.Statements.Insert(i, whole);
                    }
                }
                // A receipt in the midst is covered by the next; the last one of the peer's ledger may not be missing.
                var theirs = nation.Shelf.Of(other.Code).Theirs;
                var last = theirs.Receipts[^1];
                theirs.Receipts.RemoveAt(theirs.Receipts.Count - 1);
                Assert.True(found());
                theirs.Receipts.Add(last);
            }
        );

    [Fact]
    public void Every_change_of_every_view_is_found() =>
        Quiet(
            (nation, other, found) =>
            {
                var subjects = nation.Shelf.Of(other.Code).Subjects;
                foreach (var (id, view) in subjects.ToList())
                {
                    foreach (var changed in Changes(view))
                    {
                        subjects[id] = changed;
                        Assert.True(found(), $"{changed}");
                    }
                    subjects[id] = view with { WithoutEffect = [] };
                    Assert.True(found() || view.WithoutEffect.Count == 0);
                    subjects.Remove(id);
                    Assert.True(found());
                    subjects[id] = view;
                }
            }
        );

    private static IEnumerable<LedgerShelf> Ledgers(Nation nation, Nation other) =>
        [nation.Shelf.Of(other.Code).Ours, nation.Shelf.Of(other.Code).Theirs];

    private static IEnumerable<ShelvedSubject> Changes(ShelvedSubject view)
    {
        yield return view with
        {
            ChangedAt = view.ChangedAt.AddMilliseconds(1),
        };
        for (var at = 0; at < view.Mechanism.Length; at++)
        {
            yield return view with
            {
                Mechanism = Changed(view.Mechanism, at),
            };
        }
        yield return view with
        {
            WithoutEffect =
            [
                .. view.WithoutEffect,
                new WithoutEffect(view.Id, Side.Ours, 0, "link.opened", new Refusal("invented", "Invented.", "虚构。")),
            ],
        };
    }

    private static IEnumerable<Receipt> Changes(Receipt receipt)
    {
        yield return receipt with
        {
            Size = receipt.Size + 1,
        };
        yield return receipt with
        {
            Time = receipt.Time.AddSeconds(1),
        };
        for (var at = 0; at < receipt.Checkpoint.Length; at++)
        {
            yield return receipt with
            {
                Checkpoint = Changed(receipt.Checkpoint, at),
            };
        }
        for (var at = 0; at < receipt.Line.Length; at++)
        {
            yield return receipt with
            {
                Line = Changed(receipt.Line, at),
            };
        }
    }

    private static string Changed(string text, int at) => $"{text[..at]}{(char)(text[at] ^ 1)}{text[(at + 1)..]}";

    /// <summary>A short, quiet record, and whether its check finds anything.</summary>
    private static void Quiet(Action<Nation, Nation, Func<bool>> tamper)
    {
        var cast = Cast.Take();
        var world = new World(
            new Play(5)
            {
                Weather = Weather.Calm,
                Nations = 2,
                Liar = false,
            },
            cast
        );
        world.Begin();
        world.Agree();
        foreach (var i in Enumerable.Range(0, 8))
        {
            var nation = world.Nations[i % 2];
            world.Act(nation, nation.Ends.Values.First());
            world.Let(1_000);
        }
        world.End();
        var (us, cn) = (world.Nations[0], world.Nations[1]);
        var (self, peer) = (cn.Peers[0], us.Peers[0]);
        bool Found() =>
            RecordVerification.Ledgers(self, peer, us.Shelf).Any(l => l.Findings.Count > 0)
            || AnyViewDiffers(self, peer, us.Shelf);
        Assert.False(Found());
        tamper(us, cn, Found);
        Assert.False(Found());
        cast.GiveBack();
    }

    private static bool AnyViewDiffers(Peer self, Peer peer, MemoryShelf shelf)
    {
        try
        {
            return RecordVerification.Views(self, peer, shelf).Differing.Count > 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
