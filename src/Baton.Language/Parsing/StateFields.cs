using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Which field is allowed in which state.</summary>
internal static class StateFields
{
    private static readonly FieldSet Common = FieldSet.Of("Type Comment QueryLanguage");
    private static readonly FieldSet Flow = FieldSet.Of("Next End Assign", jsonata: "Output").With(Common);
    private static readonly FieldSet Paths = FieldSet.Of("", "InputPath OutputPath");
    private static readonly FieldSet Work = FieldSet.Of("Retry Catch", "Parameters ResultSelector ResultPath").With(Flow).With(Paths);

    private static readonly FieldSet Pass = FieldSet.Of("", "Result Parameters ResultPath").With(Flow).With(Paths);

    private static readonly FieldSet Task = FieldSet.Of(
        "Resource Credentials TimeoutSeconds HeartbeatSeconds", "TimeoutSecondsPath HeartbeatSecondsPath", "Arguments").With(Work);

    private static readonly FieldSet Choice = FieldSet.Of("Choices Default Assign", jsonata: "Output").With(Common).With(Paths);
    private static readonly FieldSet Wait = FieldSet.Of("Seconds Timestamp", "SecondsPath TimestampPath").With(Flow).With(Paths);
    private static readonly FieldSet Succeed = FieldSet.Of("", jsonata: "Output").With(Common).With(Paths);
    private static readonly FieldSet Fail = FieldSet.Of("Error Cause", "ErrorPath CausePath").With(Common);
    private static readonly FieldSet Parallel = FieldSet.Of("Branches", jsonata: "Arguments").With(Work);

    private static readonly FieldSet Map = FieldSet.Of(
        "ItemProcessor Iterator ItemSelector MaxConcurrency ItemReader ItemBatcher ResultWriter Label ToleratedFailurePercentage ToleratedFailureCount",
        "ItemsPath MaxConcurrencyPath ToleratedFailurePercentagePath ToleratedFailureCountPath",
        "Items").With(Work);

    public static FieldSet Of(StateType type) => type switch
    {
        StateType.Pass => Pass,
        StateType.Task => Task,
        StateType.Choice => Choice,
        StateType.Wait => Wait,
        StateType.Succeed => Succeed,
        StateType.Fail => Fail,
        StateType.Parallel => Parallel,
        StateType.Map => Map,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There are eight types of state."),
    };
}
