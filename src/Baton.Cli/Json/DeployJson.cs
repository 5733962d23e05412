namespace Baton.Cli.Json;

/// <param name="Outcome"><c>created</c>, <c>updated</c> or <c>unchanged</c>.</param>
internal sealed record DeployJson(string StateMachineArn, string Name, string Outcome, string? RevisionId);
