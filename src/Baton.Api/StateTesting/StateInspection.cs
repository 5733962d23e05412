using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Tasks;

namespace Baton.Api.StateTesting;

/// <summary>What the engine told of a state while it was tested, and how the answer tells it.</summary>
internal sealed class StateInspection : IStateInspector
{
    private readonly Dictionary<DataFlowStage, JsonText> _stages = [];

    public string? Error { get; private set; }

    public string? Cause { get; private set; }

    /// <summary>Which catcher took the error; null where none did.</summary>
    public int? Catcher { get; private set; }

    /// <summary>Which retrier takes the error, and after how many seconds; null where none does.</summary>
    public (int Index, int Seconds)? Retrier { get; set; }

    /// <summary>What was made of a Map's fields; null for any other state, and where that failed.</summary>
    public MapInspection? Map { get; set; }

    /// <summary>What went over the wire; null where that is not told.</summary>
    public HttpTrace? Http { get; set; }

    public void Passed(DataFlowStage stage, JsonText data) => _stages[stage] = data;

    public void Failed(string? error, string? cause) => (Error, Cause) = (error, cause);

    public void Caught(int catcher) => Catcher = catcher;

    /// <param name="response">Where the member <c>inspectionData</c> goes.</param>
    /// <param name="test">The test.</param>
    /// <param name="variables">All variables after the state.</param>
    public void Write(ResponseWriter response, StateTestRequest test, JsonObject variables)
    {
        var json = response.Json;
        json.WriteStartObject("inspectionData");
        response.Payload("input", test.Input);
        if (test.State is TaskState) response.Payload("afterArguments", Of(DataFlowStage.Arguments));
        var isFixed = test.State is PassState { Result: not null }; // its input is not worked on, as recorded
        if (!isFixed)
        {
            response.Payload("afterInputPath", Of(DataFlowStage.InputPath));
            response.Payload("afterParameters", Of(DataFlowStage.Parameters));
        }
        response.Text("afterItemsPath", Of(DataFlowStage.ItemsPath) is { } items ? SpacedJson.Write(items.Value) : null);
        Map?.Write(response);
        if (isFixed || test.State is TaskState) response.Payload("result", Of(DataFlowStage.Result));
        response.Payload("afterResultSelector", Of(DataFlowStage.ResultSelector));
        response.Payload("afterResultPath", Of(DataFlowStage.ResultPath));
        if (variables.Count > 0) response.Payload("variables", JsonText.Of(variables));
        WriteHttp(response);
        if (Catcher is not null || Retrier is not null) WriteErrorDetails(response);
        json.WriteEndObject();
    }

    private JsonText? Of(DataFlowStage stage) => _stages.GetValueOrDefault(stage);

    private void WriteHttp(ResponseWriter response)
    {
        if (Http?.Request is { } request)
        {
            response.Json.WriteStartObject("request");
            response.Text("protocol", request.Protocol);
            response.Text("method", request.Method);
            response.Text("url", request.Url);
            response.Text("headers", request.Headers);
            response.Text("body", request.Body);
            response.Json.WriteEndObject();
        }
        if (Http?.Response is { } answer)
        {
            response.Json.WriteStartObject("response");
            response.Text("protocol", answer.Protocol);
            response.Text("statusCode", answer.StatusCode);
            response.Text("statusMessage", answer.StatusMessage);
            response.Text("headers", answer.Headers);
            response.Text("body", answer.Body);
            response.Json.WriteEndObject();
        }
    }

    private void WriteErrorDetails(ResponseWriter response)
    {
        response.Json.WriteStartObject("errorDetails");
        if (Catcher is { } catcher) response.Json.WriteNumber("catchIndex", catcher);
        if (Retrier is { } retrier)
        {
            response.Json.WriteNumber("retryIndex", retrier.Index);
            response.Json.WriteNumber("retryBackoffIntervalSeconds", retrier.Seconds);
        }
        response.Json.WriteEndObject();
    }
}
