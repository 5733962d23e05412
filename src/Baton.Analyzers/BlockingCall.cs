using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Baton.Analyzers;

/// <summary>BATON004: a handler blocks its thread.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingCall : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = Known.Rule(
        "BATON004", "A handler blocks its thread", "The handler of '{0}' blocks its thread with {1}: await it instead",
        "Handlers share the threads of the process; blocked ones keep other tasks, heartbeats and requests waiting.");

    private static readonly string[] TaskWaits = ["Wait", "WaitAll", "WaitAny"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Check, OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Known.IsAddActivity(call) || Known.Function(Known.Argument(call, "handler"), context.Compilation) is not { } handler) return;
        var name = Known.Text(Known.Argument(call, "nameOrArn", "name")) ?? "this activity";
        foreach (var operation in handler.Descendants())
        {
            if (Blocking(operation) is { } blocking) context.ReportDiagnostic(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), name, blocking));
        }
    }

    private static string? Blocking(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result" } property when IsTask(property.Instance?.Type) => ".Result",
        IInvocationOperation { TargetMethod: { Name: "Sleep" } method } when Known.NameOf(method.ContainingType) == "System.Threading.Thread" => "Thread.Sleep",
        IInvocationOperation { TargetMethod: { Name: "GetResult" } method } when Known.NameOf(method.ContainingType).Contains("TaskAwaiter") => ".GetAwaiter().GetResult()",
        IInvocationOperation { TargetMethod: { } method } when TaskWaits.Contains(method.Name) && IsTask(method.ContainingType) => $"Task.{method.Name}",
        _ => null,
    };

    private static bool IsTask(ITypeSymbol? type) => Known.NameOf(type) is "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1";
}
