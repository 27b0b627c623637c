namespace Parley.Node.Webhooks;

/// <summary>Names the resource files with the words of programs and webhooks.</summary>
public sealed class WebhookWords;
