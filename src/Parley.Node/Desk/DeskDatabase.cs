using Parley.Node.Storage;

namespace Parley.Node.Desk;

/// <summary>
/// The small database of what the desk keeps to itself, <c>desk.db</c> in the data folder: drafts and moves that wait
/// for release. It is apart from the record: nothing of it is ever sent.
/// </summary>
public sealed class DeskDatabase(DeskOptions options) : LocalDatabase(options.DataFolder, "desk");
