using Baton.Engine;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Http;

/// <summary>An <c>http:invoke</c> task fails, under the name and with the cause that the workflow is to see.</summary>
internal sealed class HttpTaskException(string error, string cause, Exception? inner = null) : Exception(cause, inner)
{
    public const string Socket = "States.Http.Socket";

    private const string ConnectionErrors = "Events.ConnectionResource.";

    public TaskOutcome Outcome => new TaskOutcome.Failed(error, Message);

    /// <summary>The parameters are not what they have to be.</summary>
    public static HttpTaskException Parameters(JsonText parameters, string fault) =>
        new(StateErrors.Runtime, $"The Parameters '{parameters}' could not be used to start the Task: [{fault}]");

    public static HttpTaskException NoConnection(string arn) => new(ConnectionErrors + "ResourceNotFound", $"Connection '{arn}' does not exist.");

    public static HttpTaskException InvalidState(string cause) => new(ConnectionErrors + "InvalidConnectionState", cause);

    public static HttpTaskException Internal(string cause, Exception? inner = null) => new(ConnectionErrors + "InternalError", cause, inner);
}
