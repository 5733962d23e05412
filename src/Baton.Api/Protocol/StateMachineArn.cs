using System.Globalization;

namespace Baton.Api.Protocol;

/// <summary>The ARN of a machine, or of what belongs to one: a version, an alias, a labelled Map state.</summary>
/// <param name="Text">The ARN as it was given.</param>
/// <param name="Machine">The ARN of the machine.</param>
internal sealed record StateMachineArn(string Text, Arn Machine)
{
    /// <summary>What stands after the machine's name: the number of a version or the name of an alias; null for nothing.</summary>
    public string? Qualifier { get; private init; }

    /// <summary>The label of a Map state; null for none.</summary>
    public string? Label { get; private init; }

    /// <summary>The number of the version that is named; null for none.</summary>
    public int? Version =>
        Qualifier is { } qualifier && qualifier.All(char.IsAsciiDigit) && int.TryParse(qualifier, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The name of the alias that is named; null for none. Digits alone are no name.</summary>
    public string? Alias => Qualifier is { } qualifier && !qualifier.All(char.IsAsciiDigit) ? qualifier : null;

    /// <exception cref="ApiException"><c>InvalidArn</c>.</exception>
    public static StateMachineArn Parse(string text)
    {
        var arn = Arn.Parse(text, Arn.StateMachine);
        var parts = arn.Resource.Split(':');
        var labelled = parts[0].Split('/');
        if (parts.Length > 2 || labelled.Length > 2 || parts.Contains("") || labelled.Contains("") || (parts.Length == 2 && labelled.Length == 2))
        {
            throw Errors.InvalidArn($"Invalid ARN: {text}");
        }
        return new StateMachineArn(text, arn with { Resource = labelled[0] })
        {
            Qualifier = parts.Length == 2 ? parts[1] : null,
            Label = labelled.Length == 2 ? labelled[1] : null,
        };
    }

    /// <summary>Reads the ARN of a machine as such, or of a version or alias of it.</summary>
    /// <exception cref="ApiException"><c>InvalidArn</c>, or <c>ValidationException</c> for a labelled Map state.</exception>
    public static StateMachineArn ParseUnlabelled(string text)
    {
        var arn = Parse(text);
        return arn.Label is null ? arn : throw Errors.LabelledArn();
    }

    /// <summary>Reads the ARN of a version.</summary>
    /// <exception cref="ApiException"><c>InvalidArn</c>, or <c>ValidationException</c> for any other ARN of a machine.</exception>
    public static StateMachineArn ParseVersion(string text)
    {
        var arn = ParseUnlabelled(text);
        return arn.Version is null ? throw Errors.Validation($"The ARN of a state machine version ends in its number; found '{text}'.") : arn;
    }

    /// <summary>Reads the ARN of an alias.</summary>
    /// <exception cref="ApiException"><c>InvalidArn</c>, or <c>ValidationException</c> for any other ARN of a machine.</exception>
    public static StateMachineArn ParseAlias(string text)
    {
        var arn = ParseUnlabelled(text);
        return arn.Alias is null ? throw Errors.Validation($"The ARN of a state machine alias ends in its name; found '{text}'.") : arn;
    }
}
