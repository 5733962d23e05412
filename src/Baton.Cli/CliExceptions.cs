namespace Baton.Cli;

/// <summary>The command line asks for something that cannot be: a file that is not there, an input that is not JSON.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Something that was asked for is refused, or did not come to its end; the message says why and what to do.</summary>
internal sealed class RefusedException(string message) : Exception(message);

/// <summary>A name that nothing has, or that several have.</summary>
internal sealed class NotFoundException(string message) : Exception(message);
