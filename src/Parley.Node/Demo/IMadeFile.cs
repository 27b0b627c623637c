namespace Parley.Node.Demo;

/// <summary>A file of a story that does not lie among the samples but is made when the demo starts, always the same.
/// </summary>
public interface IMadeFile
{
    /// <summary>The bytes of the file.</summary>
    /// <param name="name">Its name, from which what varies in it is drawn.</param>
    byte[] Make(string name, StoryDates dates);
}
