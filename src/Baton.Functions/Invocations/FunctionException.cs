using Baton.Json;

namespace Baton.Functions.Invocations;

/// <summary>A request that is not done, with the error that the Lambda API has for it.</summary>
internal sealed class FunctionException(string code, int statusCode, string message) : Exception(message)
{
    public string Code => code;

    public int StatusCode => statusCode;

    /// <summary>The body of the answer, as the API has it.</summary>
    public string ToJson() =>
        JsonObject.Of(("Type", JsonData.Of(statusCode < 500 ? "User" : "Service")), ("Message", JsonData.Of(Message)), ("message", JsonData.Of(Message))).ToString();

    public static FunctionException NotFound(FunctionName function) => new("ResourceNotFoundException", 404, NotFoundMessage(function));

    /// <summary>What is said of a function that nobody knows, and what to do about it.</summary>
    public static string NotFoundMessage(FunctionName function) =>
        $"Function not found: {function.Arn}. Add it with 'baton function add {function.Key}', or name an address for all functions that are not known (Baton__Endpoints__lambda) and start the server again.";

    public static FunctionException Invalid(string message) => new("InvalidParameterValueException", 400, message);

    public static FunctionException InvalidContent(string message) => new("InvalidRequestContentException", 400, message);

    public static FunctionException TooLarge(int bytesMax) => new("RequestTooLargeException", 413, $"Request must be smaller than {bytesMax} bytes for the InvokeFunction operation");

    public static FunctionException TooMany(string message) => new("TooManyRequestsException", 429, message);

    public static FunctionException Exists(FunctionName function) => new("ResourceConflictException", 409, $"Function already exist: {function.Name}");

    public static FunctionException Service(string message) => new("ServiceException", 500, message);
}
