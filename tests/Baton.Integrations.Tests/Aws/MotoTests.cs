using Baton.Integrations.Aws;
using Baton.Integrations.Tests.S3;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Tests.Aws;

/// <summary>The services that workflows use most, against an emulator.</summary>
public sealed class MotoTests(MotoServer moto) : IClassFixture<MotoServer>
{
    private readonly AwsIntegration _aws = ServiceTests.Integration((IntegrationOptions.AnyService, moto.Address));

    [Fact]
    public async Task A_message_reaches_its_queue_with_an_object_as_its_text()
    {
        var url = Text(await _aws.SucceedsAsync("aws-sdk:sqs:createQueue", """{"QueueName":"orders"}"""), "QueueUrl");
        var sent = await _aws.SucceedsAsync("sqs:sendMessage", $$$"""{"QueueUrl":"{{{url}}}","MessageBody":{"id":1,"token":"t"} }""");
        Assert.Equal(["MD5OfMessageBody", "MessageId", "SdkHttpMetadata", "SdkResponseMetadata"], sent.Select(member => member.Key));
        Assert.Equal(200, ((JsonNumber)((JsonObject)sent["SdkHttpMetadata"]!)["HttpStatusCode"]!).Value);
        var received = await _aws.SucceedsAsync("aws-sdk:sqs:receiveMessage", $$"""{"QueueUrl":"{{url}}"}""");
        Assert.Equal("""{"id":1,"token":"t"}""", Text((JsonObject)((JsonArray)received["Messages"]!)[0], "Body"));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_has_the_names_of_both_sdks()
    {
        const string Input = """{"QueueUrl":"http://127.0.0.1/000000000000/none","MessageBody":"m"}""";
        var optimized = await _aws.FailsAsync("sqs:sendMessage", Input);
        Assert.Matches(@"^SQS\.(QueueDoesNotExist|AmazonSQS)Exception$", optimized.Error!);
        Assert.Matches(@"\(Service: AmazonSQS; Status Code: 400; Error Code: [\w.]+; Request ID: \S+; Proxy: null\)$", optimized.Cause!);
        var sdk = await _aws.FailsAsync("aws-sdk:sqs:sendMessage", Input);
        Assert.StartsWith("Sqs.", sdk.Error!);
        Assert.Matches(@"\(Service: Sqs, Status Code: 400, Request ID: \S+\)$", sdk.Cause!);
    }

    [Fact]
    public async Task A_topic_takes_messages_and_attributes()
    {
        var arn = Text(await _aws.SucceedsAsync("aws-sdk:sns:createTopic", """{"Name":"news"}"""), "TopicArn");
        var sent = await _aws.SucceedsAsync("sns:publish", $$$"""{"TopicArn":"{{{arn}}}","Message":{"a":1},"MessageAttributes":{"kind":{"DataType":"String","StringValue":"x"} } }""");
        Assert.Equal(["MessageId", "SdkHttpMetadata", "SdkResponseMetadata"], sent.Select(member => member.Key));
        var missing = await _aws.FailsAsync("sns:publish", """{"TopicArn":"arn:aws:sns:us-east-1:000000000000:none","Message":"m"}""");
        Assert.Equal("SNS.NotFoundException", missing.Error);
        Assert.Matches(@"\(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: \S+; Proxy: null\)$", missing.Cause!);
    }

    [Fact]
    public async Task An_item_is_put_and_got_and_a_table_that_is_not_there_is_named_as_recorded()
    {
        await _aws.SucceedsAsync("aws-sdk:dynamodb:createTable", """
            {"TableName":"t","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST"}
            """);
        await _aws.SucceedsAsync("dynamodb:putItem", """{"TableName":"t","Item":{"id":{"S":"1"},"data":{"S":"x"} } }""");
        var got = await _aws.SucceedsAsync("aws-sdk:dynamodb:getItem", """{"TableName":"t","Key":{"id":{"S":"1"} } }""");
        Assert.Equal("""{"Item":{"id":{"S":"1"},"data":{"S":"x"}}}""", got.ToString());
        const string Nowhere = """{"TableName":"none","Item":{"id":{"S":"1"} } }""";
        var optimized = await _aws.FailsAsync("dynamodb:putItem", Nowhere);
        Assert.Equal("DynamoDB.ResourceNotFoundException", optimized.Error);
        Assert.Matches(@"^Requested resource not found.* \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: \S+; Proxy: null\)$", optimized.Cause!);
        var sdk = await _aws.FailsAsync("aws-sdk:dynamodb:putItem", Nowhere);
        Assert.Equal("DynamoDb.ResourceNotFoundException", sdk.Error);
        Assert.Matches(@"^Requested resource not found.* \(Service: DynamoDb, Status Code: 400, Request ID: \S+\)$", sdk.Cause!);
    }

    [Fact]
    public async Task Objects_are_put_got_listed_and_missed()
    {
        await _aws.SucceedsAsync("aws-sdk:s3:createBucket", """{"Bucket":"files"}""");
        await _aws.SucceedsAsync("aws-sdk:s3:putObject", """{"Bucket":"files","Key":"a b/ü.json","Body":{"x":[1,2]},"Metadata":{"owner":"me"} }""");
        var got = await _aws.SucceedsAsync("aws-sdk:s3:getObject", """{"Bucket":"files","Key":"a b/ü.json"}""");
        Assert.Equal("""{"x":[1,2]}""", Text(got, "Body"));
        Assert.Equal(11, ((JsonNumber)got["ContentLength"]!).Value);
        Assert.Equal("""{"owner":"me"}""", got["Metadata"]!.ToString());
        var listed = await _aws.SucceedsAsync("aws-sdk:s3:listObjectsV2", """{"Bucket":"files","Prefix":"a b/"}""");
        var item = (JsonObject)Assert.Single((JsonArray)listed["Contents"]!);
        Assert.Equal(("a b/ü.json", 11), (Text(item, "Key"), ((JsonNumber)item["Size"]!).Value));
        var missing = await _aws.FailsAsync("aws-sdk:s3:getObject", """{"Bucket":"files","Key":"none"}""");
        Assert.Equal("S3.NoSuchKeyException", missing.Error);
        Assert.Matches(@"^The specified key does not exist\. \(Service: S3, Status Code: 404, Request ID: \S+, Extended Request ID: \S+\)$", missing.Cause!);
    }

    [Fact]
    public async Task Secrets_and_parameters_and_streams_go_without_a_line_of_their_own()
    {
        await _aws.SucceedsAsync("aws-sdk:secretsmanager:createSecret", """{"Name":"s","SecretString":"hush"}""");
        var listed = await _aws.SucceedsAsync("aws-sdk:secretsmanager:listSecrets", "{}");
        Assert.Matches(@"^\d{4}-\d\d-\d\dT.*Z$", Text((JsonObject)((JsonArray)listed["SecretList"]!)[0], "LastChangedDate")!);
        await _aws.SucceedsAsync("aws-sdk:ssm:putParameter", """{"Name":"/p","Value":"v","Type":"String"}""");
        await _aws.SucceedsAsync("aws-sdk:kinesis:createStream", """{"StreamName":"st","ShardCount":1}""");
        Assert.NotNull(Text(await _aws.SucceedsAsync("aws-sdk:kinesis:putRecord", """{"StreamName":"st","PartitionKey":"p","Data":{"a":1} }"""), "SequenceNumber"));
        await _aws.SucceedsAsync("aws-sdk:cloudwatchlogs:createLogGroup", """{"LogGroupName":"g"}""");
        var groups = await _aws.SucceedsAsync("aws-sdk:cloudwatchlogs:describeLogGroups", "{}");
        Assert.Equal("g", Text((JsonObject)((JsonArray)groups["LogGroups"]!)[0], "LogGroupName"));
    }

    [Fact]
    public async Task Events_are_put_on_the_bus()
    {
        var put = await _aws.SucceedsAsync("events:putEvents", """{"Entries":[{"Source":"s","DetailType":"t","Detail":{"a":1} }]}""");
        Assert.Equal(0, ((JsonNumber)put["FailedEntryCount"]!).Value);
    }

    [Fact]
    public async Task A_glue_job_is_waited_for()
    {
        await _aws.SucceedsAsync("aws-sdk:glue:createJob", """{"Name":"j","Role":"r","Command":{"Name":"glueetl","ScriptLocation":"s3://b/s.py"} }""");
        var task = Tasks.Of("glue:startJobRun.sync", """{"JobName":"j"}""");
        var started = Assert.IsType<TaskOutcome.Succeeded>(await _aws.InvokeAsync(task, CancellationToken.None));
        var ended = Assert.IsType<TaskOutcome.Succeeded>(await _aws.WatchAsync(task with { Submission = started.Output }, CancellationToken.None));
        Assert.Equal(("j", "SUCCEEDED"), (Text((JsonObject)ended.Output.Value, "JobName"), Text((JsonObject)ended.Output.Value, "JobRunState")));
    }

    private static string? Text(JsonObject json, string name) => (json[name] as JsonString)?.Value;
}
