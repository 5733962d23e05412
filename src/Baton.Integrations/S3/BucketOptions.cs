namespace Baton.Integrations.S3;

/// <summary>Where buckets are. Set by whoever runs the server, never by a workflow.</summary>
public sealed class BucketOptions
{
    /// <summary>Buckets kept in folders of this machine: the folder of each by the bucket's name (<c>Baton:Buckets:NAME</c>).</summary>
    public Dictionary<string, string> Folders { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address of something that serves the S3 API, for every bucket that is no folder (<c>Baton:Endpoints:s3</c>). Default none: nothing is called.</summary>
    public Uri? S3Endpoint { get; set; }

    /// <summary>The region that requests are signed for (<c>Baton:S3:Region</c>, else <c>AWS_REGION</c>). Default us-east-1.</summary>
    public string S3Region { get; set; } = "us-east-1";

    /// <summary>Whether the bucket is in the path of the address and not in the host's name (<c>Baton:S3:PathStyle</c>). Default true, which every S3 server understands.</summary>
    public bool S3PathStyle { get; set; } = true;

    /// <summary>How long S3 may be silent, before its answer or within it, until it is asked again. Default 1 minute; it bounds how long a connection that died unnoticed holds up a Map Run.</summary>
    public TimeSpan S3SilenceMax { get; set; } = TimeSpan.FromMinutes(1);
}
