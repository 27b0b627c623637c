using Microsoft.Extensions.Localization;

// The assembly is named for its command; without this, every page would silently fall back to English.
[assembly: RootNamespace("Parley.Node")]

namespace Parley.Node.Look;

/// <summary>Names the resource files with the words of the frame: LookWords.resx and LookWords.zh-Hans.resx.</summary>
public sealed class LookWords;
