using System.Collections.Frozen;

namespace Baton.Integrations.Aws.Protocols;

/// <summary>Where the members of an operation go in a REST request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with members in braces; <c>{Key+}</c> keeps its slashes. A query that is always there may follow.</param>
/// <param name="Query">Members that go into the query, as <c>name=Member</c>.</param>
/// <param name="Headers">Members that go into headers, as <c>Name=Member</c>.</param>
/// <param name="Payload">The member that is the body; null where the body is an object of the members that are left.</param>
internal sealed record RestOperation(HttpMethod Method, string Path, string[] Query, string[] Headers, string? Payload = null);

/// <summary>The operations of REST services that workflows commonly use: each has a path of its own.</summary>
internal static class RestOperations
{
    private static readonly FrozenDictionary<string, RestOperation> Known = new Dictionary<string, RestOperation>
    {
        ["s3:ListBuckets"] = new(HttpMethod.Get, "/", [], []),
        ["s3:HeadBucket"] = new(HttpMethod.Head, "/{Bucket}", [], []),
        ["s3:CreateBucket"] = new(HttpMethod.Put, "/{Bucket}", [], ["x-amz-acl=ACL"]),
        ["s3:DeleteBucket"] = new(HttpMethod.Delete, "/{Bucket}", [], []),
        ["s3:ListObjectsV2"] = new(
            HttpMethod.Get, "/{Bucket}?list-type=2", ["prefix=Prefix", "delimiter=Delimiter", "max-keys=MaxKeys", "continuation-token=ContinuationToken", "start-after=StartAfter"], []),
        ["s3:GetObject"] = new(HttpMethod.Get, "/{Bucket}/{Key+}", ["versionId=VersionId"], ["Range=Range", "If-Match=IfMatch", "If-None-Match=IfNoneMatch"]),
        ["s3:HeadObject"] = new(HttpMethod.Head, "/{Bucket}/{Key+}", ["versionId=VersionId"], ["Range=Range", "If-Match=IfMatch", "If-None-Match=IfNoneMatch"]),
        ["s3:PutObject"] = new(
            HttpMethod.Put, "/{Bucket}/{Key+}", [],
            ["Content-Type=ContentType", "Content-Encoding=ContentEncoding", "Content-Disposition=ContentDisposition", "Cache-Control=CacheControl", "x-amz-acl=ACL", "x-amz-storage-class=StorageClass",
                "x-amz-tagging=Tagging", "x-amz-server-side-encryption=ServerSideEncryption", "x-amz-meta-=Metadata"],
            "Body"),
        ["s3:DeleteObject"] = new(HttpMethod.Delete, "/{Bucket}/{Key+}", ["versionId=VersionId"], []),
        ["s3:CopyObject"] = new(HttpMethod.Put, "/{Bucket}/{Key+}", [], ["x-amz-copy-source=CopySource", "x-amz-metadata-directive=MetadataDirective", "x-amz-acl=ACL", "x-amz-meta-=Metadata"]),
        ["s3:GetObjectTagging"] = new(HttpMethod.Get, "/{Bucket}/{Key+}?tagging", ["versionId=VersionId"], []),
        ["lambda:Invoke"] = new(
            HttpMethod.Post, "/2015-03-31/functions/{FunctionName}/invocations", ["Qualifier=Qualifier"],
            ["X-Amz-Invocation-Type=InvocationType", "X-Amz-Log-Type=LogType", "X-Amz-Client-Context=ClientContext"], "Payload"),
        ["lambda:ListFunctions"] = new(HttpMethod.Get, "/2015-03-31/functions/", ["Marker=Marker", "MaxItems=MaxItems", "FunctionVersion=FunctionVersion"], []),
        ["lambda:GetFunction"] = new(HttpMethod.Get, "/2015-03-31/functions/{FunctionName}", ["Qualifier=Qualifier"], []),
        ["lambda:GetFunctionConfiguration"] = new(HttpMethod.Get, "/2015-03-31/functions/{FunctionName}/configuration", ["Qualifier=Qualifier"], []),
        ["scheduler:CreateSchedule"] = new(HttpMethod.Post, "/schedules/{Name}", [], []),
        ["scheduler:UpdateSchedule"] = new(HttpMethod.Put, "/schedules/{Name}", [], []),
        ["scheduler:GetSchedule"] = new(HttpMethod.Get, "/schedules/{Name}", ["groupName=GroupName"], []),
        ["scheduler:DeleteSchedule"] = new(HttpMethod.Delete, "/schedules/{Name}", ["groupName=GroupName", "clientToken=ClientToken"], []),
        ["scheduler:ListSchedules"] = new(HttpMethod.Get, "/schedules", ["ScheduleGroup=GroupName", "NamePrefix=NamePrefix", "State=State", "NextToken=NextToken", "MaxResults=MaxResults"], []),
        ["rdsdata:ExecuteStatement"] = new(HttpMethod.Post, "/Execute", [], []),
        ["rdsdata:BatchExecuteStatement"] = new(HttpMethod.Post, "/BatchExecute", [], []),
        ["rdsdata:BeginTransaction"] = new(HttpMethod.Post, "/BeginTransaction", [], []),
        ["rdsdata:CommitTransaction"] = new(HttpMethod.Post, "/CommitTransaction", [], []),
        ["rdsdata:RollbackTransaction"] = new(HttpMethod.Post, "/RollbackTransaction", [], []),
        ["sesv2:SendEmail"] = new(HttpMethod.Post, "/v2/email/outbound-emails", [], []),
    }.ToFrozenDictionary();

    /// <exception cref="UnknownOperationException"/>
    public static RestOperation Find(AwsService service, string operation) => service.Name switch
    {
        "batch" => new RestOperation(HttpMethod.Post, $"/v1/{operation.ToLowerInvariant()}", [], []), // all of its operations are so
        _ => Known.GetValueOrDefault($"{service.Name}:{operation}") ?? throw new UnknownOperationException(service, operation),
    };

    /// <summary>The known operations of a service.</summary>
    public static IEnumerable<string> Of(string service) =>
        Known.Keys.Where(key => key.StartsWith($"{service}:", StringComparison.Ordinal)).Select(key => key[(service.Length + 1)..]).Order(StringComparer.Ordinal);
}
