using System.Globalization;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Links;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Storage;
using Parley.Tests.Guidelines;
using Parley.Tests.Sealing;

namespace Parley.Tests.Exchange;

/// <summary>
/// Whatever two nations state, and however their deliveries are cut, delayed, lost and taken in between each other:
/// once all is receipted, both nodes show the same states and the same statements without effect, and these are what
/// their records fold to anew.
/// </summary>
public sealed class FoldProperties
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);
    private static readonly Officer Someone = new("office", "An Officer", "liaison");
    private static readonly Party Us = Make("US", "United States", "美国");
    private static readonly Party Cn = Make("CN", "China", "中国");

    [Fact]
    public void Any_statements_in_any_order_of_delivery_fold_to_one_state_on_both_nodes() =>
        Choices.Hold(
            80,
            choices =>
            {
                using var folder = new TemporaryFolder();
                using var our = new SqliteShelf(folder["us"]);
                using var their = new SqliteShelf(folder["cn"]);
                var us = new LoneNode(Us, Peer.Parse(Cn.CardText), our);
                var cn = new LoneNode(Cn, Peer.Parse(Us.CardText), their);
                var story = new Story(us, cn);
                story.Begin();
                while (choices.Left)
                {
                    story.Step(choices);
                }
                story.End();
                return (Differs(us, cn) ?? Differs(cn, us)) is { } difference
                    ? throw new InvalidOperationException($"{difference}\n{story.Told}")
                    : true;
            },
            most: 2_000
        );

    /// <summary>What a node shows otherwise than the other does, or than its own record folds to; null where nothing.
    /// </summary>
    private static string? Differs(LoneNode one, LoneNode other)
    {
        var (shelf, peer) = (one.Shelf, one.Peer.Code);
        var stale = RecordVerification.Views(other.Peer, one.Peer, shelf).Differing;
        if (stale.Count > 0)
        {
            return $"{one.Self.Code}: {string.Join(' ', stale)} is not what the record folds to anew.";
        }
        var anew = new Docket(one.Self.Code, peer);
        anew.Know(shelf.SubjectIds(peer));
        foreach (var id in shelf.SubjectIds(peer))
        {
            var held = Tell(one.Link.Docket.Open(shelf, id), mirrored: false);
            var fresh = Tell(anew.Open(shelf, id), mirrored: false);
            var there = Tell(other.Link.Docket.Open(other.Shelf, id), mirrored: true);
            var shown = Text(SubjectReading.Folded(shelf, one.Self.Code, peer, id).State);
            if (
                !string.Equals(held, fresh, StringComparison.Ordinal)
                || !string.Equals(held, there, StringComparison.Ordinal)
                || !held.StartsWith(shown, StringComparison.Ordinal)
            )
            {
                return $"{id} at {one.Self.Code}:\n{held}\nfolded anew:\n{fresh}\nthere:\n{there}\nshown:\n{shown}";
            }
        }
        var idle = shelf.AllWithoutEffect(peer).ToHashSet();
        return idle.SetEquals(
            other.Shelf.AllWithoutEffect(other.Peer.Code).Select(w => w with { Side = Mirrored(w.Side) })
        )
            ? null
            : $"{one.Self.Code} shows other statements without effect.";
    }

    /// <summary>The state of a subject, and its entries in order with what became of each.</summary>
    private static string Tell(Dossier subject, bool mirrored)
    {
        var entries = subject.Ruled.Select(r =>
        {
            var side = mirrored ? Mirrored(r.Stated.Side) : r.Stated.Side;
            return string.Create(CultureInfo.InvariantCulture, $"{side}-{r.Stated.Index}:{r.Refusal?.Code}");
        });
        return $"{Text(subject.State)} {subject.View().ChangedAt:O} {string.Join(' ', entries)}";
    }

    private static string Text(Subject? state) =>
        $"{StateFormat.Mechanism(state)} {Encoding.UTF8.GetString(StateFormat.Write(state))}";

    private static Side Mirrored(Side side) => side == Side.Ours ? Side.Theirs : Side.Ours;

    private static Party Make(string code, string en, string zh)
    {
        using var keys = new TemporaryFolder();
        var domain = $"{code.ToLowerInvariant()}.parley.example";
        return Party.Make(keys.Path, code, new Bilingual(en, zh), domain, [$"https://{domain}:8443"], Start);
    }

    /// <summary>How it went, step by step.</summary>
    private sealed class Story(LoneNode us, LoneNode cn)
    {
        private readonly StringBuilder told = new();
        private DateTimeOffset now = Start;

        public string Told => told.ToString();

        /// <summary>The link is opened, the guidelines are agreed, and a first request is made.</summary>
        public void Begin()
        {
            us.Start();
            cn.Start();
            End();
            var cards = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["US"] = Us.CardHash,
                ["CN"] = Cn.CardHash,
            };
            foreach (var node in (LoneNode[])[us, cn])
            {
                node.State(SubjectId.Parse("CN-L-US"), new LinkStatement.Opened(cards), Someone, now);
            }
            us.State(Remarks.Guidelines, Remarks.Proposal(1, now), Someone, now);
            End();
            cn.State(Remarks.Guidelines, Remarks.Acceptance(1), Someone, now);
            End();
            us.State(SubjectId.Parse("US-R-2026-0001"), Remarks.Make(1), Someone, now);
            End();
        }

        public void Step(Choices choices)
        {
            var (node, other) = choices.Yes() ? (us, cn) : (cn, us);
            switch (choices.Below(16))
            {
                case < 7:
                    Speak(node, choices);
                    break;
                case 7:
                    Tell(node, "commits");
                    node.Commit();
                    break;
                case 8 or 9:
                    Tell(node, "sends");
                    node.Send();
                    break;
                case 10 or 11:
                    Arrive(node, other);
                    break;
                case 12 or 13:
                    Tell(node, "settles");
                    node.Settle(now);
                    break;
                case 14:
                    now = now.AddSeconds(choices.Below(1_500));
                    break;
                default:
                    Fail(node, other, choices);
                    break;
            }
        }

        /// <summary>Lets everything arrive.</summary>
        public void End()
        {
            for (var turn = 0; turn < 50; turn++)
            {
                foreach (var (node, other) in (ReadOnlySpan<(LoneNode, LoneNode)>)[(us, cn), (cn, us)])
                {
                    node.Commit();
                    node.Send();
                    Arrive(node, other);
                    other.Commit();
                    node.Settle(now);
                }
                if (us.IsQuiet && cn.IsQuiet)
                {
                    return;
                }
                now = now.AddSeconds(1);
            }
            throw new InvalidOperationException($"The link did not become quiet.\n{Told}");
        }

        private void Speak(LoneNode node, Choices choices)
        {
            var (about, statement) = Remarks.Any(choices, node.Self.Code, now);
            if (choices.Yes(3))
            {
                var unseen = choices.Yes() ? 0 : choices.Below(4);
                Tell(node, $"says, having seen all but {unseen}, of {about}: {statement.GetType().Name}");
                node.Say(about, statement, Someone, now, unseen);
            }
            else
            {
                Tell(node, $"states of {about}: {statement.GetType().Name}");
                node.State(about, statement, Someone, now);
            }
        }

        private void Arrive(LoneNode node, LoneNode other)
        {
            if (node.Flight is { Arrived: false } flight)
            {
                Tell(other, "takes in");
                other.TakeIn(flight, now);
            }
        }

        private void Fail(LoneNode node, LoneNode other, Choices choices)
        {
            if (choices.Yes(4))
            {
                Tell(node, "starts anew");
                node.Start();
                // What the other side had sent to it is never answered.
                other.Lose();
                return;
            }
            Tell(node, "loses what it sent");
            node.Lose();
        }

        private void Tell(LoneNode node, string what) =>
            told.AppendLine(CultureInfo.InvariantCulture, $"{now:HH:mm:ss} {node.Self.Code} {what}");
    }
}
