using System.Globalization;
using System.Text.RegularExpressions;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static partial class WaitStates
{
    /// <summary>How far in the future a timestamp may lie: recorded is that 24,855 days are accepted and 24,856 are not.</summary>
    private static readonly TimeSpan TimestampMax = TimeSpan.FromSeconds(int.MaxValue);

    public static void Enter(Decider decider, Frame frame, WaitState state)
    {
        var scope = new StateScope(decider, frame, state);
        var input = DataFlow.EffectiveInput(scope);
        var until = state.Seconds is { } seconds ? decider.Context.Now + Seconds(scope, seconds, input) : Timestamp(scope, state.Timestamp!, input);
        if (until <= decider.Context.Now) Leave(decider, frame, state);
        else decider.EmitFact(new ExecutionEvent.WaitArmed(until), frame.Id);
    }

    public static void Leave(Decider decider, Frame frame, WaitState state)
    {
        var scope = new StateScope(decider, frame, state);
        DataFlow.Leave(scope, DataFlow.EffectiveInput(scope));
    }

    private static TimeSpan Seconds(StateScope scope, ValueSource source, JsonText input)
    {
        var value = ReadField(scope, source, input, path => $"The {path.Field} parameter does not reference an input value: {path.Selector.Text}");
        if (value is not JsonNumber { IsInteger: true } number)
        {
            throw source is ValueSource.Path path
                ? Failures.Runtime(scope, $"The {path.Field} parameter cannot be parsed as a long value: {path.Selector.Text} == {value}")
                : Values.WrongType(scope, source, "integer", value);
        }
        if (number.Value < 0)
        {
            throw source is ValueSource.Path path
                ? Failures.Runtime(scope, $"The {path.Field} parameter references a negative value: {path.Selector.Text} == {value}")
                : Failures.Runtime(scope, $"The Seconds field has a negative value: {value}");
        }
        if (number.Value > Retrier.SecondsMax) throw Failures.Runtime(scope, "Wait state delay is too long.");
        return TimeSpan.FromSeconds(number.Value);
    }

    private static DateTimeOffset Timestamp(StateScope scope, ValueSource source, JsonText input)
    {
        var value = ReadField(scope, source, input, path => $"The {path.Field} parameter does not reference an input value: {path.Selector.Text}");
        var text = (value as JsonString)?.Value;
        if (text is not null && TryParseTimestamp(text, out var time))
        {
            if (time - scope.Decider.Context.Now > TimestampMax) throw Failures.Runtime(scope, "Wait state delay is too long.");
            return time;
        }
        if (source is ValueSource.Path path)
        {
            throw Failures.Runtime(
                scope, $"The {path.Field} parameter does not reference a valid ISO-8601 extended offset date-time format string: {path.Selector.Text} == {Values.Plain(value)}");
        }
        var unusable = $"The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {Values.Plain(value)}";
        throw new StateFailure(StateErrors.QueryEvaluationError, Failures.Prefixed(scope, unusable)) { IsEvaluation = true, Location = "Timestamp", FollowsLastEvent = true };
    }

    private static JsonData ReadField(StateScope scope, ValueSource source, JsonText input, Func<ValueSource.Path, string> missing)
    {
        if (source is not ValueSource.Path path) return Values.Read(scope, source, input.Value);
        return path.Selector.TryRead(scope.Context(input.Value), out var value) ? value! : throw Failures.Runtime(scope, missing(path));
    }

    /// <summary>Reads an ISO 8601 extended offset date-time; fractions of a second are cut off.</summary>
    internal static bool TryParseTimestamp(string text, out DateTimeOffset time)
    {
        time = default;
        var match = OffsetDateTime().Match(text);
        if (!match.Success) return false;
        var whole = $"{match.Groups["date"].Value}T{match.Groups["time"].Value}{(match.Groups["seconds"].Success ? "" : ":00")}{match.Groups["offset"].Value}";
        return DateTimeOffset.TryParseExact(whole.Replace("Z", "+00:00", StringComparison.Ordinal), "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d)T(?<time>\d\d:\d\d(?<seconds>:\d\d)?)(?(seconds)(\.\d{1,9})?)(?<offset>Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex OffsetDateTime();
}
