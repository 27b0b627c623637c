using System.Diagnostics;
using System.Globalization;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Bench;

/// <summary>
/// The review, the list of requests, the desk's counts and searches, over lines of many requests. Lines are made by the
/// node's own code from states the rules allowed; what a page reads from the record besides is not in it.
/// </summary>
internal sealed class ReviewBench(int runs, int requests, string? keep)
{
    private const int Together = 2_000;

    private static readonly DateTimeOffset Begins = new(2025, 11, 22, 0, 0, 0, TimeSpan.Zero);

    public async Task Run()
    {
        var folder = keep ?? Directory.CreateTempSubdirectory("parley-bench-").FullName;
        Directory.CreateDirectory(folder);
        Machine.Describe(folder);
        try
        {
            using var shelf = new LineShelf(folder);
            Make(shelf);
            var size = new FileInfo(Path.Combine(folder, "lines.db")).Length >> 20;
            Console.WriteLine($"Lines       {new RequestLines(shelf).Known} requests, {size} MiB\n");
            await Measure(shelf, new OwnLoad(folder));
        }
        finally
        {
            if (keep is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private void Make(LineShelf shelf)
    {
        var start = Stopwatch.GetTimestamp();
        var lived = new LivedRequests(Begins);
        var known = new RequestLines(shelf).Known;
        for (var done = known; done < requests; done += Together)
        {
            var subjects = new FollowedSubject[Math.Min(Together, requests - done)];
            Parallel.For(
                0,
                subjects.Length,
                i =>
                {
                    var one = lived.One(done + i, requests);
                    subjects[i] = new FollowedSubject(one.Id, one, lived.Guidelines, default, _ => null);
                }
            );
            shelf.Keep(LivedRequests.CN, subjects, new LinesReached(new Followed(done, done, done), "bench"));
            if (done % 100_000 == 0)
            {
                Console.Error.WriteLine($"{done} lines after {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s");
            }
        }
        if (known < requests)
        {
            Console.WriteLine($"Made        in {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s");
        }
    }

    private async Task Measure(LineShelf shelf, OwnLoad load)
    {
        var review = new MeasuredReview(shelf);
        var lines = new RequestLines(shelf);
        var words = new WordLines(shelf);
        var now = Begins.AddDays(360);
        var formal = new ReviewFilter(LivedRequests.US, "mutual-legal-assistance", null, null);
        (string Name, Func<long> Run)[] all =
        [
            ("review of the year, all requests", () => review.Of(LivedRequests.CN, Begins, now).Figures.Requests),
            ("review as a page shows it, narrowed", () => Shown(review, now, formal)),
            ("review of a quarter that is over", () => Quarter(review).Requests),
            (
                "review of one direction and kind",
                () => review.Of(LivedRequests.CN, Begins, now, formal).Figures.Requests
            ),
            ("list: open, by what is due", () => lines.Page(new RequestFilter(), now, Hidden.Nothing).Total),
            ("list: all, the newest", () => lines.Page(new RequestFilter { View = "all" }, now, Hidden.Nothing).Total),
            (
                "list: all, page 200",
                () => lines.Page(new RequestFilter { View = "all", Page = 200 }, now, Hidden.Nothing).Total
            ),
            ("list: one kind, urgency and stage", () => lines.Page(Narrow, now, Hidden.Nothing).Total),
            ("list: nothing fits", () => lines.Page(Narrow with { Area = "none-such" }, now, Hidden.Nothing).Total),
            ("desk: counts", () => lines.Counts(now, Hidden.Nothing).WithUs),
            ("search: two characters, in very many", () => words.Find("request", "账户", 0, 20, Hidden.Nothing).Total),
            (
                "search: a word and four characters",
                () => words.Find("request", "account 登录记录", 0, 20, Hidden.Nothing).Total
            ),
            ("search: the beginning of a word", () => words.Find("request", "investig", 0, 20, Hidden.Nothing).Total),
            (
                "search: a number",
                () => words.Find("request", $"CN-R-{Begins.Year}-{requests / 2}", 0, 20, Hidden.Nothing).Total
            ),
            ("search: nothing fits", () => words.Find("request", "鹦鹉 nowhere", 0, 20, Hidden.Nothing).Total),
            (
                "list: a search narrowed down",
                () => lines.Page(Narrow with { Search = "账户" }, now, Hidden.Nothing).Total
            ),
        ];
        foreach (var (name, run) in all)
        {
            var found = run();
            var taken = await Rounds.Take(runs, load, () => Task.FromResult(Timed(run)));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -38} {new Samples(taken.Select(t => t.Value)).Tell("N1")} ms; {found} found; {Rounds.Load(taken)}"
                )
            );
        }
        Console.WriteLine($"Memory      {Environment.WorkingSet >> 20} MB at the end");
    }

    private static RequestFilter Narrow { get; } =
        new()
        {
            View = "all",
            Kind = "preservation",
            Urgency = "urgent",
            Stage = "Refused",
        };

    /// <summary>What the page counts: all of a year, what it is narrowed to, and all by the definitions of before.
    /// </summary>
    private static long Shown(MeasuredReview review, DateTimeOffset now, ReviewFilter only)
    {
        var counted = review.Count(LivedRequests.CN, Begins, now);
        var (whole, former) = (counted.Figures(), counted.Figures(edition: ReviewFigures.Oldest));
        Compare(StateFormat.Figures(whole).Hash, StateFormat.Figures(former).Hash);
        return counted.Figures(only).Requests;

        static void Compare(string one, string other)
        {
            if (string.Equals(one, other, StringComparison.Ordinal))
            {
                throw new InvalidOperationException("Two editions do not hash alike.");
            }
        }
    }

    private static ReviewFigures Quarter(MeasuredReview review) =>
        review.Of(LivedRequests.CN, Begins.AddDays(90), Begins.AddDays(180)).Figures;

    private static double Timed(Func<long> run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
