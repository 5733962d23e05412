using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>PASS_RESULT_IS_STATIC</c>: a Pass state's Result is taken as it stands, paths and intrinsic calls in it too.</summary>
internal sealed class StaticPassResult : IStateRule
{
    public void Check(ObjectReader at, State state)
    {
        if (state is not PassState { Result: { } result } || !HasPath(result)) return;
        at.Context.Findings.Warning(DiagnosticCodes.PassResultIsStatic, at.At("Result"),
            "The Result of a Pass state is static: paths and intrinsic functions in it are not evaluated. Use Parameters instead.");
    }

    private static bool HasPath(JsonData value) => value switch
    {
        JsonString text => PathRules.LooksLikePath(text.Value) || PathRules.LooksIntrinsic(text.Value),
        JsonArray array => array.Any(HasPath),
        JsonObject @object => @object.Any(property => HasPath(property.Value)),
        _ => false,
    };
}
