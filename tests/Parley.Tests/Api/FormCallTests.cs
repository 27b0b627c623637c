using Parley.Tests.Access;

namespace Parley.Tests.Api;

/// <summary>What officers do with forms, programs do with calls; where there is none, it is said why.</summary>
public sealed class FormCallTests
{
    private const string Signing = "how a person signs in";
    private const string OwnDesk = "a person's own settings of their pages";
    private const string Rights = "rights and settings: a program that could widen them would have no bounds";
    private const string Reason = "a reason that a person answers for, before what is restricted is taken out";
    private const string OneByOne = "several at once: a program asks matter by matter";
    private const string Parts = "PUT /api/v1/drafts/{id:long}";
    private const string View = "PUT /api/v1/views";
    private const string Give = "POST /api/v1/matters/{matter}/assignment";
    private const string Prepared = "/api/v1/agreements/prepared/{id:long}";
    private const string Agree = "POST /api/v1/agreements/{number}/moves";

    /// <summary>The form, and its call or why it has none.</summary>
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["POST /appearance"] = OwnDesk,
        ["POST /sign-in"] = Signing,
        ["POST /sign-in/second"] = Signing,
        ["POST /sign-in/passkey"] = Signing,
        ["POST /sign-in/passkey/options"] = Signing,
        ["POST /invitation/{secret}"] = Signing,
        ["POST /sign-out"] = Signing,
        ["POST /account/onward"] = Signing,
        ["POST /account/authenticator"] = Signing,
        ["POST /account/authenticator/remove"] = Signing,
        ["POST /account/recovery-codes"] = Signing,
        ["POST /account/passkeys"] = Signing,
        ["POST /account/passkeys/options"] = Signing,
        ["POST /account/passkeys/{id}/remove"] = Signing,
        ["POST /account/tokens"] = Rights,
        ["POST /account/tokens/{id}/revoke"] = Rights,
        ["POST /account/notices"] = OwnDesk,
        ["POST /account/notices/off"] = OwnDesk,
        ["POST /account/notices/confirm/{secret}"] = OwnDesk,
        ["POST /settings/rule-book/propose"] = Rights,
        ["POST /settings/links/{peer}/quota"] = Rights,
        ["POST /settings/links/{peer}/statements"] = Rights,
        ["POST /requests/{number}/use"] = Reason,
        ["POST /settings/officers"] = Rights,
        ["POST /settings/officers/{id}"] = Rights,
        ["POST /settings/officers/{id}/roles"] = Rights,
        ["POST /settings/officers/{id}/invitation"] = Rights,
        ["POST /settings/officers/{id}/reset"] = Rights,
        ["POST /settings/officers/{id}/reopen"] = Rights,
        ["POST /settings/officers/{id}/close"] = Rights,
        ["POST /settings/officers/{id}/sessions"] = Rights,
        ["POST /settings/officers/{id}/lift"] = Rights,
        ["POST /settings/authorities"] = Rights,
        ["POST /settings/authorities/{code}"] = Rights,
        ["POST /settings/changes/{id:long}/confirm"] = Rights,
        ["POST /settings/changes/{id:long}/decline"] = Rights,
        ["POST /settings/programs/tokens/{id}/revoke"] = Rights,
        ["POST /settings/programs/webhooks"] = Rights,
        ["POST /settings/programs/webhooks/{id}/name"] = Rights,
        ["POST /settings/programs/webhooks/{id}/test"] = Rights,
        ["POST /settings/programs/webhooks/{id}/again"] = Rights,
        ["POST /settings/programs/webhooks/{id}/stop"] = Rights,
        ["POST /settings/programs/webhooks/{id}/resume"] = Rights,
        ["POST /settings/programs/webhooks/{id}/remove"] = Rights,
        ["POST /settings/keeping/{number}/hold"] = "POST /api/v1/keeping/{number}/hold",
        ["POST /settings/keeping/{number}/lift"] = "POST /api/v1/keeping/{number}/lift",
        ["POST /requests/views"] = View,
        ["POST /requests/views/rename"] = View,
        ["POST /requests/views/share"] = View,
        ["POST /requests/views/delete"] = "DELETE /api/v1/views",
        ["POST /drafts"] = "POST /api/v1/drafts",
        ["POST /drafts/{id:long}/parts/{part}"] = Parts,
        ["POST /drafts/{id:long}/parts/{part}/live"] = "GET /api/v1/drafts/{id:long}/findings",
        ["POST /drafts/{id:long}/urgency"] = Parts,
        ["POST /drafts/{id:long}/offer"] = "POST /api/v1/drafts/{id:long}/offer",
        ["POST /drafts/{id:long}/release"] = "POST /api/v1/drafts/{id:long}/release",
        ["POST /drafts/{id:long}/send-back"] = "POST /api/v1/drafts/{id:long}/send-back",
        ["POST /drafts/{id:long}/discard"] = "DELETE /api/v1/drafts/{id:long}",
        ["POST /drafts/{id:long}/steps/{rule}"] = "POST /api/v1/drafts/{id:long}/steps/{rule}",
        ["POST /drafts/{id:long}/files/{item}"] = "POST /api/v1/drafts/{id:long}/files/{item}",
        ["POST /drafts/{id:long}/files/{item}/remove"] = "DELETE /api/v1/drafts/{id:long}/files/{item}/{hash}",
        ["POST /drafts/{id:long}/files/{item}/{hash}/text"] = Parts,
        ["POST /prepared/{id:long}/release"] = "POST /api/v1/prepared/{id:long}/release",
        ["POST /prepared/{id:long}/send-back"] = "POST /api/v1/prepared/{id:long}/send-back",
        ["POST /requests/{number}/do/{move}/drafts/{draft:long}/discard"] =
            "DELETE /api/v1/requests/{number}/half-written/{id:long}",
        ["POST /prepared/{id:long}/take-back"] = "POST /api/v1/prepared/{id:long}/take-back",
        ["POST /prepared/{id:long}/steps/{rule}"] = "POST /api/v1/prepared/{id:long}/steps/{rule}",
        ["POST /requests/{number}/do/{move}"] = "POST /api/v1/requests/{number}/moves",
        ["POST /requests/{number}/files"] = "POST /api/v1/requests/{number}/files",
        ["POST /requests/{number}/files/remove"] = "DELETE /api/v1/requests/{number}/files/{hash}",
        // What a file is, a program says where it names the file.
        ["POST /requests/{number}/files/{hash}/text"] = "POST /api/v1/requests/{number}/moves",
        ["POST /drafts/{id:long}/files/{item}/uploads"] = "POST /api/v1/drafts/{id:long}/files/{item}/uploads",
        ["POST /drafts/{id:long}/files/{item}/uploads/{upload}/cancel"] =
            "DELETE /api/v1/drafts/{id:long}/files/{item}/uploads/{upload}",
        ["POST /requests/{number}/files/uploads"] = "POST /api/v1/requests/{number}/files/uploads",
        ["POST /requests/{number}/files/uploads/{upload}/cancel"] =
            "DELETE /api/v1/requests/{number}/files/uploads/{upload}",
        ["POST /requests/acknowledge"] = OneByOne,
        ["POST /requests/assign"] = OneByOne,
        ["POST /review"] = "POST /api/v1/review/compare",
        ["POST /review/publish"] = "POST /api/v1/review/publish",
        ["POST /agreements/propose"] = "POST /api/v1/agreements",
        ["POST /agreements/{number}/{move}"] = Agree,
        ["POST /agreements/prepared/{id:long}/release"] = $"POST {Prepared}/release",
        ["POST /agreements/prepared/{id:long}/send-back"] = $"POST {Prepared}/send-back",
        ["POST /agreements/prepared/{id:long}/take-back"] = $"POST {Prepared}/take-back",
        ["POST /agreements/prepared/{id:long}/steps/{rule}"] = $"POST {Prepared}/steps/{{rule}}",
        ["POST /record/verify"] = "POST /api/v1/record/check",
        ["POST /matters/{matter}/assign"] = Give,
        ["POST /matters/{matter}/take"] = Give,
        ["POST /matters/{matter}/tasks"] = "POST /api/v1/matters/{matter}/tasks",
        ["POST /matters/{matter}/notes"] = "POST /api/v1/matters/{matter}/notes",
        ["POST /matters/{matter}/compared"] = "PUT /api/v1/matters/{matter}/compared/{other}",
        ["POST /notes/{id:long}"] = "PUT /api/v1/notes/{id:long}",
        ["POST /notes/{id:long}/delete"] = "DELETE /api/v1/notes/{id:long}",
        ["POST /tasks/{id:long}/done"] = "POST /api/v1/tasks/{id:long}/done",
        ["POST /tasks/{id:long}/reopen"] = "POST /api/v1/tasks/{id:long}/reopen",
    };

    [Fact]
    public void Every_form_has_its_call_or_a_reason_why_there_is_none()
    {
        var forms = AccessTable
            .Rows.Where(row =>
                row.Key.StartsWith("POST ", StringComparison.Ordinal)
                && !row.Value.StartsWith(AccessTable.Programs, StringComparison.Ordinal)
                && row.Value is not AccessTable.Command
            )
            .Select(row => row.Key);
        Assert.Equal(forms.Order(StringComparer.Ordinal), Forms.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            Forms.Values.Where(call => call.Contains(" /api/", StringComparison.Ordinal)),
            call => Assert.Contains(call, AccessTable.Rows.Keys)
        );
    }
}
