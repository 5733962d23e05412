using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Baton.Analyzers.Tests;

/// <summary>Compiles a program against the real libraries and asks one analyzer about it.</summary>
internal static class Compiled
{
    private const string Usings = """
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Baton.Client.Definitions;
        using Baton.Client.Worker;
        using Baton.Hosting;
        using Microsoft.Extensions.DependencyInjection;
        using static System.Threading.Thread;

        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Checks what is told of the body of a method that has <c>services</c>, <c>baton</c> and <c>http</c>: each finding as <c>ID 'what it is at'</c>.</summary>
    public static async Task ReportsAsync(DiagnosticAnalyzer analyzer, string body, params string[] expected)
    {
        var text = $"{Usings}static class Program\n{{\n    static void Run(IServiceCollection services, BatonBuilder baton, HttpClient http)\n    {{\n{body}\n    }}\n}}\n";
        var tree = CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Sample", [tree], References, options);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var found = await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, found.OrderBy(finding => finding.Location.SourceSpan.Start).Select(finding => $"{finding.Id} '{text[finding.Location.SourceSpan.Start..finding.Location.SourceSpan.End]}'"));
    }
}
