using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Api;

/// <summary>A request that is answered with an error.</summary>
internal sealed class ConsoleException(int status, string error, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>What kind of error, in a word.</summary>
    public string Error { get; } = error;

    public static ConsoleException Invalid(string message) => new(StatusCodes.Status400BadRequest, "Invalid", message);

    public static ConsoleException NotFound(string message) => new(StatusCodes.Status404NotFound, "NotFound", message);

    public static ConsoleException Conflict(string message) => new(StatusCodes.Status409Conflict, "Conflict", message);
}
