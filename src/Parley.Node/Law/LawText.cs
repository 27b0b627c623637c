using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Law;

/// <summary>Rules in words, in both languages at once: what a rule says goes to programs and logs too.</summary>
public static class LawText
{
    private static readonly ResourceManager Words = new(typeof(LawWords));
    private static readonly ResourceManager AccessWordsOf = new(typeof(AccessWords));
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo(Languages.English);
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo(Languages.Chinese);

    /// <summary>One of the words of the law's pages.</summary>
    public static Bilingual Word(string key) => Both(Words, key);

    /// <summary>Who is meant by one of several descriptions.</summary>
    public static Bilingual Of(ImmutableArray<Who> any) =>
        any.IsDefaultOrEmpty ? Word("who.anybody") : Joined(any.Select(Of), Word("who.or"));

    /// <summary>Who is meant: "officers of police liaison with the role of releaser".</summary>
    public static Bilingual Of(Who who)
    {
        var comma = Word("who.comma");
        var parts = new List<Bilingual>();
        Add(who.Officers, "who.officers", one => new Bilingual(one, one));
        Add(who.Authorities, "who.authorities", one => new Bilingual(one, one));
        Add(who.Competences, "who.competences", one => Both(AccessWordsOf, "competence." + Lower(one)));
        Add(who.Roles, "who.roles", one => Both(AccessWordsOf, "role." + Lower(one)));
        return Joined(parts, Word("who.and"));

        void Add<T>(ImmutableArray<T>? given, string key, Func<T, Bilingual> name)
        {
            if (given is { IsDefaultOrEmpty: false } list)
            {
                var (form, names) = (Word(key), Joined(list.Select(name), comma));
                parts.Add(
                    new Bilingual(
                        string.Format(CultureInfo.InvariantCulture, form.En, names.En),
                        string.Format(CultureInfo.InvariantCulture, form.Zh, names.Zh)
                    )
                );
            }
        }
    }

    private static Bilingual Joined(IEnumerable<Bilingual> parts, Bilingual between)
    {
        var list = parts.ToList();
        return new Bilingual(
            string.Join(between.En, list.Select(one => one.En)),
            string.Join(between.Zh, list.Select(one => one.Zh))
        );
    }

    private static Bilingual Both(ResourceManager words, string key) =>
        new(words.GetString(key, English) ?? key, words.GetString(key, Chinese) ?? key);

    private static string Lower<T>(T one)
        where T : struct, Enum => one.ToString().ToLowerInvariant();
}
