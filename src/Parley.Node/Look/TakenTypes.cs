using Microsoft.AspNetCore.Http.Metadata;

namespace Parley.Node.Look;

/// <summary>
/// The compiler makes the delegates of all addresses, so that a node starts at once. Of an address whose parameters
/// stand in a record it then says that it takes JSON alone; what an address takes is looked at by the address itself.
/// </summary>
internal static class TakenTypes
{
    private const string Json = "application/json";

    /// <summary>Takes that word back for every address of the group.</summary>
    public static RouteGroupBuilder TakesAnything(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(address =>
        {
            foreach (var said in address.Metadata.OfType<IAcceptsMetadata>().Where(IsGuessed).ToList())
            {
                address.Metadata.Remove(said);
            }
        });
        return group;
    }

    private static bool IsGuessed(IAcceptsMetadata said) => said is { RequestType: null, ContentTypes: [Json] };
}
