using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Access;

/// <summary>A page that answers a form is read like any other page.</summary>
public sealed class FormReadTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Fact]
    public async Task A_form_that_comes_back_with_what_is_wrong_is_a_line_and_one_that_leads_on_is_none()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var form = $"/requests/{open.Request}/do/RespondFirst";
        using (var wrong = await OpenDesk.Post(drafter, form, form, ("once", "1")))
        {
            Assert.Equal(422, (int)wrong.StatusCode);
        }
        // The form, and the form again.
        Assert.Equal(2, Lines(form));
        var move = $"/requests/{open.Request}/do/Acknowledge";
        using (var done = await OpenDesk.Post(drafter, move, move, ("once", "2")))
        {
            Assert.Equal(302, (int)done.StatusCode);
        }
        Assert.Equal(1, Lines(move));
    }

    private int Lines(string path) =>
        open
            .Node.Services.GetRequiredService<LocalShelf>()
            .Find(new ReadChoice(["drafter"]), 1, 200)
            .Count(one => string.Equals(one.Line.Path, path, StringComparison.Ordinal));
}
