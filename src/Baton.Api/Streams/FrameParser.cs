using System.Text.Json;
using Baton.Api.Protocol;
using Baton.Engine.Execution;

namespace Baton.Api.Streams;

/// <summary>Reads a frame's JSON in one pass. Payloads are cut out as the bytes that they are; what is wrong with one of them is told of its item alone, later.</summary>
internal ref struct FrameParser
{
    /// <summary>How deep payloads may nest is decided where they are read.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = StreamLimits.FrameBytesMax };

    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _json;
    private string _item = "";

    private FrameParser(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        _json = new Utf8JsonReader(utf8, Options);
    }

    /// <exception cref="ApiException">The frame is not what a frame has to be; the stream cannot go on.</exception>
    public static StreamFrame Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var frame = new StreamFrame();
            var parser = new FrameParser(utf8);
            parser.Read(frame);
            return frame;
        }
        catch (JsonException e)
        {
            throw Errors.Serialization($"The frame is not JSON: {e.Message}");
        }
    }

    private void Read(StreamFrame frame)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject) throw Errors.Serialization("The frame is not a JSON object.");
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("results"u8))
            {
                for (Open("results"); NextObject("results", frame.Results.Count);) frame.Results.Add(ReadResult());
            }
            else if (_json.ValueTextEquals("heartbeats"u8))
            {
                ReadTokens("heartbeats", frame.Heartbeats);
            }
            else if (_json.ValueTextEquals("starts"u8))
            {
                for (Open("starts"); NextObject("starts", frame.Starts.Count);) frame.Starts.Add(ReadStart());
            }
            else if (_json.ValueTextEquals("serve"u8))
            {
                for (Open("serve"); NextObject("serve", frame.Serves.Count);) frame.Serves.Add(ReadServe());
            }
            else if (_json.ValueTextEquals("waits"u8))
            {
                for (Open("waits"); NextObject("waits", frame.Waits.Count);) frame.Waits.Add(ReadWait());
            }
            else if (_json.ValueTextEquals("returns"u8))
            {
                ReadTokens("returns", frame.Returns);
            }
            else
            {
                throw Errors.Validation($"'{TextHere()}' is no member of a frame; those are serve, results, heartbeats, returns, starts and waits.");
            }
        }
        _json.Read(); // nothing may follow
    }

    private TaskResult ReadResult()
    {
        StreamToken? token = null;
        byte[]? output = null;
        string? error = null, cause = null;
        while (NextMember())
        {
            if (_json.ValueTextEquals("token"u8)) token = Token("token");
            else if (_json.ValueTextEquals("output"u8)) output = Payload();
            else if (_json.ValueTextEquals("error"u8)) error = Text("error");
            else if (_json.ValueTextEquals("cause"u8)) cause = Text("cause");
            else throw UnknownMember("token, output, error and cause");
        }
        if (output is not null && (error ?? cause) is not null) throw Errors.Validation($"{_item} has an output and an error; a task either succeeded or failed.");
        return new TaskResult(token ?? throw Missing("token"), output, error, cause);
    }

    private StreamStart ReadStart()
    {
        long? id = null;
        string? machine = null, name = null;
        byte[]? input = null;
        var waits = false;
        while (NextMember())
        {
            if (_json.ValueTextEquals("id"u8)) id = Number("id", long.MaxValue);
            else if (_json.ValueTextEquals("stateMachine"u8)) machine = Text("stateMachine");
            else if (_json.ValueTextEquals("name"u8)) name = Text("name");
            else if (_json.ValueTextEquals("input"u8)) input = Payload();
            else if (_json.ValueTextEquals("wait"u8)) waits = Boolean("wait");
            else throw UnknownMember("id, stateMachine, name, input and wait");
        }
        return new StreamStart(id ?? throw Missing("id"), machine, name, input, waits);
    }

    private StreamWait ReadWait()
    {
        long? id = null;
        string? execution = null;
        while (NextMember())
        {
            if (_json.ValueTextEquals("id"u8)) id = Number("id", long.MaxValue);
            else if (_json.ValueTextEquals("execution"u8)) execution = Text("execution");
            else throw UnknownMember("id and execution");
        }
        return new StreamWait(id ?? throw Missing("id"), execution);
    }

    private Serve ReadServe()
    {
        long? number = null, tasksMax = null;
        string? activity = null, worker = null;
        List<StreamToken> holds = [];
        var item = _item;
        while (NextMember())
        {
            if (_json.ValueTextEquals("as"u8)) number = Number("as", int.MaxValue);
            else if (_json.ValueTextEquals("activity"u8)) activity = Text("activity");
            else if (_json.ValueTextEquals("worker"u8)) worker = Text("worker");
            else if (_json.ValueTextEquals("max"u8)) tasksMax = Number("max", StreamLimits.TasksMax);
            else if (_json.ValueTextEquals("holds"u8)) ReadTokens($"{item}.holds", holds);
            else throw UnknownMember("as, activity, worker, max and holds");
            _item = item;
        }
        return new Serve((int)(number ?? throw Missing("as")), activity, worker, (int)(tasksMax ?? throw Missing("max")), holds);
    }

    private void ReadTokens(string member, List<StreamToken> tokens)
    {
        Open(member);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.String) throw Errors.Serialization($"{member}[{tokens.Count}] is not a string.");
            tokens.Add(TokenHere());
        }
    }

    /// <summary>Steps into the array of a member.</summary>
    private void Open(string member)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartArray) throw Errors.Serialization($"'{member}' is not a JSON array.");
    }

    /// <returns>Whether there is another object in the array.</returns>
    private bool NextObject(string member, int index)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndArray) return false;
        _item = $"{member}[{index}]";
        return _json.TokenType == JsonTokenType.StartObject ? true : throw Errors.Serialization($"{_item} is not a JSON object.");
    }

    private bool NextMember() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    private StreamToken Token(string member)
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.String ? TokenHere() : throw WrongType(member, "a string");
    }

    private StreamToken TokenHere() =>
        !_json.ValueIsEscaped && TaskToken.TryParse(_json.ValueSpan, out var token) ? new StreamToken(token, null) : new StreamToken(default, TextHere());

    private byte[] Payload()
    {
        _json.Read();
        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        return _utf8[start..(int)_json.BytesConsumed].ToArray();
    }

    private string? Text(string member)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.String => TextHere(),
            JsonTokenType.Null => null,
            _ => throw WrongType(member, "a string"),
        };
    }

    private string TextHere()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Errors.Serialization($"A text {(_item.Length == 0 ? "in the frame" : $"in {_item}")} is not UTF-8.");
        }
    }

    private long Number(string member, long max)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var number)) throw WrongType(member, "a whole number");
        return number >= 0 && number <= max ? number : throw Errors.Validation($"'{member}' in {_item} is {number}; expected 0 to {max}.");
    }

    private bool Boolean(string member)
    {
        _json.Read();
        return _json.TokenType is JsonTokenType.True or JsonTokenType.False ? _json.GetBoolean() : throw WrongType(member, "true or false");
    }

    private readonly ApiException WrongType(string member, string expected) => Errors.Serialization($"'{member}' in {_item} is not {expected}.");

    private readonly ApiException Missing(string member) => Errors.Validation($"'{member}' is missing in {_item}.");

    private ApiException UnknownMember(string members) => Errors.Validation($"'{TextHere()}' is no member of {_item}; those are {members}.");
}
