using System.Security.Cryptography;
using System.Text;
using Baton.Engine.Execution;
using Baton.Functions;
using Baton.Functions.Invocations;
using Baton.Integrations.Aws;

namespace Baton.Integrations.Lambda;

/// <summary>Calls the functions that this server knows.</summary>
internal sealed class KnownFunctions(FunctionService functions)
{
    private const int AccountPart = 4;

    /// <summary>The function that a call names, if it names one; null where it is none that this server knows.</summary>
    public FunctionName? Find(OpenTask task, FunctionCall call) => Name(task, call) is { } name && functions.Knows(name) ? name : null;

    /// <summary>What is said of a function that neither this server nor anybody else knows.</summary>
    public static string NotFound(OpenTask task, FunctionCall call)
    {
        var (arn, key) = Name(task, call) is { } name ? (name.Arn, name.Key) : (call.Text("FunctionName") ?? "", "NAME");
        return $"Function not found: {arn}. Add it with 'baton function add {key}', or start the server with Baton__Endpoints__lambda=http://HOST:PORT, the address of something that serves the Lambda Invoke API for all functions that are not known.";
    }

    /// <exception cref="FunctionCallException">A parameter is not what it has to be; the message names it.</exception>
    public async Task<ServiceAnswer> InvokeAsync(OpenTask task, FunctionName name, FunctionCall call, CancellationToken cancellationToken)
    {
        var type = call.Text("InvocationType") switch
        {
            null => InvocationType.RequestResponse,
            var text => Enum.TryParse<InvocationType>(text, out var known) && known.ToString() == text
                ? known
                : throw new FunctionCallException($"The field 'InvocationType' is '{text}'; expected RequestResponse, Event or DryRun"),
        };
        var log = call.Text("LogType") is var logType && logType is null or "None" or "Tail" ? logType : throw new FunctionCallException($"The field 'LogType' is '{logType}'; expected None or Tail");
        var answer = await functions.InvokeAsync(
            new FunctionInvocation
            {
                Function = name,
                RequestId = RequestId(task.Token),
                Payload = Encoding.UTF8.GetBytes(call.Text("Payload") ?? ""),
                Type = type,
                WantsLog = log == "Tail",
                ClientContext = call.Text("ClientContext"),
                TraceId = task.Execution.TraceHeader,
            },
            cancellationToken);
        return new ServiceAnswer(answer.StatusCode, [.. answer.Headers.Select(header => KeyValuePair.Create(header.Key, (IReadOnlyList<string>)[header.Value]))], answer.Body.ToArray());
    }

    private static FunctionName? Name(OpenTask task, FunctionCall call)
    {
        var execution = task.Execution;
        return call.Text("FunctionName") is { } text ? FunctionName.Parse(text, execution.Region, execution.StateMachineArn.Split(':')[AccountPart])?.With(call.Text("Qualifier")) : null;
    }

    /// <summary>
    /// The same for the same task: a function that is called again after a crash can tell. A function must not learn the token itself, so it is of its hash.
    /// </summary>
    private static string RequestId(TaskToken token) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(token.ToString())).AsSpan(0, 16)).ToString();
}

/// <summary>A parameter of <c>lambda:invoke</c> that is not what it has to be.</summary>
internal sealed class FunctionCallException(string message) : Exception(message);
