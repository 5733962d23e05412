using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Baton.Analyzers;

/// <summary>BATON002: a definition adds two states of the same name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateStateName : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = Known.Rule(
        "BATON002", "A state name is used twice", "The definition has a state '{0}' already; names are unique in the whole machine, branches and processors included",
        "Adding the second state throws when the definition is built.", DiagnosticSeverity.Error);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Check, OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context)
    {
        var build = (IInvocationOperation)context.Operation;
        if (!Known.IsDefinitionBuild(build) || Known.Function(build.Arguments.FirstOrDefault(), context.Compilation) is not { } body) return;
        var names = new HashSet<string>();
        foreach (var call in body.Descendants().OfType<IInvocationOperation>().Where(Known.IsStateFactory).OrderBy(call => call.Syntax.Span.End))
        {
            var argument = Known.Argument(call, "name");
            if (Known.Text(argument) is { } name && !names.Add(name)) context.ReportDiagnostic(Diagnostic.Create(Rule, argument!.Syntax.GetLocation(), name));
        }
    }
}
