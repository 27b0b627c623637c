using System.CommandLine;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Lines;
using Parley.Node.Record;

namespace Parley.Node.Commands;

/// <summary>`parley rebuild`: folds all views anew from the record.</summary>
internal static class RebuildCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var command = new Command(
            "rebuild",
            "Make all lists and states anew from the record. The record itself is not touched. Stop the node first."
        )
        {
            data,
        };
        return command.Doing(
            async (parsed, _) =>
            {
                var folder = Places.Folder(parsed, data);
                await using var held = folder.Hold();
                await Places.WithRecord(
                    folder,
                    async (record, _) =>
                    {
                        await Progress.Of(
                            "Rebuilding",
                            async progress =>
                            {
                                await record.Rebuild(progress);
                                return true;
                            }
                        );
                        return await Lines(record, folder);
                    }
                );
                Console.WriteLine("Rebuilt.");
                return ParleyCommand.Done;
            }
        );
    }

    private static async Task<bool> Lines(JointRecord record, NodeFolder folder)
    {
        using var shelf = new LineShelf(folder.DeskFolder);
        var keeper = record.Follow(shelf);
        foreach (var peer in record.Peers)
        {
            await Progress.Of(
                $"Lists with {peer.Code}",
                progress =>
                {
                    keeper.Rebuild(peer.Code, progress);
                    return Task.FromResult(true);
                }
            );
        }
        return true;
    }
}

/// <summary>`parley record`: writes the joint record out as a folder anyone can check.</summary>
internal static class RecordCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var with = new Option<string?>("--with") { Description = "Code of the other party, where there are several." };
        var target = new Argument<DirectoryInfo>("FOLDER") { Description = "Where to write it; made if missing." };
        var reason = RestrictedUse.Reason();
        var into = new Command(
            "out",
            "Write the joint record of a link into a folder: cards, one line for each entry, checkpoints with receipts. "
                + "`parley-verify FOLDER` checks it with public keys alone."
        )
        {
            data,
            with,
            target,
            reason,
        };
        into.Doing(
            (parsed, _) =>
                Places.WithRecord(
                    Places.Folder(parsed, data),
                    async (record, shelf) =>
                    {
                        var peer = Places.Peer(record, parsed.GetValue(with));
                        // By the cards its first entries name; later ones bear the same keys.
                        var (own, theirs) = new MetCards(Places.Folder(parsed, data)).Compared(peer);
                        var folder = parsed.GetValue(target)!.FullName;
                        var why = parsed.GetValue(reason);
                        if (!await RestrictedUse.IsGivenForAll(record, shelf, peer, why))
                        {
                            return ParleyCommand.Found;
                        }
                        var noted = RestrictedUse.Noted($"record {peer.Code}", why);
                        Places.NoteWrittenOut(Places.Folder(parsed, data), noted);
                        await Progress.Of(
                            $"Writing {peer.Code}",
                            progress =>
                            {
                                RecordFolder.Write(own, theirs, shelf, folder, progress);
                                return Task.FromResult(true);
                            }
                        );
                        await File.WriteAllTextAsync(
                            Path.Combine(folder, FolderText.Name),
                            FolderText.Of(record.Self.Code.ToString(), peer)
                        );
                        Console.WriteLine($"Wrote the record with {peer.Code} to {folder}.");
                        return ParleyCommand.Done;
                    }
                )
        );
        return new Command("record", "The joint record as a folder.") { into };
    }
}

/// <summary>`parley evidence ID`: one ZIP with everything said about a subject, and its proofs.</summary>
internal static class EvidenceCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var id = new Argument<string>("ID") { Description = "Reference number, such as US-R-2026-0012." };
        var file = new Option<FileInfo?>("--out") { Description = "File to write. Default: ID.zip" };
        var json = Places.Json();
        var reason = RestrictedUse.Reason();
        var command = new Command(
            "evidence",
            "Write a ZIP with every entry about a request or agreement, the proof of each with both parties' "
                + "signatures, both cards, and a text that tells a court how to check it."
        )
        {
            data,
            id,
            file,
            json,
            reason,
        };
        return command.Doing(
            (parsed, _) =>
                Places.WithRecord(
                    Places.Folder(parsed, data),
                    async (record, _) =>
                    {
                        var about = SubjectId.Parse(parsed.GetValue(id)!);
                        var target = parsed.GetValue(file)?.FullName ?? Path.GetFullPath($"{about}.zip");
                        var why = parsed.GetValue(reason);
                        foreach (var peer in record.Peers)
                        {
                            if (
                                record.Reading.Find(peer.Code, about) is Request request
                                && !await RestrictedUse.IsGiven(record, request, why)
                            )
                            {
                                return ParleyCommand.Found;
                            }
                        }
                        Places.NoteWrittenOut(
                            Places.Folder(parsed, data),
                            RestrictedUse.Noted($"evidence {about}", why)
                        );
                        foreach (var peer in record.Peers)
                        {
                            if (await EvidenceFile.Of(record, peer, about) is { } zip)
                            {
                                await File.WriteAllBytesAsync(target, zip);
                                Tell(about, target, parsed.GetValue(json));
                                return ParleyCommand.Done;
                            }
                        }
                        var erased = record.Peers.Any(peer => record.Reading.Erased(peer.Code, about) is not null);
                        await Console.Error.WriteLineAsync(
                            erased
                                ? $"parley: the words of {about} were erased here by a rule of keeping; there is no evidence to give."
                                : $"parley: nothing receipted is held about {about}."
                        );
                        return ParleyCommand.Found;
                    }
                )
        );
    }

    private static void Tell(SubjectId about, string file, bool json)
    {
        if (json)
        {
            Places.Print(new { About = about.ToString(), File = file });
        }
        else
        {
            Console.WriteLine($"Wrote {file}.");
        }
    }
}
