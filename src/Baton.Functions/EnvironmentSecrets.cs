using System.Text;
using Baton.Runtime.Connections;

namespace Baton.Functions;

/// <summary>Encrypts what hosted functions are told in their environment before it is stored: it may be secret. The names of the variables stay in the clear.</summary>
internal sealed class EnvironmentSecrets(SecretKeys keys)
{
    /// <returns>The settings as they are stored.</returns>
    public FunctionSettings Seal(string function, FunctionSettings settings) =>
        Each(settings, (name, value) => Convert.ToBase64String(keys.Seal(Encoding.UTF8.GetBytes(value), OwnerOf(function, name))));

    /// <returns>The settings as they were before they were stored.</returns>
    /// <exception cref="SecretKeyException">A value cannot be read; the message holds none.</exception>
    public FunctionSettings Open(string function, FunctionSettings settings) =>
        Each(settings, (name, value) => Encoding.UTF8.GetString(keys.Open(Bytes(function, name, value), OwnerOf(function, name))));

    /// <summary>Whether settings as they are stored were encrypted with the key that encrypts now.</summary>
    public bool IsCurrent(string function, FunctionSettings settings) => settings.Environment?.All(variable => keys.IsCurrent(Bytes(function, variable.Key, variable.Value))) != false;

    private static FunctionSettings Each(FunctionSettings settings, Func<string, string, string> change) =>
        settings.Environment is { } variables ? settings with { Environment = variables.ToDictionary(variable => variable.Key, variable => change(variable.Key, variable.Value)) } : settings;

    private static byte[] Bytes(string function, string name, string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? bytes[..length] : throw new SecretKeyException($"The variable '{name}' of the function '{function}' is not stored as a secret. Add the function anew.");
    }

    /// <summary>So that no value can be taken for another's.</summary>
    private static string OwnerOf(string function, string name) => $"function {function}, variable {name}";
}
