using Dapper;
using Parley.Cooperation;
using Parley.Node.Desk;
using Parley.Node.Erasing;

namespace Parley.Node.Together;

/// <summary>Where what a request says is erased, what officers noted about it goes too: notes, tasks, the words with
/// which it was handed over, and which notices it was the cause of.</summary>
public sealed class InsideErasing(DeskDatabase database) : IKeptBeside
{
    private const string Notes = $"(SELECT id FROM note WHERE {AssignmentShelf.OfMatter})";
    private const string Tasks = $"(SELECT id FROM task WHERE {AssignmentShelf.OfMatter})";

    /// <summary>Erases it from the database's file. Done again it finds nothing.</summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        db.Execute(
            $"""
            DELETE FROM mention WHERE note IN {Notes};
            DELETE FROM note WHERE {AssignmentShelf.OfMatter};
            DELETE FROM task_act WHERE task IN {Tasks};
            DELETE FROM task WHERE {AssignmentShelf.OfMatter};
            DELETE FROM notice WHERE {AssignmentShelf.OfMatter};
            DELETE FROM assigned WHERE {AssignmentShelf.OfMatter} AND peer = @peer;
            """,
            new { matter = request.ToString(), peer = peer.ToString() },
            work
        );
        work.Commit();
    }
}
