namespace Baton.Runtime.Tests;

/// <summary>Machines that never wait.</summary>
internal static class Loops
{
    public const string Endless = """
        {"StartAt":"A","States":{
          "A":{"Type":"Pass","Next":"B"},
          "B":{"Type":"Choice","Choices":[{"Variable":"$.never","IsPresent":true,"Next":"C"}],"Default":"A"},
          "C":{"Type":"Succeed"}}}
        """;

    /// <summary>An endless loop beside a task of the activity.</summary>
    public static string BesideATask { get; } = $$"""
        {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
          {{Endless}},
          {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{Harness.Activity}}","HeartbeatSeconds":1000,"End":true} } } ] } } }
        """;
}
