namespace Baton.Client;

public sealed record TestStateRequest
{
    /// <summary>One state as Amazon States Language text, or a whole machine with <see cref="StateName"/>.</summary>
    public required string Definition { get; init; }

    /// <summary>The state of the machine.</summary>
    public string? StateName { get; init; }

    /// <summary>Needed for a Task that is not mocked.</summary>
    public string? RoleArn { get; init; }

    /// <summary>JSON text; <c>{}</c> when null.</summary>
    public string? Input { get; init; }

    /// <summary>INFO unless set.</summary>
    public InspectionLevel? InspectionLevel { get; init; }

    public bool? RevealSecrets { get; init; }

    /// <summary>The values of variables as a JSON object.</summary>
    public string? Variables { get; init; }

    /// <summary>What stands for the state's work.</summary>
    public StateMock? Mock { get; init; }

    /// <summary>The context object as JSON text.</summary>
    public string? Context { get; init; }

    public StateTestConfiguration? StateConfiguration { get; init; }
}

/// <summary>What stands for the work of a Task, Map or Parallel.</summary>
public sealed record StateMock
{
    /// <summary>What the work gives, as JSON text. Either this or <see cref="ErrorOutput"/>.</summary>
    public string? Result { get; init; }

    /// <summary>How the work fails.</summary>
    public MockErrorOutput? ErrorOutput { get; init; }

    /// <summary>STRICT unless set.</summary>
    public MockFieldValidationMode? FieldValidationMode { get; init; }
}

/// <summary>How mocked work fails.</summary>
public sealed record MockErrorOutput(string? Error = null, string? Cause = null);

/// <summary>What came before the test, as far as the state looks at it.</summary>
public sealed record StateTestConfiguration
{
    /// <summary>How many retries were made before.</summary>
    public int? RetrierRetryCount { get; init; }

    /// <summary>The state inside a Map or Parallel that the error comes from.</summary>
    public string? ErrorCausedByState { get; init; }

    /// <summary>How many iterations of a Map failed.</summary>
    public int? MapIterationFailureCount { get; init; }

    /// <summary>What the <c>ItemReader</c> reads.</summary>
    public string? MapItemReaderData { get; init; }
}

public sealed record TestStateResponse
{
    public TestExecutionStatus? Status { get; init; }

    /// <summary>JSON text.</summary>
    public string? Output { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    public string? NextState { get; init; }

    /// <summary>Only at the levels DEBUG and TRACE.</summary>
    public InspectionData? InspectionData { get; init; }
}

/// <summary>What each stage of the state's data flow gave.</summary>
public sealed record InspectionData
{
    /// <summary>JSON text, as all stages.</summary>
    public string? Input { get; init; }

    public string? AfterArguments { get; init; }

    public string? AfterInputPath { get; init; }

    public string? AfterParameters { get; init; }

    public string? AfterItemsPath { get; init; }

    public string? AfterItemsPointer { get; init; }

    public string? AfterItemSelector { get; init; }

    public string? AfterItemBatcher { get; init; }

    public string? Result { get; init; }

    public string? AfterResultSelector { get; init; }

    public string? AfterResultPath { get; init; }

    /// <summary>The variables after the state.</summary>
    public string? Variables { get; init; }

    /// <summary>Of an HTTP task, at TRACE.</summary>
    public InspectedRequest? Request { get; init; }

    /// <summary>Of an HTTP task, at TRACE.</summary>
    public InspectedResponse? Response { get; init; }

    public InspectionErrorDetails? ErrorDetails { get; init; }

    public int? ToleratedFailureCount { get; init; }

    public double? ToleratedFailurePercentage { get; init; }

    public int? MaxConcurrency { get; init; }
}

public sealed record InspectedRequest
{
    public string? Protocol { get; init; }

    public string? Method { get; init; }

    public string? Url { get; init; }

    public string? Headers { get; init; }

    public string? Body { get; init; }
}

public sealed record InspectedResponse
{
    public string? Protocol { get; init; }

    public string? StatusCode { get; init; }

    public string? StatusMessage { get; init; }

    public string? Headers { get; init; }

    public string? Body { get; init; }
}

/// <summary>Who took the error.</summary>
public sealed record InspectionErrorDetails
{
    /// <summary>The catcher that took the error.</summary>
    public int? CatchIndex { get; init; }

    /// <summary>The retrier that took the error.</summary>
    public int? RetryIndex { get; init; }

    /// <summary>How long it would wait before the retry.</summary>
    public int? RetryBackoffIntervalSeconds { get; init; }
}
