using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>What holds for the scope that is being read.</summary>
/// <param name="Findings">Where findings go.</param>
/// <param name="MachineLanguage">The machine's query language; nested scopes take it, whatever their Map or Parallel state says of itself.</param>
/// <param name="Variables">The variables of the scope.</param>
/// <param name="Integrations">What a Task can name beside the integrations that AWS publishes.</param>
/// <param name="Express">Whether the states run in Express executions: an Express machine, or the children of a distributed Map that asks for them.</param>
internal sealed record ParseContext(
    Findings Findings, QueryLanguage MachineLanguage, VariableScope Variables, IReadOnlyList<ServiceIntegration> Integrations, bool Express)
{
    /// <summary>Every state that was read without fault, for <see cref="StateMachine.States"/>.</summary>
    public Dictionary<string, State> States { get; } = new(StringComparer.Ordinal);
}
