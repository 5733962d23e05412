namespace Baton.Client.Worker;

/// <summary>What came of a task.</summary>
internal abstract record TaskOutcome
{
    private const int ErrorLengthMax = 256;
    private const int CauseLengthMax = 32_768;

    private TaskOutcome() { } // the cases below are all there are

    /// <param name="Output">JSON text in UTF-8.</param>
    public sealed record Succeeded(byte[] Output) : TaskOutcome;

    /// <summary>What is longer than the service takes is cut.</summary>
    public sealed record Failed(string Error, string Cause) : TaskOutcome
    {
        public string Error { get; } = Cut(Error, ErrorLengthMax);

        public string Cause { get; } = Cut(Cause, CauseLengthMax);

        private static string Cut(string text, int lengthMax) => text.Length <= lengthMax ? text : text[..lengthMax];
    }

    /// <summary>Nobody waits for a result.</summary>
    public sealed record Gone : TaskOutcome;
}
