using Spectre.Console;

namespace Parley.Node.Commands;

/// <summary>A progress bar on the terminal for long work; silent where there is no terminal.</summary>
internal static class Progress
{
    /// <summary>Does the work under a bar of its own.</summary>
    /// <param name="title">What is done, such as "Checking CN".</param>
    /// <param name="work">Gets what reports how much of how much is done.</param>
    public static async Task<T> Of<T>(string title, Func<Action<long, long>, Task<T>> work)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return await work((_, _) => { });
        }
        return await AnsiConsole
            .Progress()
            .HideCompleted(false)
            .StartAsync(async context =>
            {
                var task = context.AddTask(title.EscapeMarkup());
                var outcome = await work(
                    (done, all) =>
                    {
                        task.MaxValue = Math.Max(all, 1);
                        task.Value = done;
                    }
                );
                task.Value = task.MaxValue;
                return outcome;
            });
    }
}
