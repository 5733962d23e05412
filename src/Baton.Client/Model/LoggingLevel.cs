using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>Which events of executions are logged.</summary>
[JsonConverter(typeof(WordConverter<LoggingLevel>))]
public readonly record struct LoggingLevel(string Value) : IWord<LoggingLevel>
{
    public static LoggingLevel All { get; } = new("ALL");
    public static LoggingLevel Error { get; } = new("ERROR");
    public static LoggingLevel Fatal { get; } = new("FATAL");
    public static LoggingLevel Off { get; } = new("OFF");

    static LoggingLevel IWord<LoggingLevel>.Of(string value) => new(value);

    public override string ToString() => Value;
}
