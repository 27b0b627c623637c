using Parley.Node.Access;

namespace Parley.Tests.Access;

/// <summary>The rows of <see cref="AccessTable"/> for files.</summary>
internal static class FileRows
{
    public static readonly Dictionary<string, string> All = new(StringComparer.Ordinal)
    {
        ["GET /drafts/{id:long}/files/{item}"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/files/{item}"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/files/{item}/remove"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/files/{item}/uploads"] = nameof(Role.Drafter),
        ["PATCH /drafts/{id:long}/files/{item}/uploads/{upload}"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/files/{item}/uploads/{upload}/cancel"] = nameof(Role.Drafter),
        ["GET /drafts/{id:long}/files/{item}/{hash}"] = AccessTable.Matters,
        ["GET /drafts/{id:long}/files/{item}/{hash}/text"] = nameof(Role.Drafter),
        ["POST /drafts/{id:long}/files/{item}/{hash}/text"] = nameof(Role.Drafter),
        ["GET /requests/{number}/files"] = nameof(Role.Drafter),
        ["POST /requests/{number}/files"] = nameof(Role.Drafter),
        ["POST /requests/{number}/files/remove"] = nameof(Role.Drafter),
        ["POST /requests/{number}/files/uploads"] = nameof(Role.Drafter),
        ["PATCH /requests/{number}/files/uploads/{upload}"] = nameof(Role.Drafter),
        ["POST /requests/{number}/files/uploads/{upload}/cancel"] = nameof(Role.Drafter),
        ["GET /requests/{number}/files/{hash}"] = AccessTable.Matters,
        ["GET /requests/{number}/files/{hash}/text"] = nameof(Role.Drafter),
        ["POST /requests/{number}/files/{hash}/text"] = nameof(Role.Drafter),
        ["GET /api/v1/requests/{number}/files"] = AccessTable.ToRead,
        ["GET /api/v1/requests/{number}/files/{hash}"] = AccessTable.ToRead,
        ["POST /api/v1/requests/{number}/files"] = AccessTable.ToDraft,
        ["POST /api/v1/requests/{number}/files/uploads"] = AccessTable.ToDraft,
        ["GET /api/v1/requests/{number}/files/uploads/{upload}"] = AccessTable.ToDraft,
        ["PATCH /api/v1/requests/{number}/files/uploads/{upload}"] = AccessTable.ToDraft,
        ["DELETE /api/v1/requests/{number}/files/uploads/{upload}"] = AccessTable.ToDraft,
        ["DELETE /api/v1/requests/{number}/files/{hash}"] = AccessTable.ToDraft,
        ["POST /api/v1/drafts/{id:long}/files/{item}"] = AccessTable.ToDraft,
        ["POST /api/v1/drafts/{id:long}/files/{item}/uploads"] = AccessTable.ToDraft,
        ["GET /api/v1/drafts/{id:long}/files/{item}/uploads/{upload}"] = AccessTable.ToDraft,
        ["PATCH /api/v1/drafts/{id:long}/files/{item}/uploads/{upload}"] = AccessTable.ToDraft,
        ["DELETE /api/v1/drafts/{id:long}/files/{item}/uploads/{upload}"] = AccessTable.ToDraft,
        ["GET /api/v1/drafts/{id:long}/files/{item}/{hash}"] = AccessTable.ToRead,
        ["DELETE /api/v1/drafts/{id:long}/files/{item}/{hash}"] = AccessTable.ToDraft,
    };
}
