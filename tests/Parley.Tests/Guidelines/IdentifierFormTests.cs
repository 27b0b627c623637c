using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Tests.Guidelines;

/// <summary>Which identifiers can be searched for as they are written, and which are the same.</summary>
public sealed class IdentifierFormTests
{
    [Theory]
    [InlineData("ipv4", "192.0.2.7", true)]
    [InlineData("ipv4", "192.0.2.007", false)]
    [InlineData("ipv4", "192.0.2", false)]
    [InlineData("ipv4", "192.0.2.7.1", false)]
    [InlineData("ipv4", "192.0.2.256", false)]
    [InlineData("ipv4", "192.0.2.-1", false)]
    [InlineData("ipv4", "192[.]0[.]2[.]7", false)]
    [InlineData("ipv6", "2001:db8::7", true)]
    [InlineData("ipv6", "2001:db8::7%eth0", false)]
    [InlineData("ipv6", "2001:db8:::7", false)]
    [InlineData("ipv6", "192.0.2.7", false)]
    [InlineData("domain", "mail.example.com", true)]
    [InlineData("domain", "例子.测试", true)]
    [InlineData("domain", "localhost", false)]
    [InlineData("domain", "a..example", false)]
    [InlineData("domain", "-a.example", false)]
    [InlineData("domain", "a b.example", false)]
    [InlineData("domain", "192.0.2.7", false)]
    [InlineData("url", "https://example.com/a?b=c", true)]
    [InlineData("url", "hxxps://example.com", false)]
    [InlineData("url", "javascript:alert(1)", false)]
    [InlineData("url", "file:///etc/passwd", false)]
    [InlineData("url", "/relative", false)]
    [InlineData("email", "a.b+c@example.com", true)]
    [InlineData("email", "a@b@example.com", false)]
    [InlineData("email", "@example.com", false)]
    [InlineData("email", "a@localhost", false)]
    [InlineData("email", "A <a@example.com>", false)]
    [InlineData("phone", "+1 (202) 555-0100", true)]
    [InlineData("phone", "202 555 0100", false)]
    [InlineData("phone", "+12", false)]
    [InlineData("sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true)]
    [InlineData("sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85", false)]
    [InlineData("wallet", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", true)]
    [InlineData("wallet", "my wallet", false)]
    [InlineData("account", "somebody", true)]
    [InlineData("account", " ", false)]
    [InlineData("other", "a\u0007b", false)]
    [InlineData("other", "a\u0085b", false)]
    [InlineData("account", "user\u202egnp.exe", false)]
    [InlineData("account", "pay\u200bments", false)]
    [InlineData("account", "a\u2066b", false)]
    [InlineData("account", "a\u2028b", false)]
    [InlineData("other", "\ufeffa", false)]
    [InlineData("other", "a\U000E0041", false)]
    [InlineData("account", "账户 one", true)]
    [InlineData("url", "https://example.com/\u202eexe", false)]
    [InlineData("email", "a\u2060@example.com", false)]
    [InlineData("nothing", "a", false)]
    public void The_form_of_each_type_is_checked(string type, string value, bool valid) =>
        Assert.Equal(valid, IdentifierForm.IsValid(new Identifier(type, value)));

    [Theory]
    [InlineData("domain", "Mail.Example.COM.", "mail.example.com")]
    [InlineData("domain", "例子.测试", "xn--fsqu00a.xn--0zwm56d")]
    [InlineData("ipv6", "2001:0DB8:0:0:0:0:0:7", "2001:db8::7")]
    [InlineData("email", "Pay@Example.COM", "pay@example.com")]
    [InlineData("phone", "+1 (202) 555-0100", "+12025550100")]
    [InlineData("url", "HTTPS://Example.com", "https://example.com/")]
    [InlineData("account", " Somebody ", "Somebody")]
    public void The_same_identifier_has_one_normal_form(string type, string value, string normal) =>
        Assert.Equal(normal, IdentifierForm.Normal(new Identifier(type, value)));

    [Theory]
    [InlineData("domain", "\u0430pple.example", "xn--pple-43d.example")]
    [InlineData("url", "https://\u0430pple.example/a", "xn--pple-43d.example")]
    [InlineData("email", "pay@\u0430pple.example", "xn--pple-43d.example")]
    [InlineData("domain", "apple.example", null)]
    [InlineData("url", "https://apple.example/\u0430", null)]
    [InlineData("account", "\u0430pple", null)]
    public void A_host_in_other_letters_has_its_form_in_ASCII_beside_it(string type, string value, string? host) =>
        Assert.Equal(host, IdentifierForm.AsciiHost(new Identifier(type, value)));
}
