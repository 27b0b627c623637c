using System.CommandLine;
using Parley.Bench;

var runs = new Option<int>("--runs") { Description = "Good samples of each figure.", DefaultValueFactory = _ => 5 };
var seconds = new Option<double>("--seconds")
{
    Description = "How long one sample lasts.",
    DefaultValueFactory = _ => 3,
};
var gpg = new Option<bool>("--no-gpg") { Description = "Leave today's practice out." };
var only = new Option<int?>("--only") { Description = "Measure only this many waiting entries." };
var whole = new Option<bool>("--whole")
{
    Description = "Whole requests, made to closed, stated by both parties; so many under way at once.",
};
var together = new Option<int>("--together")
{
    Description = "Entries stated and delivered together.",
    DefaultValueFactory = _ => 128,
};
var statements = new Option<int>("--statements")
{
    Description = "How many entries the record has.",
    DefaultValueFactory = _ => 200_000,
};
var keep = new Option<string?>("--keep") { Description = "Make the record here, and keep and use it again." };
var folder = new Argument<string>("FOLDER");

var exchange = new Command("exchange", "Entries a second, durable and receipted on both sides, between two processes.")
{
    runs,
    seconds,
    gpg,
    only,
    whole,
};
exchange.SetAction(p =>
    new ExchangeBench(
        p.GetValue(runs),
        p.GetValue(seconds),
        !p.GetValue(gpg),
        p.GetValue(only),
        p.GetValue(whole)
    ).Run()
);
var latency = new Command("latency", "One lone entry, from stated to receipt held.") { runs };
latency.SetAction(p => new LatencyBench(p.GetValue(runs)).Run());
var verify = new Command("verify", "Check, start and review of a large record.") { runs, statements, keep };
verify.SetAction(p => new VerifyBench(p.GetValue(runs), p.GetValue(statements), p.GetValue(keep)).Run());
var requests = new Option<int>("--requests")
{
    Description = "How many requests there are lines of.",
    DefaultValueFactory = _ => 1_000_000,
};
var review = new Command("review", "The review, lists and searches over many requests.") { runs, requests, keep };
review.SetAction(p => new ReviewBench(p.GetValue(runs), p.GetValue(requests), p.GetValue(keep)).Run());
var steps = new Command("steps", "Processor time of each step, both sides on one thread; for finding what to mend.")
{
    runs,
    together,
};
steps.SetAction(p => new StepsBench(p.GetValue(runs), p.GetValue(together), 2048).Run());
var size = new Option<int>("--size") { Description = "MiB of the file.", DefaultValueFactory = _ => 1024 };
var parcel = new Command("parcel", "One large file, from an officer's hands to the receiver's word that it came.")
{
    runs,
    size,
    gpg,
};
parcel.SetAction(p => new ParcelBench(p.GetValue(runs), p.GetValue(size), !p.GetValue(gpg)).Run());
var atOnce = new Option<bool>("--at-once") { Description = "Sent at one go, and not in stretches." };
var officer = new Command("officer", "One large file the whole way, from one officer's program to another's.")
{
    runs,
    size,
    atOnce,
};
officer.SetAction(p => new OfficerBench(p.GetValue(runs), p.GetValue(size), p.GetValue(atOnce)).Run());
var peer = new Command("peer", "The other process; started by the measurement itself.") { Hidden = true };
foreach (var (name, run) in OtherSide.Parts)
{
    var part = new Command(name) { folder };
    part.SetAction(p => run(p.GetValue(folder)!));
    peer.Add(part);
}

return await new RootCommand("Measures Parley against a ceiling and against today's practice, on this machine.")
{
    exchange,
    latency,
    verify,
    review,
    steps,
    parcel,
    officer,
    peer,
}
    .Parse(args)
    .InvokeAsync();
