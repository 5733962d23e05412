using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Baton.Analyzers;

/// <summary>BATON005: something is built, and nobody has it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedResult : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = Known.Rule(
        "BATON005", "What a builder gives is dropped", "{0}",
        "A definition, a condition or an expression changes nothing by itself, a worker without activities does nothing, and a state that neither goes on nor ends is refused when the definition is built.");

    private static readonly string[] Values = ["Baton.Client.Definitions.Definition", "Baton.Client.Definitions.Condition", "Baton.Client.Definitions.Jsonata", "Baton.Client.Definitions.JsonPath"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Check, OperationKind.ExpressionStatement);
    }

    private static void Check(OperationAnalysisContext context)
    {
        if (((IExpressionStatementOperation)context.Operation).Operation is IInvocationOperation call && Reason(call) is { } reason)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), reason));
        }
    }

    private static string? Reason(IInvocationOperation call)
    {
        if (Values.Contains(Known.NameOf(call.Type))) return $"{call.TargetMethod.Name} gives a {call.Type!.Name} that nobody uses: it changes nothing by itself";
        if (call.TargetMethod.Name == "AddBatonWorker" && Known.NameOf(call.Type) == "Baton.Client.Worker.BatonWorkerBuilder") return "The worker has no activities: call AddActivity on what AddBatonWorker gives";
        if (!Known.DerivesFrom(call.Type, "Baton.Client.Definitions.FlowState`2")) return null;
        var added = Known.Chain(call).OfType<IInvocationOperation>().FirstOrDefault(part => part.TargetMethod.Name == "Then" || Known.IsStateFactory(part));
        return added is not null && Known.IsStateFactory(added)
            ? $"The state {Known.Argument(added, "name")?.Syntax} neither goes on nor ends, and nobody can say so later: add .Then(…) or .End(), or keep it in a variable"
            : null;
    }
}
