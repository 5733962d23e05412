using System.Text.Json;

namespace Baton.Client.Streams;

/// <summary>What the service refused over a stream, under the API's own names of errors.</summary>
/// <param name="Token">The task that it is about; null for none.</param>
/// <param name="Id">The start or wait that it is about; null for none.</param>
/// <param name="As">The activity that it is about; null for none.</param>
internal sealed record StreamRefusal(string? Token, long? Id, int? As, string Error, string Message)
{
    /// <summary>Whether the same may be taken a little later.</summary>
    public bool IsTransient => Error is "ServiceUnavailable" or "InternalFailure" or "ThrottlingException";
}

/// <summary>Hears what comes over a stream, one thing after the other. Must be quick.</summary>
internal interface IStreamUser
{
    /// <summary>A connection is there: everything that it has to know is to be sent.</summary>
    void Connected(StreamConnection connection);

    /// <summary>The connection broke, or could not be made.</summary>
    /// <param name="reason">Why none could be made; null for one that broke.</param>
    void Disconnected(Exception? reason);

    void HandedOut(int number, string token, byte[] input);

    void Taken(string token);

    void Withdrawn(string token);

    void Refused(StreamRefusal refusal);

    void Started(long id, string executionArn, DateTimeOffset startedAt);

    void Ended(long id, ExecutionEnd end);
}

/// <summary>Reads a frame in one pass. Members that this version does not know are passed over.</summary>
internal static class IncomingFrame
{
    /// <exception cref="IOException">It is no frame of this protocol.</exception>
    public static void Tell(ReadOnlySpan<byte> utf8, IStreamUser user)
    {
        try
        {
            var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("taken"u8)) Strings(ref json, user.Taken);
                else if (json.ValueTextEquals("withdrawn"u8)) Strings(ref json, user.Withdrawn);
                else if (json.ValueTextEquals("tasks"u8)) Items(ref json, utf8, static (item, user) => user.HandedOut((int)item.Number!, item.Token!, item.Payload!), user);
                else if (json.ValueTextEquals("started"u8)) Items(ref json, utf8, static (item, user) => user.Started(item.Id!.Value, item.Execution!, item.Time), user);
                else if (json.ValueTextEquals("ended"u8)) Items(ref json, utf8, static (item, user) => user.Ended(item.Id!.Value, item.End()), user);
                else if (json.ValueTextEquals("refused"u8) || json.ValueTextEquals("errors"u8)) Items(ref json, utf8, static (item, user) => user.Refused(item.Refusal()), user);
                else json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new IOException($"The service sent something else than a frame: {e.Message}", e);
        }
    }

    private static void Strings(ref Utf8JsonReader json, Action<string> tell)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.String) tell(json.GetString()!);
    }

    private static void Items(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8, Action<Item, IStreamUser> tell, IStreamUser user)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject) tell(Read(ref json, utf8), user);
    }

    private static Item Read(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8)
    {
        var item = new Item();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("token"u8)) item.Token = Text(ref json);
            else if (json.ValueTextEquals("as"u8)) item.Number = Number(ref json);
            else if (json.ValueTextEquals("id"u8)) item.Id = Number(ref json);
            else if (json.ValueTextEquals("input"u8) || json.ValueTextEquals("output"u8)) item.Payload = Payload(ref json, utf8);
            else if (json.ValueTextEquals("execution"u8)) item.Execution = Text(ref json);
            else if (json.ValueTextEquals("status"u8)) item.Status = Text(ref json);
            else if (json.ValueTextEquals("error"u8)) item.Error = Text(ref json);
            else if (json.ValueTextEquals("cause"u8)) item.Cause = Text(ref json);
            else if (json.ValueTextEquals("message"u8)) item.Message = Text(ref json);
            else if (json.ValueTextEquals("at"u8)) item.Seconds = Seconds(ref json);
            else json.Skip();
        }
        return item;
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }

    private static long Number(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt64();
    }

    private static decimal Seconds(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetDecimal();
    }

    private static byte[] Payload(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return utf8[start..(int)json.BytesConsumed].ToArray();
    }

    /// <summary>The members that items have, of whatever kind.</summary>
    private struct Item
    {
        public string? Token, Execution, Status, Error, Cause, Message;
        public long? Number, Id;
        public byte[]? Payload;
        public decimal Seconds;

        public readonly DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks((long)(Seconds * TimeSpan.TicksPerSecond));

        public readonly StreamRefusal Refusal() => new(Token, Id, (int?)Number, Error ?? "", Message ?? "");

        public readonly ExecutionEnd End() => new()
        {
            ExecutionArn = Execution ?? "",
            Status = new ExecutionStatus(Status ?? ""),
            StopDate = Time,
            Output = Payload is null ? null : System.Text.Encoding.UTF8.GetString(Payload),
            Error = Error,
            Cause = Cause,
        };
    }
}
