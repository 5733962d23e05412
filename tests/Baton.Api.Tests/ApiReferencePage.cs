using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Baton.Api.Tests;

/// <summary>docs/reference/api.md: every operation of the table, what it reads, where it deviates and what proves it.</summary>
internal static class ApiReferencePage
{
    public const string Path = "docs/reference/api.md";

    private const string Tests = "tests/EndToEnd";

    private const int ProofsPerOperation = 3;

    private const string Head = """
        # The API

        Baton serves the API of AWS Step Functions: `POST /` with `X-Amz-Target: AWSStepFunctions.OPERATION` and JSON 1.0, for every AWS SDK and the AWS CLI. Members, bounds, errors and
        their sentences are those of AWS; this page says where something is not. It is made from the table of operations and the tests (`scripts/api-reference`), and a test fails when it is stale.

        The proofs are the tests that call the operation most, three at the most, through `@aws-sdk/client-sfn`, which holds every answer against the published API model. All operations are also
        called through boto3 ([boto3_smoke.py](../../tests/EndToEnd/boto3_smoke.py)), their members are held against the model ([ApiModelTests](../../tests/Baton.Api.Tests/ApiModelTests.cs)), and
        calls that were recorded at AWS are made again where the recordings are present (`scripts/conformance`).

        For `StartSyncExecution` and `TestState` the SDKs put `sync-` before the host. The server answers to `sync-localhost` and `sync-127.0.0.1` as to `localhost`, but few systems find
        an address for such names: turn the prefix off in the client (`disableHostPrefix: true` in JavaScript, `inject_host_prefix=False` in botocore's `Config`, or `AWS_DISABLE_HOST_PREFIX_INJECTION=true`
        for the AWS CLI and boto3), or let the name `sync-…` lead to the server too.

        | operation | members that are read | other than AWS | proof |
        | --- | --- | --- | --- |

        """;

    private const string HeadOfEvents = """

        ## Connections

        What HTTP tasks need of Amazon EventBridge, on the same address: `X-Amz-Target: AWSEvents.OPERATION` and JSON 1.1, called through `@aws-sdk/client-eventbridge`
        ([how to use them](../recipes/call-http-apis.md)). No answer holds a secret.

        | operation | members that are read | other than AWS | proof |
        | --- | --- | --- | --- |

        """;

    private const string HeadOfOwn = """

        ## Beyond AWS

        Operations of Baton's own come with a prefix of their own, `X-Amz-Target: Baton.OPERATION`, in the same protocol, so that those of AWS stay what they are.

        | operation | members that are read | what it does | proof |
        | --- | --- | --- | --- |

        """;

    /// <summary>All operations of the API.</summary>
    private static readonly string[] Published =
    [
        "CreateActivity", "CreateStateMachine", "CreateStateMachineAlias", "DeleteActivity", "DeleteStateMachine", "DeleteStateMachineAlias", "DeleteStateMachineVersion",
        "DescribeActivity", "DescribeExecution", "DescribeMapRun", "DescribeStateMachine", "DescribeStateMachineAlias", "DescribeStateMachineForExecution", "GetActivityTask",
        "GetExecutionHistory", "ListActivities", "ListExecutions", "ListMapRuns", "ListStateMachineAliases", "ListStateMachineVersions", "ListStateMachines",
        "ListTagsForResource", "PublishStateMachineVersion", "RedriveExecution", "SendTaskFailure", "SendTaskHeartbeat", "SendTaskSuccess", "StartExecution",
        "StartSyncExecution", "StopExecution", "TagResource", "TestState", "UntagResource", "UpdateMapRun", "UpdateStateMachine", "UpdateStateMachineAlias",
        "ValidateStateMachineDefinition",
    ];

    public static async Task<string> BuildAsync(string root)
    {
        var table = ApiModelTests.Table();
        var tests = Directory.GetFiles(System.IO.Path.Combine(root, Tests), "*.test.mjs").Order(StringComparer.Ordinal).Select(file => (System.IO.Path.GetFileName(file), File.ReadAllText(file))).ToList();
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var name in Published.Where(name => table.ContainsKey($"AWSStepFunctions.{name}")))
        {
            page.Append(await LineAsync(name, table[$"AWSStepFunctions.{name}"], Proofs(tests, new Regex($@"\.{char.ToLowerInvariant(name[0])}{name[1..]}\(", RegexOptions.CultureInvariant))));
        }
        var absent = Published.Where(name => !table.ContainsKey($"AWSStepFunctions.{name}")).ToList();
        if (absent.Count > 0) page.Append($"\nNot served yet: {string.Join(", ", absent.Select(name => $"`{name}`"))}; they are answered with `UnknownOperationException`.\n");
        page.Append(HeadOfEvents.ReplaceLineEndings("\n"));
        foreach (var (target, operation) in table.Where(entry => entry.Key.StartsWith("AWSEvents.", StringComparison.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var name = target["AWSEvents.".Length..];
            page.Append(await LineAsync(target, operation, Proofs(tests, new Regex($@"\.{char.ToLowerInvariant(name[0])}{name[1..]}\(", RegexOptions.CultureInvariant))));
        }
        page.Append(HeadOfOwn.ReplaceLineEndings("\n"));
        foreach (var (target, operation) in table.Where(entry => entry.Key.StartsWith("Baton.", StringComparison.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            page.Append(await LineAsync(target, operation, Proofs(tests, new Regex($"'{Regex.Escape(target)}'", RegexOptions.CultureInvariant))));
        }
        return page.ToString();
    }

    private static async Task<string> LineAsync(string name, IOperation operation, string proofs)
    {
        var members = new List<string>();
        await ApiModelTests.RunAsync(name, "{}", members);
        var deviations = operation.GetType().GetCustomAttributes<DeviationAttribute>().Select(deviation => deviation.Sentence);
        return $"| `{name}` | {string.Join(", ", members.Distinct().Select(member => $"`{member}`"))} | {string.Join(" ", deviations)} | {proofs} |\n";
    }

    private static string Proofs(IEnumerable<(string File, string Text)> tests, Regex call)
    {
        var proofs = tests.Select(test => (test.File, Calls: call.Count(test.Text))).Where(test => test.Calls > 0).OrderByDescending(test => test.Calls).Take(ProofsPerOperation)
            .Select(test => $"[{test.File[..^".test.mjs".Length]}](../../{Tests}/{test.File})").ToList();
        Assert.True(proofs.Count > 0, $"No test in {Tests} has {call}.");
        return string.Join(", ", proofs);
    }
}
