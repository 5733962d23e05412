using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Baton.Analyzers;

/// <summary>What the analyzers know of Baton's API.</summary>
internal static class Known
{
    private const string Category = "Baton";

    private static readonly string[] Builders = ["Baton.Client.Worker.BatonWorkerBuilder", "Baton.Hosting.BatonBuilder"];

    public static DiagnosticDescriptor Rule(string id, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, description);

    /// <summary>Whether a call registers an activity with a worker or an embedded Baton.</summary>
    public static bool IsAddActivity(IInvocationOperation call) => call.TargetMethod.Name == "AddActivity" && Builders.Contains(NameOf(call.TargetMethod.ContainingType));

    /// <summary>Whether a call adds a state to a scope of a definition.</summary>
    public static bool IsStateFactory(IInvocationOperation call) =>
        NameOf(call.TargetMethod.ContainingType) == "Baton.Client.Definitions.StateScope`1" && DerivesFrom(call.Type, "Baton.Client.Definitions.State");

    /// <summary>Whether a call builds a definition.</summary>
    public static bool IsDefinitionBuild(IInvocationOperation call) =>
        call.TargetMethod.Name is "InJsonata" or "InJsonPath" && NameOf(call.TargetMethod.ContainingType) == "Baton.Client.Definitions.Definition";

    public static bool DerivesFrom(ITypeSymbol? type, string name)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (NameOf(at) == name) return true;
        }
        return false;
    }

    /// <summary>The full name, with the number of type parameters where there are any.</summary>
    public static string NameOf(ITypeSymbol? type) => type is null ? "" : $"{type.ContainingNamespace?.ToDisplayString()}.{type.MetadataName}";

    public static IArgumentOperation? Argument(IInvocationOperation call, params string[] names) => call.Arguments.FirstOrDefault(argument => names.Contains(argument.Parameter?.Name));

    /// <summary>The text of an argument; null where it is not known when the program is compiled.</summary>
    public static string? Text(IArgumentOperation? argument) => argument?.Value.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>The function that is handed over: a lambda, or a method of this compilation.</summary>
    public static IOperation? Function(IArgumentOperation? argument, Compilation compilation)
    {
        var value = argument?.Value;
        while (value is IConversionOperation conversion) value = conversion.Operand;
        if (value is IDelegateCreationOperation creation) value = creation.Target;
        if (value is IAnonymousFunctionOperation lambda) return lambda;
        if ((value as IMethodReferenceOperation)?.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax) return null;
        return compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax) : null;
    }

    /// <summary>Everything that a chain of calls was called on, the last first: of <c>a.B().C()</c> the calls C and B, then a.</summary>
    public static IEnumerable<IOperation> Chain(IOperation operation)
    {
        for (IOperation? at = operation; at is not null;)
        {
            yield return at;
            at = at is IInvocationOperation call ? call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null) : at is IConversionOperation conversion ? conversion.Operand : null;
        }
    }
}
