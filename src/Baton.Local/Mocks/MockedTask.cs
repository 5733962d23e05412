using Baton.Language.Model;

namespace Baton.Local.Mocks;

/// <summary>Finds the task that a mock is for.</summary>
internal static class MockedTask
{
    public static TaskState? Find(StateMachine machine, string name, string location, MockFindings findings)
    {
        if (!machine.States.TryGetValue(name, out var state)) findings.Add(location, $"The definition has no state '{name}'");
        else if (state is TaskState task) return task;
        else findings.Add(location, $"'{name}' is a {state.Type} state; only Task states have mocks");
        return null;
    }
}
