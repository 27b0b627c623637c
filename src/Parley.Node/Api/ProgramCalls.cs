using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Lines;
using Parley.Node.Webhooks;

namespace Parley.Node.Api;

/// <summary>
/// Everything programs may ask (docs/guides/connect-a-case-system.md): each call names the scope it wants; those that
/// make something bear a key, so that asked again they do nothing.
/// </summary>
public static class ProgramCalls
{
    public static IServiceCollection AddPrograms(this IServiceCollection services)
    {
        services.AddSingleton<ApiDatabase>();
        services.AddSingleton<ApiCalls>();
        services.AddSingleton<RequestWalk>();
        services.AddSingleton<FeedClocks>();
        services.AddSingleton<FeedHolds>();
        services.AddSingleton<SentBackNow>();
        services.AddSingleton<LeftReleased>();
        services.AddSingleton<Feed>();
        services.AddSingleton(at => new WebhookGate(at.GetRequiredService<DeskOptions>().WebhookNetworks));
        services.AddSingleton(at => new WebhookLine(at.GetRequiredService<WebhookGate>()));
        services.AddSingleton<WebhookShelf>();
        services.AddSingleton<WebhookTodos>();
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService<FeedKeeping>();
        return services;
    }

    public static void MapPrograms(this RouteGroupBuilder api)
    {
        api.MapGet("/openapi.json", () => ApiAnswer.Raw(ApiDocument.Bytes));
        var all = api.MapGroup("").AddEndpointFilter(ProblemException.Told);
        var reads = all.MapGroup("").RequireAuthorization(Rights.ProgramReads);
        reads.MapRequestReads();
        reads.MapDraftReads();
        reads.MapMatterReads();
        reads.MapRecordReads();
        reads.MapChangeReads();
        reads.MapInsideReads();
        reads.MapStepReads();
        reads.MapReturnedReads();
        reads.MapKeepingReads();
        reads.MapPreparedAgreementReads();
        reads.MapRuleBookReads();
        reads.MapViewReads();
        reads.MapViewChanges();
        reads.MapHalfWrittenReads();
        reads.MapQuotaReads();
        reads.MapStaffReads();
        reads.MapDeskReads();
        reads.MapReviewDocumentReads();
        reads.MapAgreementChangeReads();
        reads.MapRecordCheckReads();
        all.MapGroup("").RequireAuthorization(Rights.ProgramAudits).MapLogReads();
        Once(reads).MapRecordCheckCalls();
        var drafts = all.MapGroup("").RequireAuthorization(Rights.ProgramDrafts);
        drafts.MapGroup("").AddEndpointFilter(TakenBody.Take).MapDraftChanges();
        drafts.MapFileChanges();
        drafts.MapUploadChanges();
        drafts.MapGroup("").AddEndpointFilter(Idempotency.OnceOfFile).MapFileCalls();
        Once(drafts).MapDraftCalls();
        Once(drafts).MapUploadCalls();
        // A decision is only prepared by it, so the scope of drafts would do; one that is not is stated at once.
        var acts = all.MapGroup("").RequireAuthorization(Rights.ProgramActs);
        acts.MapGroup("").AddEndpointFilter(TakenBody.Take).MapNoteChanges();
        acts.MapGroup("").AddEndpointFilter(TakenBody.Take).MapComparedChanges();
        acts.MapGroup("").AddEndpointFilter(TakenBody.Take).MapHalfWrittenChanges();
        acts.MapReturnedChanges();
        var once = Once(acts);
        once.MapMoveCalls();
        once.MapHalfWrittenCalls();
        once.MapInsideCalls();
        Once(all.MapGroup("").RequireAuthorization(Rights.ProgramReleases)).MapReleaseCalls();
        Once(all.MapGroup("").RequireAuthorization(Rights.ProgramChecks)).MapStepCalls();
        Once(all.MapGroup("").RequireAuthorization(Rights.ProgramAgrees)).MapAgreementCalls();
        Once(all.MapGroup("").RequireAuthorization(Rights.ProgramKeeps)).MapKeepingCalls();
    }

    private static RouteGroupBuilder Once(RouteGroupBuilder group) =>
        group.MapGroup("").AddEndpointFilter(TakenBody.Take).AddEndpointFilter(Idempotency.Once);
}
