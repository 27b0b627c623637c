using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Tests.Guidelines;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Parcels;

/// <summary>What a statement may name as its parcels, and who may say of one that it came.</summary>
public sealed class ParcelRulesTests
{
    private static readonly string First = new('1', 64);
    private static readonly string Second = new('2', 64);

    public static TheoryData<string, Func<string?>> Refused =>
        new(
            ("parcel-not-named", () => Say(MadeWith(File(First)), CN, new ParcelStatement.Received(Second))),
            ("parcel-not-named", () => Say(MadeWith(File(First)), US, new ParcelStatement.Received(First))),
            ("parcel-not-named", () => Say(Made(), CN, new ParcelStatement.Received(First))),
            (
                "parcel-already-received",
                () => Say(Received(), CN, new ParcelStatement.Refused(First, ParcelRefusal.OtherFile))
            ),
            ("parcel-already-received", () => Say(Received(), CN, new ParcelStatement.Received(First))),
            (
                "parcel-already-refused",
                () => Say(Refusing(), CN, new ParcelStatement.Refused(First, ParcelRefusal.TooLarge))
            ),
            ("no-such-request", () => Say(new Play(), US, new ParcelStatement.Received(First))),
            ("check-not-passed", () => new Play().Try(US, MakeWith(File(First) with { For = "1" }))),
            ("check-not-passed", () => new Play().Try(US, MakeWith(File(First), File(First)))),
            ("check-not-passed", () => new Play().Try(US, MakeWith(File(First, "../passwd")))),
            ("parcel-name", () => Made().Try(CN, AnswerWith(File(First, "a\u202Efdp.exe")))),
            ("parcel-malformed", () => Made().Try(CN, AnswerWith(Other(p => p with { Size = -1 })))),
            ("parcel-malformed", () => Made().Try(CN, AnswerWith(Other(p => p with { Size = (1L << 40) + 1 })))),
            ("parcel-malformed", () => Made().Try(CN, AnswerWith(Other(p => p with { Sha256 = First[1..] })))),
            ("parcel-malformed", () => Made().Try(CN, AnswerWith(Other(p => p with { MediaType = "text/html;x" })))),
            ("parcel-malformed", () => Made().Try(CN, AnswerWith(Other(p => p with { Key = p.Key[..^1] + "B" })))),
            ("parcel-twice", () => Made().Try(CN, AnswerWith(File(First), File(First)))),
            ("parcel-for-unknown", () => Made().Try(CN, AnswerWith(File(First) with { For = "9" }))),
            (
                "parcel-differs",
                () =>
                    Made().Then(CN, AnswerWith(File(First))).Try(CN, AnswerWith(Other(p => p with { Sha256 = Second })))
            ),
            ("too-many-parcels", () => Made().Try(CN, AnswerWith(Files(51)))),
            ("text-missing", () => Made().Try(CN, AnswerWith(File(First) with { Text = Text(" ") }))),
            (
                "parcel-for-unknown",
                () => Made().Then(CN, Ask("1")).Try(US, Clarify() with { Parcels = [File(First) with { For = "2" }] })
            )
        );

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_may_not_be_said_is_refused_with_its_code(string code, Func<string?> attempt) =>
        Assert.Equal(code, attempt());

    [Fact]
    public void What_came_is_stated_once_by_the_party_it_was_sent_to()
    {
        var play = MadeWith(File(First));
        Assert.Equal(ParcelStanding.Named, Assert.Single(SentParcel.Of(play.Request)).Standing);
        Assert.Null(Say(play, CN, new ParcelStatement.Received(First)));
        var sent = Assert.Single(SentParcel.Of(Told(play)));
        Assert.Equal((US, ParcelStanding.Received), (sent.By, sent.Standing));
    }

    [Fact]
    public void What_was_refused_may_come_later_and_counts_then()
    {
        var request = Told(Refusing());
        Assert.Equal(ParcelStanding.Refused, SentParcel.Of(request)[0].Standing);
        var (state, refusal) = ParcelRules.Next(request, new ParcelStatement.Received(First), By(CN));
        Assert.Null(refusal);
        Assert.Equal(ParcelStanding.Received, SentParcel.Of((Request)state!)[0].Standing);
    }

