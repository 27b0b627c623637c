using Parley.Node.Search;

namespace Parley.Node.Together;

/// <summary>What the officers of one node do together, as services of its pages.</summary>
public static class TogetherHosting
{
    public static IServiceCollection AddTogether(this IServiceCollection services)
    {
        services.AddSingleton<MatterBook>();
        services.AddSingleton<StaffBook>();
        services.AddSingleton<AssignmentShelf>();
        services.AddSingleton<Assigning>();
        services.AddSingleton<Choosing>();
        services.AddSingleton<NoteShelf>();
        services.AddSingleton<TaskShelf>();
        services.AddSingleton<ComparedShelf>();
        services.AddSingleton<Comparing>();
        services.AddSingleton<InsideBook>();
        services.AddSingleton<InsideErasing>();
        services.AddSingleton<HeldBook>();
        services.AddSingleton<InsideTodos>();
        services.AddSingleton<ISearching, SearchingNotes>();
        services.AddSingleton<ISearching, SearchingTasks>();
        services.AddSingleton<ISearching, SearchingOfficers>();
        services.AddSingleton<NoticeShelf>();
        services.AddSingleton<NoticeCauses>();
        services.AddSingleton<NoticeRound>();
        return services;
    }
}
