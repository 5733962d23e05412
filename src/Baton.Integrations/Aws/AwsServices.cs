using System.Collections.Frozen;
using static Baton.Integrations.Aws.WireProtocol;

namespace Baton.Integrations.Aws;

/// <summary>The services that are known from the start. A JSON or Query service needs one line here, or the same in configuration, for all of its actions.</summary>
internal static class AwsServices
{
    public static FrozenDictionary<string, AwsService> Known { get; } = Table().ToFrozenDictionary(service => service.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is a service, or an optimized integration, of this name.</summary>
    public static bool IsKnown(string name) => Known.ContainsKey(name) || Known.Values.Any(service => name.Equals(service.Optimized?.Service, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<AwsService> Table() => [.. Optimized(), .. Json(), .. Query(), .. Rest()];

    private static AwsService[] Optimized() =>
    [
        new("dynamodb", "DynamoDb", Json10, "DynamoDB_20120810", "dynamodb") { Optimized = new("dynamodb", "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException") },
        new("sqs", "Sqs", Json10, "AmazonSQS", "sqs") { Optimized = new("sqs", "SQS", "AmazonSQS"), Texts = ["MessageBody"] },
        new("sns", "Sns", WireProtocol.Query, "2010-03-31", "sns") { Optimized = new("sns", "SNS", "AmazonSNS"), Texts = ["Message"] },
        new("eventbridge", "EventBridge", Json11, "AWSEvents", "events") { Optimized = new("events", "EventBridge", "AmazonEventBridge"), Texts = ["Detail"] },
        new("sfn", "Sfn", Json10, "AWSStepFunctions", "states") { Optimized = new("states", "StepFunctions", "AWSStepFunctions"), IsCamelCase = true, Texts = ["Input", "Output", "Definition"] },
        new("ecs", "Ecs", Json11, "AmazonEC2ContainerServiceV20141113", "ecs") { Optimized = new("ecs", "ECS", "AmazonECS"), IsCamelCase = true, Maps = ["DockerLabels", "Options", "DriverOpts", "Labels"] },
        new("batch", "Batch", RestJson, "", "batch") { Optimized = new("batch", "Batch", "AWSBatch"), IsCamelCase = true, Maps = ["Parameters", "Tags"] },
        new("glue", "Glue", Json11, "AWSGlue", "glue") { Optimized = new("glue", "Glue", "AWSGlue") },
        new("athena", "Athena", Json11, "AmazonAthena", "athena") { Optimized = new("athena", "Athena", "AmazonAthena") },
        new("codebuild", "CodeBuild", Json11, "CodeBuild_20161006", "codebuild") { Optimized = new("codebuild", "CodeBuild", "AWSCodeBuild"), IsCamelCase = true },
        new("sagemaker", "SageMaker", Json11, "SageMaker", "sagemaker") { Optimized = new("sagemaker", "SageMaker", "AmazonSageMaker") },
        new("emr", "Emr", Json11, "ElasticMapReduce", "elasticmapreduce") { Optimized = new("elasticmapreduce", "EMR", "AmazonElasticMapReduce") },
        new("lambda", "Lambda", RestJson, "", "lambda") { Optimized = new("lambda", "Lambda", "AWSLambda") },
    ];

    private static AwsService[] Json() =>
    [
        new("acm", "Acm", Json11, "CertificateManager", "acm"),
        new("applicationautoscaling", "ApplicationAutoScaling", Json11, "AnyScaleFrontendService", "application-autoscaling"),
        new("budgets", "Budgets", Json11, "AWSBudgetServiceGateway", "budgets"),
        new("cloudtrail", "CloudTrail", Json11, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", "cloudtrail"),
        new("cloudwatchlogs", "CloudWatchLogs", Json11, "Logs_20140328", "logs") { IsCamelCase = true, Maps = ["Tags"] },
        new("codecommit", "CodeCommit", Json11, "CodeCommit_20150413", "codecommit") { IsCamelCase = true, Maps = ["Tags"] },
        new("codedeploy", "CodeDeploy", Json11, "CodeDeploy_20141006", "codedeploy") { IsCamelCase = true },
        new("codepipeline", "CodePipeline", Json11, "CodePipeline_20150709", "codepipeline") { IsCamelCase = true, Maps = ["Configuration", "OutputVariables"] },
        new("cognitoidentity", "CognitoIdentity", Json11, "AWSCognitoIdentityService", "cognito-identity"),
        new("cognitoidentityprovider", "CognitoIdentityProvider", Json11, "AWSCognitoIdentityProviderService", "cognito-idp"),
        new("comprehend", "Comprehend", Json11, "Comprehend_20171127", "comprehend"),
        new("config", "Config", Json11, "StarlingDoveService", "config"),
        new("costexplorer", "CostExplorer", Json11, "AWSInsightsIndexService", "ce"),
        new("databasemigration", "DatabaseMigration", Json11, "AmazonDMSv20160101", "dms"),
        new("datasync", "DataSync", Json11, "FmrsService", "datasync"),
        new("dynamodbstreams", "DynamoDbStreams", Json10, "DynamoDBStreams_20120810", "dynamodb"),
        new("ecr", "Ecr", Json11, "AmazonEC2ContainerRegistry_V20150921", "ecr") { IsCamelCase = true },
        new("firehose", "Firehose", Json11, "Firehose_20150804", "firehose") { Bytes = ["Data"] },
        new("kinesis", "Kinesis", Json11, "Kinesis_20131202", "kinesis") { Bytes = ["Data"] },
        new("kms", "Kms", Json11, "TrentService", "kms"),
        new("organizations", "Organizations", Json11, "AWSOrganizationsV20161128", "organizations"),
        new("personalize", "Personalize", Json11, "AmazonPersonalize", "personalize") { IsCamelCase = true },
        new("redshiftdata", "RedshiftData", Json11, "RedshiftData", "redshift-data"),
        new("rekognition", "Rekognition", Json11, "RekognitionService", "rekognition"),
        new("resourcegroupstaggingapi", "ResourceGroupsTaggingApi", Json11, "ResourceGroupsTaggingAPI_20170126", "tagging"),
        new("route53resolver", "Route53Resolver", Json11, "Route53Resolver", "route53resolver"),
        new("secretsmanager", "SecretsManager", Json11, "secretsmanager", "secretsmanager"),
        new("servicediscovery", "ServiceDiscovery", Json11, "Route53AutoNaming_v20170314", "servicediscovery"),
        new("ssm", "Ssm", Json11, "AmazonSSM", "ssm"),
        new("storagegateway", "StorageGateway", Json11, "StorageGateway_20130630", "storagegateway"),
        new("support", "Support", Json11, "AWSSupport_20130415", "support") { IsCamelCase = true },
        new("textract", "Textract", Json11, "Textract", "textract"),
        new("timestreamquery", "TimestreamQuery", Json10, "Timestream_20181101", "timestream"),
        new("timestreamwrite", "TimestreamWrite", Json10, "Timestream_20181101", "timestream"),
        new("transcribe", "Transcribe", Json11, "Transcribe", "transcribe"),
        new("transfer", "Transfer", Json11, "TransferService", "transfer"),
        new("translate", "Translate", Json11, "AWSShineFrontendService_20170701", "translate"),
        new("wafv2", "Wafv2", Json11, "AWSWAF_20190729", "wafv2"),
    ];

    private static AwsService[] Query() =>
    [
        new("autoscaling", "AutoScaling", WireProtocol.Query, "2011-01-01", "autoscaling"),
        new("cloudformation", "CloudFormation", WireProtocol.Query, "2010-05-15", "cloudformation"),
        new("cloudwatch", "CloudWatch", WireProtocol.Query, "2010-08-01", "monitoring"),
        new("elasticache", "ElastiCache", WireProtocol.Query, "2015-02-02", "elasticache"),
        new("elasticloadbalancingv2", "ElasticLoadBalancingV2", WireProtocol.Query, "2015-12-01", "elasticloadbalancing"),
        new("iam", "Iam", WireProtocol.Query, "2010-05-08", "iam"),
        new("rds", "Rds", WireProtocol.Query, "2014-10-31", "rds"),
        new("redshift", "Redshift", WireProtocol.Query, "2012-12-01", "redshift"),
        new("ses", "Ses", WireProtocol.Query, "2010-12-01", "ses"),
        new("sts", "Sts", WireProtocol.Query, "2011-06-15", "sts"),
    ];

    private static AwsService[] Rest() =>
    [
        new("rdsdata", "RdsData", RestJson, "", "rds-data") { IsCamelCase = true },
        new("scheduler", "Scheduler", RestJson, "", "scheduler"),
        new("sesv2", "SesV2", RestJson, "", "ses"),
        new("s3", "S3", RestXml, "", "s3")
        {
            Errors = ["NoSuchKey", "NoSuchBucket", "NoSuchUpload", "BucketAlreadyExists", "BucketAlreadyOwnedByYou", "InvalidObjectState", "ObjectNotInActiveTierError", "ObjectAlreadyInActiveTierError"],
        },
    ];
}
