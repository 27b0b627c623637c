using Parley.Node.Access;

namespace Parley.Tests.Access;

/// <summary>The rows of <see cref="AccessTable"/> for agreements and reviews.</summary>
internal static class AgreementRows
{
    public static readonly Dictionary<string, string> All = new(StringComparer.Ordinal)
    {
        ["GET /review"] = AccessTable.Matters,
        ["POST /review"] = nameof(Role.Releaser),
        ["GET /review/publish"] = nameof(Role.Releaser),
        ["POST /review/publish"] = nameof(Role.Releaser),
        ["GET /reviews/{number}"] = AccessTable.Matters,
        ["GET /agreements"] = AccessTable.Matters,
        ["GET /agreements/{number}/{version:int}/document.json"] = AccessTable.Matters,
        ["GET /agreements/propose"] = nameof(Role.Releaser),
        ["POST /agreements/propose"] = nameof(Role.Releaser),
        ["POST /agreements/{number}/{move}"] = nameof(Role.Releaser),
        ["GET /agreements/prepared/{id:long}"] = AccessTable.Matters,
        ["GET /agreements/prepared/{id:long}/document.json"] = AccessTable.Matters,
        ["POST /agreements/prepared/{id:long}/release"] = nameof(Role.Releaser),
        ["POST /agreements/prepared/{id:long}/send-back"] = nameof(Role.Releaser),
        ["POST /agreements/prepared/{id:long}/take-back"] = nameof(Role.Releaser),
        ["POST /agreements/prepared/{id:long}/steps/{rule}"] = AccessTable.Matters,
        ["GET /review/figures.json"] = AccessTable.Matters,
        ["GET /review/figures.csv"] = AccessTable.Matters,
        ["GET /review/figures.pdf"] = AccessTable.Matters,
        ["GET /agreements/{number}"] = AccessTable.Matters,
        ["GET /agreements/model-guidelines.json"] = nameof(Role.Releaser),
        ["GET /api/v1/agreements"] = AccessTable.ToRead,
        ["GET /api/v1/agreements/{number}"] = AccessTable.ToRead,
        ["GET /api/v1/agreements/{number}/{version:int}"] = AccessTable.ToRead,
        ["GET /api/v1/agreements/{number}/changes"] = AccessTable.ToRead,
        ["GET /api/v1/reviews/{number}"] = AccessTable.ToRead,
        ["GET /api/v1/review"] = AccessTable.ToRead,
        ["GET /api/v1/review/figures.json"] = AccessTable.ToRead,
        ["GET /api/v1/review/figures.csv"] = AccessTable.ToRead,
        ["GET /api/v1/review/figures.pdf"] = AccessTable.ToRead,
        ["POST /api/v1/agreements"] = AccessTable.ToAgree,
        ["POST /api/v1/agreements/{number}/moves"] = AccessTable.ToAgree,
        ["GET /api/v1/agreements/prepared"] = AccessTable.ToRead,
        ["GET /api/v1/agreements/prepared/{id:long}"] = AccessTable.ToRead,
        ["POST /api/v1/agreements/prepared/{id:long}/release"] = AccessTable.ToAgree,
        ["POST /api/v1/agreements/prepared/{id:long}/send-back"] = AccessTable.ToAgree,
        ["POST /api/v1/agreements/prepared/{id:long}/take-back"] = AccessTable.ToAgree,
        ["POST /api/v1/agreements/prepared/{id:long}/steps/{rule}"] = AccessTable.ToCheck,
        ["POST /api/v1/review/compare"] = AccessTable.ToAgree,
        ["POST /api/v1/review/publish"] = AccessTable.ToAgree,
    };
}
