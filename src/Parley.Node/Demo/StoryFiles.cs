using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;

namespace Parley.Node.Demo;

/// <summary>Gives the steps of a story the files that go with them, sealed at the node of who sends them.</summary>
public sealed class StoryFiles(TwoNations nations)
{
    /// <summary>The draft with the files of the request.</summary>
    public async Task<Draft> With(Draft draft, Story story, StoryDates dates)
    {
        var files = await Of(story, 0, story.From, dates);
        return files.Count == 0 ? draft : draft.With("files", new Entry.Parcels([.. files]));
    }

    /// <summary>The statement of a step with its files.</summary>
    public async Task<Statement> With(Statement statement, Story story, int step, PartyCode by, StoryDates dates) =>
        await Of(story, step, by, dates) is { Count: > 0 } files
            ? statement switch
            {
                RequestStatement.Answered answered => answered with { Parcels = [.. files] },
                RequestStatement.Clarified clarified => clarified with { Parcels = [.. files] },
                RequestStatement.Supplemented supplemented => supplemented with { Parcels = [.. files] },
                RequestStatement.Progress progress => progress with { Parcels = [.. files] },
                _ => throw new InvalidDataException($"Story {story.Number}: step {step} carries no files."),
            }
            : statement;

    private async Task<IReadOnlyList<Attached>> Of(Story story, int step, PartyCode by, StoryDates dates)
    {
        var attached = new List<Attached>();
        foreach (var file in story.Files.Where(file => file.Step == step))
        {
            using var bytes = new MemoryStream(
                file.Made is { } made
                    ? made.Make(file.Name, dates)
                    : Encoding.UTF8.GetBytes(
                        dates.Fill(await File.ReadAllTextAsync(Path.Combine(story.Folder, file.Name)))
                    )
            );
            var parcel = await ParcelSealing.Seal(
                nations.Parcels(by),
                nations.Other(by),
                bytes,
                file.Name[(story.Number.Length + 1)..],
                file.MediaType,
                bytes.Length,
                CancellationToken.None
            );
            attached.Add(new Attached(parcel!, file.For, file.Text));
        }
        return attached;
    }
}
