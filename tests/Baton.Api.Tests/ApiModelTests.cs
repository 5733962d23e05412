using System.Text.Json;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;
using Baton.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Api.Tests;

/// <summary>What operations read, held against the published model of the API.</summary>
public sealed class ApiModelTests
{
    private const string Aws = "AWSStepFunctions.";
    private const string Events = "AWSEvents.";

    /// <summary>Members that an operation does not read yet. None is passed over: what cannot be done is refused.</summary>
    private static readonly Dictionary<string, string[]> KnowinglyNotRead = [];

    private static readonly JsonElement? Model = PublishedModel("stepfunctions");
    private static readonly JsonElement? EventsModel = PublishedModel("events");

    public static TheoryData<string> Operations() => [.. Table().Keys.Where(target => !target.StartsWith("Baton.", StringComparison.Ordinal)).Select(target => target.StartsWith(Aws, StringComparison.Ordinal) ? target[Aws.Length..] : target).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Operations))]
    public async Task An_operation_reads_the_members_of_the_model(string operation)
    {
        var asked = new List<string>();
        await RunAsync(operation, "{}", asked);
        var members = Members(operation).Select(member => member.Name).ToList();
        Assert.Empty(asked.Except(members));
        Assert.Equal(KnowinglyNotRead.GetValueOrDefault(operation, []).Order(), members.Except(asked).Order());
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task An_operation_asks_for_the_members_that_are_required(string operation)
    {
        var fault = await RunAsync(operation, "{}", []);
        foreach (var (name, _, required) in Read(operation))
        {
            Assert.Equal(required, fault.Contains($"Value null at '{name}' failed to satisfy constraint: Member must not be null", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task An_operation_holds_the_bounds_of_the_model(string operation)
    {
        foreach (var (name, shape, _) in Read(operation))
        {
            foreach (var (value, constraint) in Beyond(shape))
            {
                Assert.Contains($"at '{name}' failed to satisfy constraint: {constraint}", await RunAsync(operation, $$"""{"{{name}}":{{value}}}""", []), StringComparison.Ordinal);
            }
        }
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_member_of_another_type_is_refused(string operation)
    {
        foreach (var (name, shape, _) in Read(operation))
        {
            var wrong = shape.GetProperty("type").GetString() == "string" ? "1" : "\"x\"";
            Assert.Contains("can not be converted to", await RunAsync(operation, $$"""{"{{name}}":{{wrong}}}""", []), StringComparison.Ordinal);
        }
    }

    /// <summary>Values just beyond the bounds of a shape, and how they are refused.</summary>
    private static IEnumerable<(string Value, string Constraint)> Beyond(JsonElement shape)
    {
        var type = shape.GetProperty("type").GetString();
        long? min = shape.TryGetProperty("min", out var least) ? least.GetInt64() : null, max = shape.TryGetProperty("max", out var most) ? most.GetInt64() : null;
        if (type is "integer" or "long" or "float")
        {
            if (max is not null) yield return ($"{max + 1}", $"Member must have value less than or equal to {max}");
            if (min is not null) yield return ($"{min - 1}", $"Member must have value greater than or equal to {min}");
        }
        if (type != "string") yield break;
        if (shape.TryGetProperty("enum", out _)) yield return ("\"NO_SUCH_WORD\"", "Member must satisfy enum value set: [");
        if (max is { } longest) yield return ($"\"{new string('x', (int)longest + 1)}\"", $"Member must have length less than or equal to {longest}");
        if (min is 1) yield return ("\"\"", "Member must have length greater than or equal to 1");
    }

    private static IEnumerable<(string Name, JsonElement Shape, bool Required)> Read(string operation) =>
        Members(operation).Where(member => !KnowinglyNotRead.GetValueOrDefault(operation, []).Contains(member.Name));

    private static IEnumerable<(string Name, JsonElement Shape, bool Required)> Members(string operation)
    {
        if ((operation.StartsWith(Events, StringComparison.Ordinal) ? EventsModel : Model) is not { } model)
        {
            Assert.Skip("The published model is not beside the repository.");
            yield break;
        }
        var shapes = model.GetProperty("shapes");
        var input = shapes.GetProperty(model.GetProperty("operations").GetProperty(operation[(operation.IndexOf('.', StringComparison.Ordinal) + 1)..]).GetProperty("input").GetProperty("shape").GetString()!);
        var required = input.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToList() : [];
        foreach (var member in input.GetProperty("members").EnumerateObject())
        {
            yield return (member.Name, shapes.GetProperty(member.Value.GetProperty("shape").GetString()!), required.Contains(member.Name));
        }
    }

    private static JsonElement? PublishedModel(string service) => Conformance.Find($"api/{service}.service-2.json") is { } file ? JsonDocument.Parse(File.ReadAllText(file)).RootElement : null;

    /// <summary>Runs an operation on a server that has nothing.</summary>
    /// <param name="operation">The name; with its prefix where it is none of Step Functions.</param>
    /// <returns>The error's message; empty where there is none.</returns>
    internal static async Task<string> RunAsync(string operation, string body, ICollection<string> asked)
    {
        using var response = new ResponseWriter();
        var caller = new ApiCaller("us-east-1", "id", TestContext.Current.CancellationToken, new CancellationToken(canceled: true));
        try
        {
            await Table()[operation.Contains('.', StringComparison.Ordinal) ? operation : $"{Aws}{operation}"].ExecuteAsync(new RequestReader((JsonObject)JsonData.Parse(body, new JsonLimits(10_000_000, 10)), asked), response, caller);
            return "";
        }
        catch (ApiException e)
        {
            return e.Message;
        }
    }

    internal static IReadOnlyDictionary<string, IOperation> Table() => OperationTable.Of(
        new WorkflowRuntime(new MemoryStore(new MemoryDisk(), TimeProvider.System), new RuntimeOptions(), [], TimeProvider.System, NullLoggerFactory.Instance), TimeProvider.System);
}
