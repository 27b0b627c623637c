namespace Parley.Node.Look;

/// <summary>The hidden field by which a form is known again when it is sent twice.</summary>
public static class OnceField
{
    public const string Name = "once";
}
