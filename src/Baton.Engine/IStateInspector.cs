using Baton.Json;

namespace Baton.Engine;

/// <summary>The stages of a state's data flow, by the fields that they apply.</summary>
public enum DataFlowStage
{
    InputPath,
    Parameters,
    Arguments,
    ItemsPath,
    Result,
    ResultSelector,
    ResultPath,
}

/// <summary>Watches how a state that is tested alone, or done once more (<see cref="Reenactment"/>), does its work. Told in the order in which things happen, and again where a value is computed again.</summary>
public interface IStateInspector
{
    /// <summary>The data after a stage; a stage that the state's type or language does not have is not told.</summary>
    void Passed(DataFlowStage stage, JsonText data);

    /// <summary>The state failed; Retry and Catch are asked next.</summary>
    void Failed(string? error, string? cause);

    /// <summary>A catcher took the error, and what it has to compute could be computed.</summary>
    /// <param name="catcher">Which of the state's catchers, from 0.</param>
    void Caught(int catcher);
}
