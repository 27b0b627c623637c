namespace Parley.Node.Together;

/// <summary>Names the resource files with the words of notices by e-mail.</summary>
public sealed class NoticeWords;
