using Parley.Node.Commands;

namespace Parley.Tests.Node;

/// <summary>The `parley` command as it is typed, and what it tells.</summary>
internal static class Told
{
    private static readonly SemaphoreSlim Console = new(1);

    /// <summary>The exit code alone.</summary>
    public static async Task<int> Run(params string[] args) => (await By(args)).Code;

    /// <summary>Runs the command in this process; one at a time, for there is one console.</summary>
    public static async Task<(int Code, string Out, string Error)> By(params string[] args)
    {
        await Console.WaitAsync();
        var (output, error) = (System.Console.Out, System.Console.Error);
        try
        {
            // Not disposed: what still holds the console when the command has ended may write to it once more.
            var told = new StringWriter();
            var complained = new StringWriter();
            System.Console.SetOut(TextWriter.Synchronized(told));
            System.Console.SetError(TextWriter.Synchronized(complained));
            // A node that starts where it should not would run for ever.
            var code = await ParleyCommand.Run(args).WaitAsync(TimeSpan.FromSeconds(60));
            return (code, told.ToString(), complained.ToString());
        }
        finally
        {
            System.Console.SetOut(output);
            System.Console.SetError(error);
            Console.Release();
        }
    }

    /// <summary>Runs the command with a password given as a script gives it.</summary>
    public static async Task<(int Code, string Out, string Error)> WithPassword(string password, params string[] args)
    {
        const string name = "PARLEY_PASSWORD";
        Environment.SetEnvironmentVariable(name, password);
        try
        {
            return await By(args);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>Expects exit code 2 and one sentence for an operator: no stack, no name of a type.</summary>
    public static async Task<string> Refused(params string[] args)
    {
        var (code, _, error) = await By(args);
        Assert.True(code == 2, $"{string.Join(' ', args)}: {code} {error}");
        Assert.StartsWith("parley: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.True(error.Length < 1000, error);
        return error;
    }

    /// <summary>Expects exit code 2; what was told, the number before the refusal included.</summary>
    public static async Task<string> Last(params string[] args)
    {
        var (code, _, error) = await By(args);
        Assert.True(code == 2, $"{string.Join(' ', args)}: {code} {error}");
        return error;
    }
}
