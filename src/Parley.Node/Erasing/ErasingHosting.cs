using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Storage;
using Parley.Node.Together;

namespace Parley.Node.Erasing;

/// <summary>Puts together what erases, and what is told of it.</summary>
public static class ErasingHosting
{
    public static void AddErasing(this IServiceCollection services)
    {
        services.AddSingleton<EndedLines>();
        services.AddSingleton<ErasingBook>();
        services.AddSingleton<ForgottenDrafts>();
        services.AddSingleton<ErasingRound>();
        services.AddSingleton<IScrubbed>(at => at.GetRequiredService<LineShelf>());
        services.AddSingleton<IScrubbed>(at => at.GetRequiredService<DeskDatabase>());
        services.AddSingleton<IScrubbed>(at => at.GetRequiredService<ApiDatabase>());
        services.AddSingleton<IScrubbed>(at => at.GetRequiredService<AccountShelf>());
        // Before the drafts: what was noted while a request was a draft is found by that draft's number alone.
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<InsideErasing>());
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<ComparedShelf>());
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<ApiCalls>());
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<KeepingHolds>());
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<DraftShelf>());
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<PreparedShelf>());
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<MoveDraftShelf>());
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<UseLock>());
        // Before the files ready: what is still coming in then becomes none of them.
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<UploadShelf>());
        services.AddSingleton<IKeptBeside>(at => at.GetRequiredService<ReadyFiles>());
    }
}
