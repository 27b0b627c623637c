namespace Parley.Tests.Access;

/// <summary>The rows of <see cref="AccessTable"/> whose address names nothing at the node that is asked, so that who is
/// let through is answered 404; each with the reason.</summary>
internal static class NotThere
{
    private const string Deleted = "asked for by its name, it would be gone for those who ask next";
    private const string Same = "the two copies of the record are the same";
    private const string NoSheet = "no answer here came with a certificate";
    private const string NoForm = "no request here asks for a certificate";
    private const string NoReview = "no review is published here";

    public static readonly IReadOnlyDictionary<string, string> Rows = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["GET /record/{peer}/divergence.txt"] = Same,
        ["GET /api/v1/record/{peer}/divergence.txt"] = Same,
        ["GET /requests/{number}/certificates/{sheet:int}"] = NoSheet,
        ["GET /requests/{number}/certificates/{sheet:int}.pdf"] = NoSheet,
        ["GET /requests/{number}/certificates/blank/{form}"] = NoForm,
        ["GET /requests/{number}/certificates/blank/{form}/pdf"] = NoForm,
        ["GET /api/v1/requests/{number}/certificates/blank/{form}"] = NoForm,
        ["GET /api/v1/requests/{number}/certificates/blank/{form}/pdf"] = NoForm,
        ["GET /api/v1/requests/{number}/certificates/{sheet:int}"] = NoSheet,
        ["GET /api/v1/requests/{number}/certificates/{sheet:int}.pdf"] = NoSheet,
        ["GET /reviews/{number}"] = NoReview,
        ["GET /api/v1/reviews/{number}"] = NoReview,
        ["GET /agreements/prepared/{id:long}/document.json"] = "what waits ends an agreement, and has no document",
        ["GET /api/v1/requests/{number}/half-written/{id:long}"] =
            "whose role may read one depends on its step, and is asked once it is found",
        ["DELETE /api/v1/requests/{number}/files/{hash}"] = Deleted,
        ["DELETE /api/v1/requests/{number}/files/uploads/{upload}"] = Deleted,
        ["DELETE /api/v1/drafts/{id:long}/files/{item}/{hash}"] = Deleted,
        ["DELETE /api/v1/drafts/{id:long}/files/{item}/uploads/{upload}"] = Deleted,
        ["DELETE /api/v1/notes/{id:long}"] = Deleted,
    };
}
