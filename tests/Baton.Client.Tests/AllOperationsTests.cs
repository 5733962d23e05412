using System.Collections.Concurrent;

namespace Baton.Client.Tests;

/// <summary>Every operation, typed, against a real server.</summary>
public sealed class AllOperationsTests : IDisposable
{
    private const string Role = "arn:aws:iam::000000000000:role/baton";
    private const string Pass = """{"StartAt":"Done","States":{"Done":{"Type":"Pass","Assign":{"kept":1},"Next":"End"},"End":{"Type":"Pass","Parameters":{"k.$":"$kept"},"End":true}}}""";

    private readonly Recorder _calls = new();
    private StepFunctionsClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_sent_and_its_answer_read()
    {
        await using var server = await RunningServer.StartAsync();
        _client = new StepFunctionsClient(new StepFunctionsClientOptions { Endpoint = server.Address, Region = "us-east-1", Handler = _calls });
        await MachinesAsync();
        await VersionsAndAliasesAsync();
        await ExecutionsAsync();
        await ActivitiesAsync();
        await MapRunsAsync();
        await ExpressAsync();
        await TestsAsync();

        var typed = typeof(StepFunctionsClient).GetMethods().Where(method => method.GetParameters() is [{ ParameterType.Name: var name }, _] && name == $"{method.Name[..^5]}Request");
        Assert.Equal(typed.Select(method => method.Name[..^5]).Order(StringComparer.Ordinal), _calls.Operations.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(37, _calls.Operations.Count);
    }

    public void Dispose()
    {
        _client?.Dispose();
        _calls.Dispose();
    }

    private async Task<string> CreateAsync(string name, string definition = Pass, StateMachineType? type = null) =>
        (await _client.CreateStateMachineAsync(new() { Name = name, Definition = definition, RoleArn = Role, Type = type }, Stop)).StateMachineArn;

    private async Task<DescribeExecutionResponse> ClosedAsync(string executionArn)
    {
        while (true)
        {
            var execution = await _client.DescribeExecutionAsync(new() { ExecutionArn = executionArn }, Stop);
            if (execution.Status.IsClosed) return execution;
        }
    }

    private async Task MachinesAsync()
    {
        var logging = new LoggingConfiguration
        {
            Level = LoggingLevel.All, IncludeExecutionData = true, Destinations = [new() { CloudWatchLogsLogGroup = new() { LogGroupArn = "arn:aws:logs:us-east-1:000000000000:log-group:g:*" } }],
        };
        var created = await _client.CreateStateMachineAsync(
            new() { Name = "settled", Definition = Pass, RoleArn = Role, LoggingConfiguration = logging, TracingConfiguration = new(true), Tags = [new("team", "orders")], Publish = true, VersionDescription = "first" }, Stop);
        Assert.EndsWith(":settled:1", created.StateMachineVersionArn, StringComparison.Ordinal);
        var updated = await _client.UpdateStateMachineAsync(new() { StateMachineArn = created.StateMachineArn, EncryptionConfiguration = new() { Type = EncryptionType.AwsOwnedKey } }, Stop);
        var machine = await _client.DescribeStateMachineAsync(new() { StateMachineArn = created.StateMachineArn }, Stop);
        Assert.Equal((Pass, updated.RevisionId, true), (machine.Definition, machine.RevisionId, machine.TracingConfiguration!.Enabled));
        Assert.Equal((LoggingLevel.All, "arn:aws:logs:us-east-1:000000000000:log-group:g:*"), (machine.LoggingConfiguration!.Level, machine.LoggingConfiguration.Destinations![0].CloudWatchLogsLogGroup!.LogGroupArn));
        Assert.Equal(EncryptionType.AwsOwnedKey, machine.EncryptionConfiguration!.Type);
        Assert.Equal(["kept"], machine.VariableReferences!["End"]);
        Assert.Equal("{}", (await _client.DescribeStateMachineAsync(new() { StateMachineArn = created.StateMachineArn, IncludedData = IncludedData.MetadataOnly }, Stop)).Definition);
        Assert.Equal(["settled"], (await _client.ListStateMachinesAsync(new(), Stop)).StateMachines.Select(item => item.Name));

        await _client.TagResourceAsync(new() { ResourceArn = created.StateMachineArn, Tags = [new("stage", "test")] }, Stop);
        await _client.UntagResourceAsync(new() { ResourceArn = created.StateMachineArn, TagKeys = ["team"] }, Stop);
        Assert.Equal([new Tag("stage", "test")], (await _client.ListTagsForResourceAsync(new() { ResourceArn = created.StateMachineArn }, Stop)).Tags);
        await _client.DeleteStateMachineAsync(new() { StateMachineArn = created.StateMachineArn }, Stop);
    }

    private async Task VersionsAndAliasesAsync()
    {
        var machine = await CreateAsync("versioned");
        var version = (await _client.PublishStateMachineVersionAsync(new() { StateMachineArn = machine, RevisionId = "INITIAL", Description = "d" }, Stop)).StateMachineVersionArn;
        Assert.Equal([version], await _client.ListAllStateMachineVersionsAsync(machine, Stop).Select(item => item.StateMachineVersionArn).ToListAsync(Stop));
        var alias = (await _client.CreateStateMachineAliasAsync(new() { Name = "live", RoutingConfiguration = [new(version, 100)] }, Stop)).StateMachineAliasArn;
        await _client.UpdateStateMachineAliasAsync(new() { StateMachineAliasArn = alias, Description = "now" }, Stop);
        var described = await _client.DescribeStateMachineAliasAsync(new() { StateMachineAliasArn = alias }, Stop);
        Assert.Equal(("live", "now", new RoutingConfigurationItem(version, 100)), (described.Name, described.Description, described.RoutingConfiguration!.Single()));
        Assert.Equal([alias], await _client.ListAllStateMachineAliasesAsync(machine, Stop).Select(item => item.StateMachineAliasArn).ToListAsync(Stop));
        var refused = await Assert.ThrowsAsync<StepFunctionsException>(() => _client.DeleteStateMachineVersionAsync(new() { StateMachineVersionArn = version }, Stop));
        Assert.Equal(StepFunctionsErrors.ConflictException, refused.Code);
        await _client.DeleteStateMachineAliasAsync(new() { StateMachineAliasArn = alias }, Stop);
        await _client.DeleteStateMachineVersionAsync(new() { StateMachineVersionArn = version }, Stop);
    }

    private async Task ExecutionsAsync()
    {
        var machine = await CreateAsync("run");
        var started = await _client.StartExecutionAsync(new() { StateMachineArn = machine, Name = "one", Input = "[1]", TraceHeader = "Root=1" }, Stop);
        var execution = await ClosedAsync(started.ExecutionArn);
        Assert.Equal((ExecutionStatus.Succeeded, """{"k":1}""", "Root=1", started.StartDate), (execution.Status, execution.Output, execution.TraceHeader, execution.StartDate));
        Assert.Equal("ExecutionStarted", (await _client.GetExecutionHistoryAsync(new() { ExecutionArn = started.ExecutionArn, MaxResults = 1 }, Stop)).Events.Single().Type);
        Assert.Equal(Pass, (await _client.DescribeStateMachineForExecutionAsync(new() { ExecutionArn = started.ExecutionArn }, Stop)).Definition);
        Assert.Equal(["one"], (await _client.ListExecutionsAsync(new() { StateMachineArn = machine, RedriveFilter = RedriveFilter.NotRedriven }, Stop)).Executions.Select(item => item.Name));

        var waiting = await CreateAsync("waiting", """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}}""");
        var stopped = (await _client.StartExecutionAsync(new() { StateMachineArn = waiting }, Stop)).ExecutionArn;
        await _client.StopExecutionAsync(new() { ExecutionArn = stopped, Error = "E" }, Stop);
        await _client.RedriveExecutionAsync(new() { ExecutionArn = stopped }, Stop);
        Assert.Equal(1, (await _client.DescribeExecutionAsync(new() { ExecutionArn = stopped }, Stop)).RedriveCount);
        await _client.StopExecutionAsync(new() { ExecutionArn = stopped }, Stop);
    }

    private async Task ActivitiesAsync()
    {
        var activity = (await _client.CreateActivityAsync(new() { Name = "work", EncryptionConfiguration = new() { Type = EncryptionType.AwsOwnedKey } }, Stop)).ActivityArn;
        Assert.Equal("work", (await _client.DescribeActivityAsync(new() { ActivityArn = activity }, Stop)).Name);
        Assert.Equal([activity], (await _client.ListActivitiesAsync(new(), Stop)).Activities.Select(item => item.ActivityArn));
        var machine = await CreateAsync("working", $$"""{"StartAt":"W","States":{"W":{"Type":"Task","Resource":"{{activity}}","End":true} } }""");
        var executions = new List<string>();
        for (var i = 0; i < 2; i++) executions.Add((await _client.StartExecutionAsync(new() { StateMachineArn = machine }, Stop)).ExecutionArn);
        var done = await _client.GetActivityTaskAsync(new() { ActivityArn = activity, WorkerName = "w" }, Stop);
        await _client.SendTaskHeartbeatAsync(new() { TaskToken = done.TaskToken! }, Stop);
        await _client.SendTaskSuccessAsync(new() { TaskToken = done.TaskToken!, Output = "1" }, Stop);
        var failed = await _client.GetActivityTaskAsync(new() { ActivityArn = activity }, Stop);
        await _client.SendTaskFailureAsync(new() { TaskToken = failed.TaskToken!, Error = "E" }, Stop);
        Assert.Equal(["FAILED", "SUCCEEDED"], new[] { await ClosedAsync(executions[0]), await ClosedAsync(executions[1]) }.Select(execution => execution.Status.Value).Order());
        await _client.DeleteActivityAsync(new() { ActivityArn = activity }, Stop);
    }

    private async Task MapRunsAsync()
    {
        var activity = (await _client.CreateActivityAsync(new() { Name = "each" }, Stop)).ActivityArn;
        var work = $$"""{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"W","States":{"W":{"Type":"Task","Resource":"{{activity}}","End":true} } }""";
        var machine = await CreateAsync("mapped", $$"""{"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{{work}},"ItemBatcher":{"MaxItemsPerBatch":3},"End":true} } }""");
        var execution = (await _client.StartExecutionAsync(new() { StateMachineArn = machine, Input = "[1,2]" }, Stop)).ExecutionArn;
        var task = await _client.GetActivityTaskAsync(new() { ActivityArn = activity }, Stop);
        var run = Assert.Single(await _client.ListAllMapRunsAsync(execution, Stop).ToListAsync(Stop)).MapRunArn;
        await _client.UpdateMapRunAsync(new() { MapRunArn = run, MaxConcurrency = 7, ToleratedFailurePercentage = 12.5 }, Stop);
        var described = await _client.DescribeMapRunAsync(new() { MapRunArn = run }, Stop);
        Assert.Equal((MapRunStatus.Running, 7, 12.5, 2L, 1L), (described.Status, described.MaxConcurrency, described.ToleratedFailurePercentage, described.ItemCounts.Running, described.ExecutionCounts.Total));
        var child = Assert.Single((await _client.ListExecutionsAsync(new() { MapRunArn = run }, Stop)).Executions);
        Assert.Equal((run, 2), (child.MapRunArn, child.ItemCount));
        Assert.Equal(run, (await _client.DescribeExecutionAsync(new() { ExecutionArn = child.ExecutionArn }, Stop)).MapRunArn);
        await _client.SendTaskSuccessAsync(new() { TaskToken = task.TaskToken!, Output = "1" }, Stop);
        Assert.Equal("[1]", (await ClosedAsync(execution)).Output);
    }

    private async Task ExpressAsync()
    {
        var machine = await CreateAsync("express", type: StateMachineType.Express);
        var answer = await _client.StartSyncExecutionAsync(new() { StateMachineArn = machine, Name = "n", Input = "[2]" }, Stop);
        Assert.Equal((SyncExecutionStatus.Succeeded, """{"k":1}""", "[2]", 64L), (answer.Status, answer.Output, answer.Input, answer.BillingDetails!.BilledMemoryUsedInMB));
        Assert.Null((await _client.StartSyncExecutionAsync(new() { StateMachineArn = machine, IncludedData = IncludedData.MetadataOnly }, Stop)).Output);
    }

    private async Task TestsAsync()
    {
        var found = await _client.ValidateStateMachineDefinitionAsync(new() { Definition = """{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}""", Severity = DiagnosticSeverity.Warning }, Stop);
        Assert.Equal((ValidationResult.Fail, "MISSING_TRANSITION_TARGET", DiagnosticSeverity.Error), (found.Result, found.Diagnostics[0].Code, found.Diagnostics[0].Severity));
        var tested = await _client.TestStateAsync(
            new()
            {
                Definition = """{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"Retry":[{"ErrorEquals":["E"]}],"End":true}""",
                Mock = new() { ErrorOutput = new("E", "C") }, StateConfiguration = new() { RetrierRetryCount = 1 }, InspectionLevel = InspectionLevel.Debug,
            },
            Stop);
        Assert.Equal((TestExecutionStatus.Retriable, "E", 0, 2), (tested.Status, tested.Error, tested.InspectionData!.ErrorDetails!.RetryIndex, tested.InspectionData.ErrorDetails.RetryBackoffIntervalSeconds));
    }

    /// <summary>Notes what is called, and sends it.</summary>
    private sealed class Recorder() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        public ConcurrentDictionary<string, bool> Operations { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Operations[request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1]] = true;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
