using System.Collections.Frozen;
using Baton.Json;
using Baton.Language.Model;
using Baton.Language.People;

namespace Baton.Language.Parsing;

/// <summary>
/// The fields that calls of the commonest integrations take, as the services' own APIs name them: an unknown one, or a missing one that
/// the service cannot do without, is refused when the machine is created. What is left open by an expression is not looked at.
/// </summary>
internal static class IntegrationFields
{
    private const string Write = "ConditionExpression ConditionalOperator Expected ExpressionAttributeNames ExpressionAttributeValues "
        + "ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues ReturnValuesOnConditionCheckFailure";

    private static readonly FrozenDictionary<string, (string[] Required, FrozenSet<string> Known)> Calls = Table(
        ("lambda:invoke", "FunctionName", "Payload Qualifier InvocationType ClientContext LogType DurableExecutionName TenantId"),
        ("states:startExecution", "StateMachineArn", "Input Name TraceHeader"),
        ("sqs:sendMessage", "QueueUrl MessageBody", "DelaySeconds MessageAttributes MessageSystemAttributes MessageDeduplicationId MessageGroupId"),
        ("sns:publish", "Message", "TopicArn TargetArn PhoneNumber Subject MessageStructure MessageAttributes MessageDeduplicationId MessageGroupId"),
        ("events:putEvents", "Entries", "EndpointId"),
        ("dynamodb:getItem", "TableName Key", "AttributesToGet ConsistentRead ExpressionAttributeNames ProjectionExpression ReturnConsumedCapacity"),
        ("dynamodb:putItem", "TableName Item", Write),
        ("dynamodb:updateItem", "TableName Key", $"AttributeUpdates UpdateExpression {Write}"),
        ("dynamodb:deleteItem", "TableName Key", Write),
        ("apigateway:invoke", "ApiEndpoint Method", "Stage Path Headers QueryParameters RequestBody AllowNullValues AuthType"),
        ("http:invoke", "ApiEndpoint Method", "Authentication InvocationConfig Headers QueryParameters RequestBody Transform"));

    public static void Check(ObjectReader at, TaskResource? resource)
    {
        var field = at.Language == QueryLanguage.JsonPath ? "Parameters" : "Arguments";
        if (resource is not TaskResource.Service service || at.Get(field) is not JsonObject given) return;
        if (PeopleRequests.Check(service, given, at.Language == QueryLanguage.Jsonata) is { } faults)
        {
            foreach (var fault in faults) at.Context.Findings.Schema(fault.Path.Aggregate(at.At(field), (place, name) => place.Field(name)), fault.Message);
            return;
        }
        if (!Calls.TryGetValue($"{service.ServiceName}:{service.Action.Split('.')[0]}", out var call)) return;

        var names = given.Select(property => at.Language == QueryLanguage.JsonPath && property.Key.EndsWith(".$", StringComparison.Ordinal) ? property.Key[..^2] : property.Key).ToList();
        foreach (var name in names.Where(name => !call.Known.Contains(name))) at.Error(field, Texts.NotSupportedByService(name));
        foreach (var name in call.Required.Except(names, StringComparer.Ordinal)) at.Error(field, Texts.RequiredInside(name));
        if (service.ServiceName == "http") HttpTaskFields.Check(at, field, given);
    }

    private static FrozenDictionary<string, (string[], FrozenSet<string>)> Table(params ReadOnlySpan<(string Call, string Required, string Optional)> rows)
    {
        var table = new Dictionary<string, (string[], FrozenSet<string>)>(StringComparer.Ordinal);
        foreach (var (call, required, optional) in rows)
        {
            var needed = required.Split(' ');
            table.Add(call, (needed, needed.Concat(optional.Split(' ')).ToFrozenSet(StringComparer.Ordinal)));
        }
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
