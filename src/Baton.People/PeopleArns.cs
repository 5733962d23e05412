using Baton.Engine.Execution;

namespace Baton.People;

internal static class PeopleArns
{
    /// <summary>Whether an execution is of type EXPRESS: then its ARN says so.</summary>
    public static bool IsExpress(ExecutionIdentity execution) => execution.ExecutionArn.Split(':') is [_, _, _, _, _, "express", ..];
}
