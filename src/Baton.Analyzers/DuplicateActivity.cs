using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Baton.Analyzers;

/// <summary>BATON003: a worker gets the same activity twice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateActivity : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = Known.Rule(
        "BATON003", "An activity is registered twice", "The worker has the activity '{0}' already; a worker has one handler for each",
        "The second registration throws when the worker is set up.", DiagnosticSeverity.Error);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(Check);
    }

    private static void Check(OperationBlockAnalysisContext context)
    {
        var known = new HashSet<(object Builder, string Name)>();
        var calls = context.OperationBlocks.SelectMany(block => block.DescendantsAndSelf()).OfType<IInvocationOperation>().Where(Known.IsAddActivity);
        foreach (var call in calls.OrderBy(call => call.Syntax.Span.End))
        {
            var argument = Known.Argument(call, "nameOrArn", "name");
            if (Known.Text(argument) is { } name && BuilderOf(call) is { } builder && !known.Add((builder, name)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, argument!.Syntax.GetLocation(), name));
            }
        }
    }

    /// <summary>What the chain of calls began with: a variable, or the call that made the builder.</summary>
    private static object? BuilderOf(IInvocationOperation call) => Known.Chain(call).FirstOrDefault(part => part is not IInvocationOperation add || !Known.IsAddActivity(add)) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IInvocationOperation made => made.Syntax,
        _ => null,
    };
}
