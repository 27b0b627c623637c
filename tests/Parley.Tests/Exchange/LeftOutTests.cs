using System.Text;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;

namespace Parley.Tests.Exchange;

public sealed class LeftOutTests
{
    [Fact]
    public void A_member_that_may_be_null_may_be_left_out() =>
        Assert.Equal(
            new RequestStatement.FirstResponse(WillAnswer.Yes, Form: null, By: null, Note: null),
            StatementFormat.Read("request.first-response", Encoding.UTF8.GetBytes("{\"will\":\"yes\"}"))
        );

    [Fact]
    public void A_member_that_may_not_be_null_may_not_be_left_out() =>
        Assert.IsNotType<RequestStatement.Answered>(
            StatementFormat.Read("request.answered", Encoding.UTF8.GetBytes("{\"items\":[],\"useLimits\":null}"))
        );
}
