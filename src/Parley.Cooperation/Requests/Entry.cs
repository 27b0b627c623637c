using System.Collections.Immutable;
using Parley.Cooperation.Parcels;

namespace Parley.Cooperation.Requests;

/// <summary>
/// What an officer filled in for one item of a request. Its shape tells it apart in JSON, so that a request can be
/// read without the guidelines; whether the shape fits the item is for <see cref="Guidelines.Check"/> to say.
/// </summary>
public abstract record Entry
{
    /// <summary>A code, a date, an instant with its offset, a telephone number, a short name. JSON: a string.</summary>
    public sealed record Plain(string Value) : Entry;

    /// <summary>JSON: true or false.</summary>
    public sealed record YesNo(bool Value) : Entry;

    /// <summary>Several codes. JSON: an array of strings.</summary>
    public sealed record Several(ImmutableArray<string> Values) : Entry;

    /// <summary>Prose with its translation. JSON: {"text","language","translation"}.</summary>
    public sealed record Written(Prose Text) : Entry;

    /// <summary>An exact range of time, each end with its UTC offset. JSON: {"from","to"}.</summary>
    public sealed record Range(DateTimeOffset From, DateTimeOffset To) : Entry;

    /// <summary>Identifiers of accounts, hosts, persons. JSON: [{"type","value"}].</summary>
    public sealed record Identifiers(ImmutableArray<Identifier> Values) : Entry;

    /// <summary>The items asked for, answered one by one. JSON: [{"id","text":{"text","language","translation"}}],
    /// and "action", "owner", "by" where the item asks for them.</summary>
    public sealed record Sought(ImmutableArray<SoughtItem> Items) : Entry;

    /// <summary>Files that go with the request. JSON: [{"parcel":{…},"for":null,"text":{…}}].</summary>
    public sealed record Parcels(ImmutableArray<Attached> Files) : Entry;
}

/// <summary>One identifier, such as type "ipv4", value "192.0.2.7".</summary>
public sealed record Identifier(string Type, string Value);

/// <summary>One thing the requester asks for; its id ("1", "2" …) is what an answer names.</summary>
/// <param name="Action">Code of the action wanted, where the guidelines list actions for the item.</param>
/// <param name="Owner">Who takes the step, where steps have owners: a party's code, or <see cref="BothParties"/>.
/// </param>
/// <param name="By">The day by which it is to be taken, where steps have one.</param>
public sealed record SoughtItem(string Id, Prose Text, string? Action = null, string? Owner = null, DateOnly? By = null)
{
    /// <summary>The owner of a step that both parties take together.</summary>
    public const string BothParties = "both";
}
