namespace Parley.Simulation;

/// <summary>The simulator finds every bug planted in it: else its silence would mean little.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int Most = 400;

    public static TheoryData<string> Names => [.. Enum.GetNames<Mutant>().Where(n => n != nameof(Mutant.None))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found(string name)
    {
        var mutant = Enum.Parse<Mutant>(name);
        for (var seed = 1UL; seed <= Most; seed++)
        {
            var outcome = World.Run(Of(mutant, seed));
            if (outcome.Broken is not null)
            {
                output.WriteLine($"{name} at seed {seed}: {outcome.Broken.Split('\n')[0]}");
                return;
            }
        }
        Assert.Fail($"{name} was not found in {Most} seeds.");
    }

    private static Play Of(Mutant mutant, ulong seed) =>
        new(seed)
        {
            Mutant = mutant,
            // What a restored node had agreed to has to be among what it lost.
            Agreed = mutant switch
            {
                Mutant.NeverFoldsAnew => false,
                Mutant.ErasesTooEarly => true,
                _ => null,
            },
            Erases = mutant == Mutant.ErasesTooEarly,
            Weather =
                mutant == Mutant.NeverFoldsAnew
                    ? Weather.Calm with
                    {
                        CrashAnywhere = 100,
                        BackUp = 100,
                        RestoreAtRestart = 1000,
                    }
                    : null,
            Nations = mutant == Mutant.MixesLinks ? 3 : null,
            Liar = mutant
                is Mutant.BelievesTheOverlap
                    or Mutant.LosesTheEvidence
                    or Mutant.BelievesAnySignature
                    or Mutant.BelievesAnyReceipt
                    or Mutant.GoesOnAfterDivergence
                ? true
                : null,
        };
}
