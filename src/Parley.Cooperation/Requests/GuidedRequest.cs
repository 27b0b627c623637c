using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>A request with the guidelines that it lives under: what its items mean stands there, and not in those of
/// another request that it names.</summary>
public sealed record GuidedRequest(Request Request, AgreedGuidelines Guidelines);
