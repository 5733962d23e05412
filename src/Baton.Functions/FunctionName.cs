using System.Text.RegularExpressions;

namespace Baton.Functions;

/// <summary>A function as a caller names it: by its name, a part of its ARN (<c>123456789012:function:NAME</c>), or its ARN; each may end in a qualifier.</summary>
/// <remarks>A server has one function of a name: region and account are those of the caller, so that definitions written for any account run here.</remarks>
public sealed partial record FunctionName
{
    /// <summary>The qualifier of a function without one.</summary>
    public const string Latest = "$LATEST";

    public const string DefaultAccount = "000000000000";

    private FunctionName(string name, string? qualifier, string prefix) => (Name, Qualifier, Prefix) = (name, qualifier, prefix);

    public string Name { get; }

    /// <summary>A version or an alias; null where none was said.</summary>
    public string? Qualifier { get; }

    /// <summary>What the function is kept under: <c>NAME</c>, or <c>NAME:QUALIFIER</c>, which is a function of its own.</summary>
    public string Key => Qualifier is null or Latest ? Name : $"{Name}:{Qualifier}";

    /// <summary>The ARN, with the qualifier if one was said.</summary>
    public string Arn => Qualifier is null ? UnqualifiedArn : $"{UnqualifiedArn}:{Qualifier}";

    public string UnqualifiedArn => $"{Prefix}:function:{Name}";

    /// <summary>What is executed: the version that was named, or <c>$LATEST</c>.</summary>
    public string Version => Qualifier is not null && char.IsAsciiDigit(Qualifier[0]) ? Qualifier : Latest;

    private string Prefix { get; }

    /// <summary>Reads a name; null where it is none.</summary>
    /// <param name="text">The name, the part of an ARN, or the ARN.</param>
    /// <param name="region">The caller's region, for names that say none.</param>
    /// <param name="account">The caller's account, for names that say none.</param>
    public static FunctionName? Parse(string text, string region, string account = DefaultAccount)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        string Said(string group, string otherwise) => match.Groups[group].Success ? match.Groups[group].Value : otherwise;
        return new FunctionName(
            match.Groups["name"].Value,
            match.Groups["qualifier"].Success ? match.Groups["qualifier"].Value : null,
            $"arn:{Said("partition", "aws")}:lambda:{Said("region", region)}:{Said("account", account)}");
    }

    /// <summary>The function with a qualifier that was said beside its name; null where the two do not agree, or it is none.</summary>
    public FunctionName? With(string? qualifier)
    {
        if (qualifier is null) return this;
        return Said().IsMatch(qualifier) && (Qualifier is null || Qualifier == qualifier) ? new FunctionName(Name, qualifier, Prefix) : null;
    }

    [GeneratedRegex(
        @"^(?:(?:arn:(?<partition>aws[a-z-]*):lambda:(?<region>[a-z0-9-]{1,64}):)?(?:(?<account>\d{12}):)?function:)?(?<name>[A-Za-z0-9_-]{1,64})(?::(?<qualifier>\$LATEST|[A-Za-z0-9_-]{1,128}))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"^(?:\$LATEST|[A-Za-z0-9_-]{1,128})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Said();
}
