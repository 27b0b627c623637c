namespace Parley.Node.Storage;

/// <summary>A file of the node that is to hold nothing any more of what was deleted in it.</summary>
public interface IScrubbed
{
    /// <summary>Sees to it. False where it is to be asked again.</summary>
    bool Scrub();
}
