using System.Net;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>What is asked for after the password.</summary>
public sealed class SecondStepTests
{
    private static readonly string[] Demanded = ["drafter"];

    [Fact]
    public async Task A_password_alone_opens_nothing_once_an_authenticator_is_set_up()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var (key, _) = await TypedCode.SetUp(hale);
        using var other = desk.Browser();
        var step = await OpenDesk.SignIn(other, "hale");
        Assert.Equal(HttpStatusCode.OK, step.StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/")).StatusCode);
        var entered = await TypedCode.Enter(other, "hale", TypedCode.Of(key));
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_code_is_taken_once()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var (key, _) = await TypedCode.SetUp(hale);
        var code = TypedCode.Of(key);
        using var first = desk.Browser();
        using var second = desk.Browser();
        Assert.Equal(HttpStatusCode.Found, (await TypedCode.Enter(first, "hale", code)).StatusCode);
        var again = await TypedCode.Enter(second, "hale", code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Contains("used already", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_code_replaces_the_authenticator_once_and_is_written_down()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var (_, codes) = await TypedCode.SetUp(hale);
        using var first = desk.Browser();
        var typed = codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await TypedCode.Enter(first, "hale", typed)).StatusCode);
        using var second = desk.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TypedCode.Enter(second, "hale", codes[3])).StatusCode);
        Assert.Contains(desk.Events.Page(1), one => one.Act == SecurityAct.RecoveryCodeUsed);
        Assert.Contains("Recovery codes left: 9", await first.GetStringAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_ten_wrong_codes_none_is_taken_from_anywhere_until_an_hour_is_over()
    {
        var clock = new MovedClock();
        await using var desk = new OpenDesk(signInsPerMinute: 1000, clock: clock);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var (key, codes) = await TypedCode.SetUp(hale);
        using var other = desk.Browser();
        for (var i = 0; i < SecondFactors.WrongAtMost; i++)
        {
            await TypedCode.Enter(other, "hale", "AAAA-AAAA-AAAA-AAAA");
        }
        foreach (var right in new[] { TypedCode.Of(key), codes[0] })
        {
            var refused = await TypedCode.Enter(other, "hale", right);
            Assert.Contains("takes no code", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Contains(desk.Events.Page(1), one => one.Act == SecurityAct.CodesRest);
        clock.Ahead += SecondFactors.Rest + TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.Found, (await TypedCode.Enter(other, "hale", codes[0])).StatusCode);
    }

    [Fact]
    public async Task The_note_of_the_first_step_is_worth_nothing_after_a_change_of_the_account()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var (key, _) = await TypedCode.SetUp(hale);
        using var other = desk.Browser();
        var step = await (await OpenDesk.SignIn(other, "hale")).Content.ReadAsStringAsync();
        var id = desk.Officers.All().First(one => one.SignInName is "hale").Id;
        desk.Officers.ChangePassword(id, "another long password", Doer.Command);
        var code = TypedCode.Of(key);
        var late = await OpenDesk.Answer(
            other,
            step,
            "/sign-in/second",
            ("note", TypedCode.NoteOn(step)),
            ("code", code)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("came too late", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_must_prove_more_sets_it_up_before_anything_else()
    {
        await using var desk = new OpenDesk(signIn: new SignInSettings(Demanded));
        using var hale = desk.Browser();
        var signedIn = await OpenDesk.Post(
            hale,
            "/sign-in",
            "/sign-in",
            ("name", "hale"),
            ("password", OpenDesk.Password),
            ("to", "/drafts/new")
        );
        Assert.Contains("demands a second step", await signedIn.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith(
            "/account/authenticator?to=",
            (await hale.GetAsync("/requests")).Headers.Location!.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await OpenDesk.Post(hale, "/account", "/drafts", ("kind", "information"))).StatusCode
        );
        await TypedCode.SetUp(hale);
        Assert.Equal(HttpStatusCode.OK, (await hale.GetAsync("/requests")).StatusCode);
        using var reed = desk.Browser();
        Assert.Equal(HttpStatusCode.Found, (await OpenDesk.SignIn(reed, "reed")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reed.GetAsync("/requests")).StatusCode);
    }

    [Fact]
    public async Task What_was_typed_outlives_an_ended_session_also_where_a_second_step_follows()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var (key, _) = await TypedCode.SetUp(hale);
        var page = await hale.GetStringAsync("/");
        await OpenDesk.Post(hale, "/", "/sign-out");
        var held = await OpenDesk.Answer(hale, page, "/drafts/7", ("facts", "A long text that nobody wants to lose."));
        Assert.Equal(HttpStatusCode.Unauthorized, held.StatusCode);
        var signIn = await held.Content.ReadAsStringAsync();
        var step = await OpenDesk.Answer(
            hale,
            signIn,
            "/sign-in",
            ("name", "hale"),
            ("password", OpenDesk.Password),
            ("held", HeldOn(signIn))
        );
        var second = await step.Content.ReadAsStringAsync();
        var entered = await OpenDesk.Answer(
            hale,
            second,
            "/sign-in/second",
            ("note", TypedCode.NoteOn(second)),
            ("held", HeldOn(second)),
            ("code", TypedCode.Of(key))
        );
        Assert.Contains(
            "A long text that nobody wants to lose.",
            await entered.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_was_typed_outlives_an_ended_session_also_where_a_second_step_must_be_set_up_first()
    {
        await using var desk = new OpenDesk(signIn: new SignInSettings(Demanded));
        using var hale = desk.Browser();
        var page = await hale.GetStringAsync("/sign-in");
        var held = await OpenDesk.Answer(hale, page, "/drafts/7", ("facts", "A long text that nobody wants to lose."));
        var signIn = await held.Content.ReadAsStringAsync();
        var signedIn = await OpenDesk.Answer(
            hale,
            signIn,
            "/sign-in",
            ("name", "hale"),
            ("password", OpenDesk.Password),
            ("held", HeldOn(signIn))
        );
        var setUp = await signedIn.Content.ReadAsStringAsync();
        var code = TypedCode.Of(TypedCode.KeyOn(setUp));
        var codes = await OpenDesk.Answer(
            hale,
            setUp,
            "/account/authenticator",
            ("code", code),
            ("held", HeldOn(setUp))
        );
        var shown = await codes.Content.ReadAsStringAsync();
        var onward = await OpenDesk.Answer(hale, shown, "/account/onward", ("held", HeldOn(shown)));
        Assert.Contains(
            "A long text that nobody wants to lose.",
            await onward.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Neither_a_key_nor_a_recovery_code_lies_readable_on_the_disk()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var (key, codes) = await TypedCode.SetUp(hale);
        foreach (var file in Directory.EnumerateFiles(desk.DeskFolder, "accounts.db*"))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            var bytes = await reader.ReadToEndAsync();
            Assert.DoesNotContain(key, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(codes[0], bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task How_one_signs_in_is_changed_only_just_after_a_sign_in()
    {
        var clock = new MovedClock();
        await using var desk = new OpenDesk(clock: clock);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        clock.Ahead += SessionLife.Fresh + TimeSpan.FromSeconds(1);
        foreach (var page in new[] { "/account/authenticator", "/account/authenticator.svg" })
        {
            var answer = await hale.GetAsync(page);
            Assert.StartsWith("/sign-in?again", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        foreach (var act in new[] { "/account/authenticator/remove", "/account/recovery-codes", "/account/passkeys" })
        {
            var answer = await OpenDesk.Post(hale, "/account", act);
            Assert.StartsWith("/sign-in?again", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_picture_is_there_only_while_an_authenticator_is_set_up()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        Assert.Equal(HttpStatusCode.NotFound, (await hale.GetAsync("/account/authenticator.svg")).StatusCode);
        await hale.GetStringAsync("/account/authenticator");
        var picture = await hale.GetAsync("/account/authenticator.svg");
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        await TypedCode.SetUp(hale);
        Assert.Equal(HttpStatusCode.NotFound, (await hale.GetAsync("/account/authenticator.svg")).StatusCode);
    }

    private static string HeldOn(string page)
    {
        const string mark = "name=\"held\" value=\"";
        var from = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return WebUtility.HtmlDecode(page[from..page.IndexOf('"', from)]);
    }

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
