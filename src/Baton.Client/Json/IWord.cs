namespace Baton.Client.Json;

/// <summary>One of the API's upper-case words. A word that this version does not know is kept as it came.</summary>
internal interface IWord<TSelf>
    where TSelf : struct, IWord<TSelf>
{
    string Value { get; }

    static abstract TSelf Of(string value);
}
