using System.Diagnostics;
using System.Diagnostics.Metrics;
using Baton.Client.Worker;

namespace Baton.Client.Tests.Worker;

/// <summary>What OpenTelemetry hears of a worker.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_task_is_a_span_and_a_measurement()
    {
        var spans = new List<Activity>();
        using var spanListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkerTelemetry.Name,
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => { lock (spans) spans.Add(span); },
        };
        ActivitySource.AddActivityListener(spanListener);
        var measured = new List<(string Name, double Value, Dictionary<string, object?> Tags)>();
        void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (measured) measured.Add((instrument.Name, value, new(tags.ToArray())));
        }
        using var meterListener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == WorkerTelemetry.Name) listener.EnableMeasurementEvents(instrument); } };
        meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        meterListener.Start();

        var name = $"telemetry-{Guid.NewGuid():n}"; // other tests run beside this one
        await using var harness = await new WorkerHarness().StartAsync<string, string>((text, _) => text == "bad" ? throw new TaskFailureException("Text.Bad", "It is bad.") : Task.FromResult(text), options => options.WorkerName = name);
        harness.Offer("\"good\"");
        await harness.Service.NextAsync("SendTaskSuccess");
        harness.Offer("\"bad\"");
        await harness.Service.NextAsync("SendTaskFailure");

        Activity[] ours;
        lock (spans) ours = [.. spans.Where(span => (string?)span.GetTagItem("baton.worker.name") == name)];
        Assert.Equal(["work process", "work process"], ours.Select(span => span.DisplayName));
        Assert.All(ours, span => Assert.Equal((ActivityKind.Consumer, WorkerHarness.Arn), (span.Kind, span.GetTagItem("aws.step_functions.activity.arn"))));
        Assert.Equal([(ActivityStatusCode.Unset, null), (ActivityStatusCode.Error, "Text.Bad")], ours.Select(span => (span.Status, (string?)span.GetTagItem("error.type"))));
        lock (measured)
        {
            Assert.Contains(measured, one => one.Name == "baton.worker.task.duration" && one.Tags.ContainsKey("error.type"));
            Assert.Contains(measured, one => one.Name == "baton.worker.active_tasks" && one.Value == 1);
        }
    }
}
