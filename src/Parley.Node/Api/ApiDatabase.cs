using Parley.Node.Desk;
using Parley.Node.Storage;

namespace Parley.Node.Api;

/// <summary>
/// The small database of what the node keeps for programs, <c>api.db</c> in the desk's folder: calls that must not be
/// done twice with their answers, what happened since, and what is to be told to whom. It is never sent.
/// </summary>
public sealed class ApiDatabase(DeskOptions options) : LocalDatabase(options.DataFolder, "api");
