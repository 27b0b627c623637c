using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Parley.Node.Look;

/// <summary>Answers with a page: a component in the frame, rendered once by the server.</summary>
public static class Show
{
    public static IResult Page<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : IComponent => Page<TPage>(StatusCodes.Status200OK, parameters);

    public static IResult Page<TPage>(int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(
            parameters.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)
        )
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
}
