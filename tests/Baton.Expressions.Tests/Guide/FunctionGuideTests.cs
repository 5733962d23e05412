using Baton.Expressions.Guide;
using Baton.Expressions.Intrinsics;
using Baton.Expressions.Jsonata;

namespace Baton.Expressions.Tests.Guide;

/// <summary>The guide describes exactly the functions that there are.</summary>
public sealed class FunctionGuideTests
{
    [Fact]
    public void Every_function_is_described_and_nothing_else()
    {
        Assert.Equal(Library.Names.Order(StringComparer.Ordinal), JsonataNotes.ByName.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(IntrinsicFunction.Names.Order(StringComparer.Ordinal), IntrinsicNotes.ByName.Keys.Order(StringComparer.Ordinal));
        Assert.All([.. FunctionGuide.Jsonata, .. FunctionGuide.Intrinsics], function => Assert.EndsWith(".", function.Summary, StringComparison.Ordinal));
    }

    /// <summary>A usage names as many arguments as the signature has, and brackets those that may be left out.</summary>
    [Fact]
    public void A_usage_fits_its_signature()
    {
        foreach (var function in FunctionGuide.Jsonata.Where(function => !function.Signature!.Contains('+', StringComparison.Ordinal)))
        {
            var parameters = SignatureParser.Parse(function.Signature!).Parameters;
            var arguments = function.Usage[(function.Name.Length + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(parameters.Count == arguments.Length, function.Usage);
            var optional = parameters.Count(parameter => parameter is { IsOptional: true, TakesContext: false });
            Assert.True(optional <= function.Usage.Count(c => c == '['), function.Usage);
        }
    }

    [Fact]
    public void An_intrinsic_usage_names_as_many_arguments_as_the_function_takes()
    {
        foreach (var usage in FunctionGuide.Intrinsics.Where(function => !function.Usage.Contains('…', StringComparison.Ordinal)).Select(function => (function.Name, function.Usage)))
        {
            var count = usage.Usage[(usage.Name.Length + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries).Length;
            Assert.Equal(IntrinsicFunction.Find(usage.Name)!.ArgumentsMax, count);
        }
    }
}
