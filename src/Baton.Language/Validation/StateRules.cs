using Baton.Language.Validation.Rules;

namespace Baton.Language.Validation;

/// <summary>The rules about single states; all of them warn.</summary>
internal static class StateRules
{
    public static IReadOnlyList<IStateRule> All { get; } =
        [new StaticPassResult(), new PathWithoutPathField(), new TaskWithoutTimeout(), new TokenNotPassed(), new UnknownErrorName()];
}
