using Baton.Api.Operations;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Api.StateTesting;

/// <summary>How strictly a mocked result is held against the model of the API that it stands for.</summary>
internal enum FieldValidationMode
{
    /// <summary>What is required is there, and what is there fits.</summary>
    Strict,

    /// <summary>What is there fits.</summary>
    Present,

    None,
}

/// <summary>What the state's work is said to have come to: a result or an error.</summary>
internal sealed record Mock
{
    private bool HasError { get; init; }

    private string? ResultText { get; init; }

    private int BytesMax { get; init; }

    /// <summary>The mocked result; null where an error is mocked.</summary>
    public JsonText? Result { get; private set; }

    public string? Error { get; private init; }

    public string? Cause { get; private init; }

    private FieldValidationMode Mode { get; init; }

    public static Mock? Read(RequestReader? mock, int bytesMax)
    {
        if (mock is null) return null;
        var result = mock.Optional("result", bytesMax);
        var error = mock.Structure("errorOutput");
        var mode = mock.Word("fieldValidationMode", "STRICT", "PRESENT", "NONE");
        return new Mock
        {
            ResultText = result,
            BytesMax = bytesMax,
            HasError = error is not null,
            Error = error?.Optional("error", 256),
            Cause = error?.Optional("cause", 32_768),
            Mode = mode switch { "PRESENT" => FieldValidationMode.Present, "NONE" => FieldValidationMode.None, _ => FieldValidationMode.Strict },
        };
    }

    /// <exception cref="ApiException">It is not one of the two.</exception>
    public void Check()
    {
        if (HasError && ResultText is not null) throw Errors.Validation("A test mock should have only one of the following fields: [result, errorOutput].");
        if (HasError ? Error is null : ResultText is null) throw Errors.Validation(HasError ? "A mocked errorOutput must have the field 'error'." : "A test mock should have one of the following fields: [result, errorOutput].");
        if (ResultText is not null) Result = Payloads.Parse(ResultText, BytesMax, _ => Errors.Validation("Mocked result must be valid JSON."), "");
    }

    /// <exception cref="ApiException">The state cannot have this result.</exception>
    public void CheckFor(State state)
    {
        if (Result is not { Value: var result }) return;
        switch (state)
        {
            case MapState { Distributed.ResultWriter.Resource: not null }:
                if (result is not JsonObject) throw Errors.Validation("Mocked result must be a JSON object.");
                break;
            case MapState or ParallelState when result is not JsonArray:
                throw Errors.Validation("Mocked result must be an array.");
            case ParallelState parallel when ((JsonArray)result).Count != parallel.Branches.Count:
                throw Errors.Validation("Mocked result must contain the same number of items as number of Parallel branches.");
            case TaskState { Resource: TaskResource.Service service } when Mode != FieldValidationMode.None && MockModel.Of(service) is { } model:
                if (result is not JsonObject) throw Errors.Validation("Mocked result must be a JSON object.");
                if (model.Fault(result, strict: Mode == FieldValidationMode.Strict) is { } fault) throw Errors.Validation($"Mock result schema validation error: {fault}");
                break;
        }
    }
}
