using System.Text;
using Parley.Cooperation.Guidelines;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Tests.House;

/// <summary>The leaves do not know one another, so each says for itself which characters nobody sees.</summary>
public sealed class UnseenTests
{
    [Fact]
    public void All_rooms_agree_on_which_characters_nobody_sees()
    {
        for (var codepoint = 0; codepoint <= 0x10FFFF; codepoint++)
        {
            if (Rune.IsValid(codepoint))
            {
                var name = $"a{new Rune(codepoint)}b";
                var seen = !IdentifierForm.IsUnseen(codepoint);
                Assert.True(
                    seen == Frame.IsName(name) && seen == CardText.IsName(name),
                    $"U+{codepoint:X4} is seen in one room and not in another."
                );
            }
        }
    }
}
