using System.Text;

namespace Baton.Load.Http;

/// <summary>The head of the requests of one operation, but for the length of the body.</summary>
internal sealed class Operation(string name)
{
    public static readonly Operation CreateActivity = new("CreateActivity");
    public static readonly Operation CreateStateMachine = new("CreateStateMachine");
    public static readonly Operation StartExecution = new("StartExecution");
    public static readonly Operation StartSyncExecution = new("StartSyncExecution");
    public static readonly Operation DescribeExecution = new("DescribeExecution");
    public static readonly Operation ListExecutions = new("ListExecutions");
    public static readonly Operation GetActivityTask = new("GetActivityTask");
    public static readonly Operation SendTaskSuccess = new("SendTaskSuccess");

    public string Name { get; } = name;

    public byte[] Head { get; } = Encoding.ASCII.GetBytes(
        $"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: AWSStepFunctions.{name}\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: ");
}
