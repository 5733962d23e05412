using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Baton.Analyzers;

/// <summary>BATON001: a handler calls what could be cancelled, and hands its token to nobody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedCancellation : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = Known.Rule(
        "BATON001", "A handler ignores its cancellation", "The handler of '{0}' calls {1}, which takes a CancellationToken, and never uses the task's: pass context.CancellationToken on",
        "The token is cancelled when nobody waits for the result any more, and when the worker stops; a handler that does not listen goes on in vain, and is done twice.");

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
        var inside = handler.Descendants().ToList();
        if (inside.Any(UsesContext)) return;
        if (inside.OfType<IInvocationOperation>().FirstOrDefault(IsCancellable) is not { } cancellable) return;
        var name = Known.Text(Known.Argument(call, "nameOrArn", "name")) ?? "this activity";
        context.ReportDiagnostic(Diagnostic.Create(Rule, cancellable.Syntax.GetLocation(), name, cancellable.TargetMethod.Name));
    }

    /// <summary>Reads the token, or hands the context to somebody who may.</summary>
    private static bool UsesContext(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "CancellationToken" } property => Known.NameOf(property.Instance?.Type) == "Baton.Client.Worker.ActivityContext",
        IParameterReferenceOperation parameter => Known.NameOf(parameter.Type) == "Baton.Client.Worker.ActivityContext" && parameter.Parent is IArgumentOperation,
        _ => false,
    };

    /// <summary>Whether the method, or an overload with one parameter more, takes a token, and none is given.</summary>
    private static bool IsCancellable(IInvocationOperation call)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (call.Arguments.Any(argument => IsToken(argument.Parameter?.Type) && argument.ArgumentKind != ArgumentKind.DefaultValue)) return false;
        if (method.Parameters.Any(parameter => IsToken(parameter.Type))) return true;
        return method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
            other.IsStatic == method.IsStatic && other.Parameters.Length == method.Parameters.Length + 1 && IsToken(other.Parameters[other.Parameters.Length - 1].Type)
            && other.Parameters.Take(method.Parameters.Length).Zip(method.Parameters, (left, right) => left.Type.ToDisplayString() == right.Type.ToDisplayString()).All(same => same));
    }

    private static bool IsToken(ITypeSymbol? type) => Known.NameOf(type) == "System.Threading.CancellationToken";
}