    [Fact]
    public void A_request_that_is_over_still_hears_what_became_of_its_files()
    {
        var play = Made().Then(CN, AnswerWith(true, File(First))).Then(US, Close());
        Assert.Null(Say(play, US, new ParcelStatement.Received(First)));
    }

    [Fact]
    public void Files_sent_with_answers_and_clarifications_are_found_each_once()
    {
        var play = MadeWith(File(First))
            .Then(CN, Ask("1"))
            .Then(US, Clarify() with { Parcels = [File(First), File(Second) with { For = "1" }] })
            .Then(CN, AnswerWith(File(new string('3', 64)) with { For = "2" }));
        Assert.Equal(
            [(US, First), (US, Second), (CN, new string('3', 64))],
            SentParcel.Of(play.Request).Select(p => (p.By, p.Parcel.SealedSha256))
        );
    }

    [Fact]
    public void Before_an_instant_nothing_is_known_of_what_came_after()
    {
        var request = Told(Received());
        Assert.Equal(request.LastStatedAt, request.ParcelsReceived[0].At);
        Assert.Empty(request.AsOf(request.ParcelsReceived[0].At).ParcelsReceived);
    }

    [Theory]
    [InlineData("access-log.csv", true)]
    [InlineData("访问日志 2026-03.csv", true)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("con:", false)]
    [InlineData("end ", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u200Bb", false)]
    public void A_name_is_one_that_every_system_saves_under(string name, bool good) =>
        Assert.Equal(good, Parcel.IsName(name));

    private static Play MadeWith(params Attached[] files)
    {
        var play = new Play();
        Assert.Null(play.Try(US, MakeWith(files)));
        return play;
    }

    private static RequestStatement.Made MakeWith(params Attached[] files)
    {
        var made = Make();
        return made with { Entries = made.Entries.Add("files", new Entry.Parcels([.. files])) };
    }

    private static RequestStatement.Answered AnswerWith(params Attached[] files) => AnswerWith(false, files);

    private static RequestStatement.Answered AnswerWith(bool final, params Attached[] files) =>
        Answer(final, "1", "2") with
        {
            Parcels = [.. files],
        };

    private static Attached File(string hash, string name = "access-log.csv") =>
        new(
            new Parcel(name, "text/csv", 5, new string('a', 64), hash, "IR11PyWxmTyYPi2j7fUSskx4YIJZalAzQzD_Ab10Av4"),
            null,
            null
        );

    private static Attached Other(Func<Parcel, Parcel> change) =>
        File(First) with
        {
            Parcel = change(File(First).Parcel),
        };

    private static Attached[] Files(int count) =>
        [.. Enumerable.Range(0, count).Select(n => File(n.ToString("x64", null)))];

    private static Play Received() => Saying(new ParcelStatement.Received(First));

    private static Play Refusing() => Saying(new ParcelStatement.Refused(First, ParcelRefusal.QuotaExceeded));

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Play, Request> ToldSince = [];

    private static Play Saying(ParcelStatement statement)
    {
        var play = MadeWith(File(First));
        Assert.Null(Say(play, CN, statement));
        return play;
    }

    /// <summary>The request with what was said of its parcels.</summary>
    private static Request Told(Play play) => ToldSince.TryGetValue(play, out var told) ? told : play.Request;

    private static string? Say(Play play, PartyCode by, ParcelStatement statement)
    {
        var before = ToldSince.TryGetValue(play, out var told) ? told : play.State;
        var (state, refusal) = Subjects.Next(before, statement, By(by));
        if (refusal is null)
        {
            ToldSince.AddOrUpdate(play, (Request)state!);
        }
        else
        {
            Assert.EndsWith("。", refusal.Sentence.Zh, StringComparison.Ordinal);
        }
        return refusal?.Code;
    }

    private static Act By(PartyCode by) => ActBy(by, Start.AddDays(3), Start.AddDays(3), SeenByAll);
}
