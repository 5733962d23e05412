using Baton.Api.Operations;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Language;
using Baton.Language.Model;

namespace Baton.Api.StateTesting;

/// <summary>How much the answer tells of what happened.</summary>
internal enum InspectionLevel
{
    Info,
    Debug,
    Trace,
}

/// <summary>What a TestState call asks for: read and checked.</summary>
/// <param name="Machine">The machine that the state is of; of a state that came alone, one that has only this state.</param>
/// <param name="State">The state under test.</param>
/// <param name="Input">Its raw input.</param>
internal sealed record StateTestRequest(StateMachine Machine, State State, JsonText Input)
{
    /// <summary>What the state's expressions see as the role; null where none was given.</summary>
    public string? RoleArn { get; init; }

    public JsonObject Variables { get; init; } = JsonObject.Empty;

    public InspectionLevel Level { get; init; }

    public bool RevealsSecrets { get; init; }

    public Mock? Mock { get; init; }

    /// <summary>The context object that the caller made up; null for one that the test makes.</summary>
    public JsonObject? Context { get; init; }

    public StateConfiguration Configuration { get; init; } = StateConfiguration.None;

    /// <exception cref="ApiException">What is asked for cannot be, with the reason.</exception>
    public static StateTestRequest Read(RequestReader request, int payloadBytesMax)
    {
        var definition = request.Required("definition", Definitions.LengthMax);
        var role = request.Optional("roleArn", 256, 1);
        var input = request.Optional("input", payloadBytesMax);
        var level = request.Word("inspectionLevel", "INFO", "DEBUG", "TRACE");
        var revealsSecrets = request.Boolean("revealSecrets") ?? false;
        var variables = request.Optional("variables", payloadBytesMax);
        var stateName = request.Optional("stateName", 80, 1);
        var mock = Mock.Read(request.Structure("mock"), payloadBytesMax);
        var context = request.Optional("context", payloadBytesMax);
        var configuration = StateConfiguration.Read(request.Structure("stateConfiguration"), payloadBytesMax);
        request.Check();

        if (role is not null) Definitions.CheckRole(role);
        mock?.Check();
        CheckMockedOnly(mock, revealsSecrets, context, configuration);
        var machine = Parse(definition, stateName);
        var state = StateOf(machine, stateName ?? DefinitionParser.SingleStateName);
        CheckState(state, mock, role);
        mock?.CheckFor(state);
        configuration.CheckFor(state);
        return new StateTestRequest(machine, state, Payloads.Parse(input ?? "{}", payloadBytesMax, Errors.InvalidExecutionInput, "Invalid execution input."))
        {
            RoleArn = role,
            Variables = variables is null ? JsonObject.Empty : ObjectOf(variables, payloadBytesMax, "Invalid variables provided"),
            Level = level switch { "DEBUG" => InspectionLevel.Debug, "TRACE" => InspectionLevel.Trace, _ => InspectionLevel.Info },
            RevealsSecrets = revealsSecrets,
            Mock = mock,
            Context = context is null ? null : MockedContext.Checked(ObjectOf(context, payloadBytesMax, MockedContext.Invalid)),
            Configuration = configuration,
        };
    }

    private static void CheckMockedOnly(Mock? mock, bool revealsSecrets, string? context, StateConfiguration configuration)
    {
        if (mock is not null)
        {
            if (revealsSecrets) throw Errors.Validation("TestState does not support RevealSecrets when a mock is specified.");
            return;
        }
        var member = context is not null ? "Context" : configuration.FirstMember;
        if (member is not null) throw Errors.Validation($"TestState does not support {member} when a mock is not specified.");
    }

    private static StateMachine Parse(string definition, string? stateName)
    {
        var parsed = stateName is null ? DefinitionParser.ParseState(definition, DefinitionOptions.Standard) : DefinitionParser.Parse(definition, DefinitionOptions.Standard);
        return parsed.Machine ?? throw Errors.InvalidDefinition(parsed.InvalidDefinitionMessage());
    }

    private static State StateOf(StateMachine machine, string name) => machine.States.GetValueOrDefault(name) ?? throw Errors.Validation("State not found in definition");

    /// <summary>What can be tested without a mock, and what with one.</summary>
    private static void CheckState(State state, Mock? mock, string? role)
    {
        if (mock is not null)
        {
            if (state is not (TaskState or MapState or ParallelState)) throw Errors.Validation($"State type '{state.Type}' is not supported when a mock is specified");
            return;
        }
        if (state is MapState or ParallelState)
        {
            throw Errors.InvalidDefinition("TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]");
        }
        if (state is not TaskState task) return;
        if (task.Resource is TaskResource.Activity or TaskResource.Service { Pattern: not IntegrationPattern.RequestResponse })
        {
            throw Errors.Validation($"TestState does not support the resource '{task.Resource.Arn}' when a mock is not specified.");
        }
        if (role is null) throw Errors.Validation("RoleArn must be specified when testing a Task state");
    }

    private static JsonObject ObjectOf(string text, int bytesMax, string refusal)
    {
        ApiException Refused(string reason) => Errors.Validation($"{refusal}: {reason}");
        return Payloads.Parse(text, bytesMax, Refused, "must be a JSON object").Value as JsonObject ?? throw Refused("must be a JSON object");
    }
}
