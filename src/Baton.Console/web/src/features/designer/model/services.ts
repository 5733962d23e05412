import { INPUT, task, TOKEN, type Fields, type PaletteEntry } from './paletteEntry';

/* The services that the server calls, each with what workflows mostly ask of it and arguments to begin with. */

type Call = readonly [action: string, what: string, help: string, values: Fields];

/** A callback that never comes ends the wait. */
const DAY: Fields = { TimeoutSeconds: 86_400 };

/** Calls of one service: an action is that of the resource with its pattern, like `runTask.sync`. */
const service = (group: PaletteEntry['group'], name: string, resource: string, words: string, calls: readonly Call[]): PaletteEntry[] =>
  calls.map(([action, what, help, values]) => {
    const arn = `${resource}:${action}`;
    return task(arn, `${name}: ${what}`, group, help, arn, values, action.endsWith('.waitForTaskToken') ? DAY : {}, words);
  });

const item = { TableName: 'my-table', Key: { id: { S: 'my-id' } } };
const object = { Bucket: 'my-bucket', Key: 'my-key' };
const role = 'arn:aws:iam::000000000000:role/my-role';
const image = { S3Object: { Bucket: 'my-bucket', Name: 'my-image.jpg' } };
const queue = 'https://sqs.us-east-1.amazonaws.com/000000000000/my-queue';
const topic = 'arn:aws:sns:us-east-1:000000000000:my-topic';
const event = { EventBusName: 'default', Source: 'my.source', DetailType: 'Something happened' };
const cluster = { Cluster: 'my-cluster', TaskDefinition: 'my-task', LaunchType: 'FARGATE' };
const instances = { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 10 };
const training = {
  AlgorithmSpecification: { TrainingImage: '000000000000.dkr.ecr.us-east-1.amazonaws.com/my-image', TrainingInputMode: 'File' }, RoleArn: role,
  OutputDataConfig: { S3OutputPath: 's3://my-bucket/out' }, ResourceConfig: instances, StoppingCondition: { MaxRuntimeInSeconds: 3_600 },
};

const data: PaletteEntry[] = [
  ...service('Data', 'S3', 'aws-sdk:s3', 'Simple Storage Service bucket file', [
    ['getObject', 'read an object', 'Reads an object of a bucket', object],
    ['putObject', 'write an object', 'Writes an object into a bucket', { ...object, Body: INPUT }],
    ['copyObject', 'copy an object', 'Copies an object to another place', { ...object, CopySource: 'my-bucket/other-key' }],
    ['deleteObject', 'delete an object', 'Deletes an object of a bucket', object],
    ['headObject', 'look at an object', 'Tells size, type and metadata of an object', object],
    ['listObjectsV2', 'list objects', 'Lists the objects of a bucket', { Bucket: 'my-bucket', Prefix: 'in/' }],
  ]),
  ...service('Data', 'DynamoDB', 'dynamodb', 'database table', [
    ['getItem', 'get an item', 'Reads an item by its key', item],
    ['putItem', 'put an item', 'Writes an item', { TableName: 'my-table', Item: { id: { S: 'my-id' } } }],
    ['updateItem', 'update an item', 'Changes an item', { ...item, UpdateExpression: 'SET done = :done', ExpressionAttributeValues: { ':done': { BOOL: true } } }],
    ['deleteItem', 'delete an item', 'Deletes an item by its key', item],
  ]),
  ...service('Data', 'DynamoDB', 'aws-sdk:dynamodb', 'database table', [
    ['query', 'query', 'Reads the items of a partition', { TableName: 'my-table', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: 'my-id' } } }],
    ['scan', 'scan', 'Reads the items of a table', { TableName: 'my-table', Limit: 100 }],
  ]),
  ...service('Data', 'DynamoDB Streams', 'aws-sdk:dynamodbstreams', 'database table', [['listStreams', 'list streams', 'Lists the streams of a table', { TableName: 'my-table' }]]),
  ...service('Data', 'Athena', 'athena', 'SQL query', [
    ['startQueryExecution.sync', 'run a query', 'Runs a query and waits for its end', { QueryString: 'SELECT 1', WorkGroup: 'primary' }],
    ['getQueryResults', 'get the results', 'Reads the rows of a query that has ended', { QueryExecutionId: 'my-query-id' }],
    ['getQueryExecution', 'look at a query', 'Tells how a query stands', { QueryExecutionId: 'my-query-id' }],
    ['stopQueryExecution', 'stop a query', 'Stops a query that runs', { QueryExecutionId: 'my-query-id' }],
  ]),
  ...service('Data', 'RDS Data', 'aws-sdk:rdsdata', 'SQL Aurora relational database', [
    ['executeStatement', 'run a statement', 'Runs an SQL statement', { ResourceArn: 'arn:aws:rds:us-east-1:000000000000:cluster:my-cluster', SecretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:my-secret', Sql: 'SELECT 1' }],
  ]),
  ...service('Data', 'Redshift Data', 'aws-sdk:redshiftdata', 'SQL warehouse', [['executeStatement', 'run a statement', 'Starts an SQL statement', { ClusterIdentifier: 'my-cluster', Database: 'dev', Sql: 'SELECT 1' }]]),
  ...service('Data', 'Timestream', 'aws-sdk:timestreamquery', 'time series', [['query', 'query', 'Runs a query', { QueryString: 'SELECT 1' }]]),
  ...service('Data', 'Timestream', 'aws-sdk:timestreamwrite', 'time series', [
    ['writeRecords', 'write records', 'Writes measures', { DatabaseName: 'my-database', TableName: 'my-table', Records: [{ MeasureName: 'speed', MeasureValue: '1', Time: '1700000000000', Dimensions: [{ Name: 'car', Value: 'my-car' }] }] }],
  ]),
];

const messages: PaletteEntry[] = [
  ...service('Messages', 'SQS', 'sqs', 'Simple Queue Service', [
    ['sendMessage', 'send a message', 'Puts a message into a queue', { QueueUrl: queue, MessageBody: INPUT }],
    ['sendMessage.waitForTaskToken', 'send a message and wait', 'Hands a token out through a queue and waits until it comes back', { QueueUrl: queue, MessageBody: { input: INPUT, token: TOKEN } }],
  ]),
  ...service('Messages', 'SNS', 'sns', 'Simple Notification Service', [
    ['publish', 'publish', 'Publishes to a topic', { TopicArn: topic, Message: INPUT }],
    ['publish.waitForTaskToken', 'publish and wait', 'Hands a token out to a topic and waits until it comes back', { TopicArn: topic, Message: { input: INPUT, token: TOKEN } }],
  ]),
  ...service('Messages', 'EventBridge', 'events', 'event bus', [
    ['putEvents', 'put events', 'Puts events on a bus', { Entries: [{ ...event, Detail: {} }] }],
    ['putEvents.waitForTaskToken', 'put events and wait', 'Hands a token out on a bus and waits until it comes back', { Entries: [{ ...event, Detail: { token: TOKEN } }] }],
  ]),
  ...service('Messages', 'EventBridge Scheduler', 'aws-sdk:scheduler', 'timer cron', [
    ['createSchedule', 'create a schedule', 'Does something at a time, once or again and again', { Name: 'my-schedule', ScheduleExpression: 'rate(1 day)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:other', RoleArn: role } }],
    ['deleteSchedule', 'delete a schedule', 'Deletes a schedule', { Name: 'my-schedule' }],
  ]),
  ...service('Messages', 'Kinesis', 'aws-sdk:kinesis', 'stream', [['putRecord', 'put a record', 'Writes a record into a stream', { StreamName: 'my-stream', PartitionKey: 'my-key', Data: INPUT }]]),
  ...service('Messages', 'Firehose', 'aws-sdk:firehose', 'stream delivery', [['putRecord', 'put a record', 'Writes a record into a delivery stream', { DeliveryStreamName: 'my-stream', Record: { Data: INPUT } }]]),
  ...service('Messages', 'SES', 'aws-sdk:sesv2', 'Simple Email Service mail', [
    ['sendEmail', 'send an email', 'Sends an email', { FromEmailAddress: 'me@example.org', Destination: { ToAddresses: ['ada@example.org'] }, Content: { Simple: { Subject: { Data: 'Subject' }, Body: { Text: { Data: 'Text' } } } } }],
  ]),
  ...service('Messages', 'SES', 'aws-sdk:ses', 'Simple Email Service mail', [
    ['sendTemplatedEmail', 'send an email by a template', 'Sends an email that a template makes', { Source: 'me@example.org', Destination: { ToAddresses: ['ada@example.org'] }, Template: 'my-template', TemplateData: '{}' }],
  ]),
];

const jobs: PaletteEntry[] = [
  ...service('Jobs', 'ECS', 'ecs', 'Elastic Container Service Fargate Docker', [
    ['runTask.sync', 'run a task', 'Runs containers and waits for their end', cluster],
    ['runTask', 'start a task', 'Starts containers and goes on', cluster],
    ['runTask.waitForTaskToken', 'run a task and wait for a callback', 'Hands a token to a container and waits until it comes back', { ...cluster, Overrides: { ContainerOverrides: [{ Name: 'my-container', Environment: [{ Name: 'TASK_TOKEN', Value: TOKEN }] }] } }],
  ]),
  ...service('Jobs', 'Batch', 'batch', 'compute', [['submitJob.sync', 'run a job', 'Submits a job and waits for its end', { JobName: 'my-job', JobQueue: 'my-queue', JobDefinition: 'my-definition' }]]),
  ...service('Jobs', 'Glue', 'glue', 'ETL Spark', [['startJobRun.sync', 'run a job', 'Starts a job run and waits for its end', { JobName: 'my-job' }]]),
  ...service('Jobs', 'Glue', 'aws-sdk:glue', 'ETL catalog', [['startCrawler', 'start a crawler', 'Starts a crawler', { Name: 'my-crawler' }]]),
  ...service('Jobs', 'CodeBuild', 'codebuild', 'continuous integration', [
    ['startBuild.sync', 'run a build', 'Starts a build and waits for its end', { ProjectName: 'my-project' }],
    ['startBuildBatch.sync', 'run a batch of builds', 'Starts a batch of builds and waits for its end', { ProjectName: 'my-project' }],
    ['stopBuild', 'stop a build', 'Stops a build that runs', { Id: 'my-project:my-build' }],
    ['stopBuildBatch', 'stop a batch of builds', 'Stops a batch of builds that runs', { Id: 'my-project:my-batch' }],
    ['batchGetReports', 'get reports', 'Reads what tests said', { ReportArns: ['arn:aws:codebuild:us-east-1:000000000000:report/my-group:my-report'] }],
  ]),
  ...service('Jobs', 'EMR', 'aws-sdk:emr', 'Elastic MapReduce Spark Hadoop', [
    ['addJobFlowSteps', 'add a step', 'Adds a step to a cluster', { JobFlowId: 'j-1', Steps: [{ Name: 'step', HadoopJarStep: { Jar: 'command-runner.jar', Args: ['true'] } }] }],
    ['describeStep', 'look at a step', 'Tells how a step stands', { ClusterId: 'j-1', StepId: 's-1' }],
    ['terminateJobFlows', 'end a cluster', 'Ends a cluster', { JobFlowIds: ['j-1'] }],
  ]),
  ...service('Jobs', 'DataSync', 'aws-sdk:datasync', 'copy files', [['startTaskExecution', 'start a task', 'Starts to copy files', { TaskArn: 'arn:aws:datasync:us-east-1:000000000000:task/my-task' }]]),
  ...service('Jobs', 'Transfer Family', 'aws-sdk:transfer', 'SFTP copy files', [['startFileTransfer', 'send files', 'Starts to send files to a server', { ConnectorId: 'c-1', SendFilePaths: ['/my-bucket/my-key'] }]]),
  ...service('Jobs', 'DMS', 'aws-sdk:databasemigration', 'Database Migration Service', [
    ['startReplicationTask', 'start a replication', 'Starts a replication task', { ReplicationTaskArn: 'arn:aws:dms:us-east-1:000000000000:task:my-task', StartReplicationTaskType: 'start-replication' }],
  ]),
];

const learning: PaletteEntry[] = [
  ...service('Machine learning', 'SageMaker', 'sagemaker', 'AI model', [
    ['createTrainingJob.sync', 'train', 'Runs a training job and waits for its end', { TrainingJobName: 'my-job', ...training }],
    ['createTransformJob.sync', 'transform', 'Runs a transform job and waits for its end', { TransformJobName: 'my-job', ModelName: 'my-model', TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://my-bucket/in' } } }, TransformOutput: { S3OutputPath: 's3://my-bucket/out' }, TransformResources: { InstanceCount: 1, InstanceType: 'ml.m5.large' } }],
    ['createProcessingJob.sync', 'process', 'Runs a processing job and waits for its end', { ProcessingJobName: 'my-job', RoleArn: role, AppSpecification: { ImageUri: '000000000000.dkr.ecr.us-east-1.amazonaws.com/my-image' }, ProcessingResources: { ClusterConfig: instances } }],
    ['createHyperParameterTuningJob.sync', 'tune', 'Runs a tuning job and waits for its end', {
      HyperParameterTuningJobName: 'my-job', HyperParameterTuningJobConfig: { Strategy: 'Bayesian', ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 }, HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'my-metric' } }, TrainingJobDefinition: training,
    }],
    ['createLabelingJob.sync', 'label', 'Has data labelled and waits for its end', {
      LabelingJobName: 'my-job', LabelAttributeName: 'my-label', RoleArn: role, InputConfig: { DataSource: { S3DataSource: { ManifestS3Uri: 's3://my-bucket/in.manifest' } } }, OutputConfig: { S3OutputPath: 's3://my-bucket/out' },
      HumanTaskConfig: { WorkteamArn: 'arn:aws:sagemaker:us-east-1:000000000000:workteam/private-crowd/my-team', UiConfig: { UiTemplateS3Uri: 's3://my-bucket/template.html' }, PreHumanTaskLambdaArn: 'arn:aws:lambda:us-east-1:000000000000:function:before', TaskTitle: 'Label', TaskDescription: 'Label each item', NumberOfHumanWorkersPerDataObject: 1, TaskTimeLimitInSeconds: 600, AnnotationConsolidationConfig: { AnnotationConsolidationLambdaArn: 'arn:aws:lambda:us-east-1:000000000000:function:after' } },
    }],
    ['createModel', 'create a model', 'Makes a model that endpoints can serve', { ModelName: 'my-model', ExecutionRoleArn: role, PrimaryContainer: { Image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/my-image', ModelDataUrl: 's3://my-bucket/model.tar.gz' } }],
    ['createEndpointConfig', 'configure an endpoint', 'Says on what an endpoint serves models', { EndpointConfigName: 'my-config', ProductionVariants: [{ VariantName: 'all', ModelName: 'my-model', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }] }],
    ['createEndpoint', 'create an endpoint', 'Serves models', { EndpointName: 'my-endpoint', EndpointConfigName: 'my-config' }],
    ['updateEndpoint', 'update an endpoint', 'Serves models in another way', { EndpointName: 'my-endpoint', EndpointConfigName: 'my-config' }],
  ]),
  ...service('Machine learning', 'Comprehend', 'aws-sdk:comprehend', 'language text', [['detectSentiment', 'detect sentiment', 'Tells whether a text is friendly', { LanguageCode: 'en', Text: 'I am happy.' }]]),
  ...service('Machine learning', 'Rekognition', 'aws-sdk:rekognition', 'image picture photo', [
    ['detectLabels', 'detect labels', 'Tells what is on an image', { Image: image }],
    ['detectText', 'detect text', 'Reads the text on an image', { Image: image }],
  ]),
  ...service('Machine learning', 'Textract', 'aws-sdk:textract', 'document scan OCR', [['analyzeDocument', 'analyze a document', 'Reads forms and tables of a document', { Document: image, FeatureTypes: ['FORMS'] }]]),
  ...service('Machine learning', 'Transcribe', 'aws-sdk:transcribe', 'speech audio', [['startTranscriptionJob', 'start a transcription', 'Starts to write down what is said', { TranscriptionJobName: 'my-job', LanguageCode: 'en-US', Media: { MediaFileUri: 's3://my-bucket/my-audio.mp3' } }]]),
  ...service('Machine learning', 'Translate', 'aws-sdk:translate', 'language text', [['translateText', 'translate', 'Translates a text', { SourceLanguageCode: 'auto', TargetLanguageCode: 'en', Text: 'Guten Tag' }]]),
  ...service('Machine learning', 'Personalize', 'aws-sdk:personalize', 'recommendation', [['createSolutionVersion', 'train a solution', 'Trains a new version of a solution', { SolutionArn: 'arn:aws:personalize:us-east-1:000000000000:solution/my-solution' }]]),
];

const operations: PaletteEntry[] = [
  ...service('Operations', 'Secrets Manager', 'aws-sdk:secretsmanager', 'password credentials', [
    ['getSecretValue', 'get a secret', 'Reads a secret; it is in the history then', { SecretId: 'my-secret' }],
    ['rotateSecret', 'rotate a secret', 'Has a secret changed', { SecretId: 'my-secret' }],
  ]),
  ...service('Operations', 'Systems Manager', 'aws-sdk:ssm', 'SSM configuration', [
    ['getParameter', 'get a parameter', 'Reads a parameter', { Name: 'my-parameter' }],
    ['putParameter', 'put a parameter', 'Writes a parameter', { Name: 'my-parameter', Value: 'my-value', Type: 'String', Overwrite: true }],
    ['sendCommand', 'run a command', 'Runs a command on machines', { DocumentName: 'AWS-RunShellScript', InstanceIds: ['i-1'], Parameters: { commands: ['uptime'] } }],
    ['startAutomationExecution', 'start an automation', 'Starts a runbook', { DocumentName: 'AWS-RestartEC2Instance', Parameters: { InstanceId: ['i-1'] } }],
  ]),
  ...service('Operations', 'KMS', 'aws-sdk:kms', 'Key Management Service encryption', [['generateRandom', 'make random bytes', 'Makes random bytes', { NumberOfBytes: 32 }]]),
  ...service('Operations', 'CloudWatch', 'aws-sdk:cloudwatch', 'monitoring alarm', [
    ['putMetricData', 'put a metric', 'Writes a value of a metric', { Namespace: 'my-namespace', MetricData: [{ MetricName: 'done', Value: 1, Unit: 'Count' }] }],
    ['setAlarmState', 'set an alarm', 'Sets the state of an alarm', { AlarmName: 'my-alarm', StateValue: 'OK', StateReason: 'It was looked at.' }],
  ]),
  ...service('Operations', 'CloudWatch Logs', 'aws-sdk:cloudwatchlogs', 'log monitoring', [
    ['filterLogEvents', 'find log events', 'Finds events of a log group', { LogGroupName: 'my-group', FilterPattern: 'ERROR' }],
    ['startQuery', 'start a query', 'Starts a query over logs', { LogGroupName: 'my-group', QueryString: 'fields @message | limit 20', StartTime: 0, EndTime: 1 }],
  ]),
  ...service('Operations', 'CloudTrail', 'aws-sdk:cloudtrail', 'audit', [['lookupEvents', 'look up events', 'Finds who did what', { MaxResults: 10 }]]),
  ...service('Operations', 'CloudFormation', 'aws-sdk:cloudformation', 'stack infrastructure', [
    ['createStack', 'create a stack', 'Starts to make a stack', { StackName: 'my-stack', TemplateURL: 'https://my-bucket.s3.amazonaws.com/template.yaml' }],
    ['describeStacks', 'look at a stack', 'Tells how a stack stands', { StackName: 'my-stack' }],
    ['deleteStack', 'delete a stack', 'Starts to delete a stack', { StackName: 'my-stack' }],
  ]),
  ...service('Operations', 'CodePipeline', 'aws-sdk:codepipeline', 'deployment release', [['startPipelineExecution', 'start a pipeline', 'Starts a pipeline', { Name: 'my-pipeline' }]]),
  ...service('Operations', 'CodeDeploy', 'aws-sdk:codedeploy', 'deployment release', [['createDeployment', 'deploy', 'Starts a deployment', { ApplicationName: 'my-application', DeploymentGroupName: 'my-group' }]]),
  ...service('Operations', 'CodeCommit', 'aws-sdk:codecommit', 'git repository', [['getBranch', 'look at a branch', 'Tells the newest commit of a branch', { RepositoryName: 'my-repository', BranchName: 'main' }]]),
  ...service('Operations', 'ECS', 'aws-sdk:ecs', 'Elastic Container Service Docker', [['updateService', 'update a service', 'Changes how many containers a service has', { Cluster: 'my-cluster', Service: 'my-service', DesiredCount: 1 }]]),
  ...service('Operations', 'ECR', 'aws-sdk:ecr', 'Elastic Container Registry image Docker', [['describeImages', 'list images', 'Lists the images of a repository', { RepositoryName: 'my-repository' }]]),
  ...service('Operations', 'Auto Scaling', 'aws-sdk:autoscaling', 'EC2 instances', [['setDesiredCapacity', 'set the capacity', 'Says how many instances a group is to have', { AutoScalingGroupName: 'my-group', DesiredCapacity: 1 }]]),
  ...service('Operations', 'Load Balancing', 'aws-sdk:elasticloadbalancingv2', 'ELB load balancer', [['describeTargetHealth', 'look at targets', 'Tells which targets are healthy', { TargetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/my-group/1' }]]),
  ...service('Operations', 'RDS', 'aws-sdk:rds', 'relational database snapshot', [['startExportTask', 'export a snapshot', 'Starts to export a snapshot to S3', { ExportTaskIdentifier: 'my-export', SourceArn: 'arn:aws:rds:us-east-1:000000000000:snapshot:my-snapshot', S3BucketName: 'my-bucket', IamRoleArn: role, KmsKeyId: 'my-key' }]]),
  ...service('Operations', 'Redshift', 'aws-sdk:redshift', 'warehouse cluster', [
    ['pauseCluster', 'pause a cluster', 'Pauses a cluster', { ClusterIdentifier: 'my-cluster' }],
    ['resumeCluster', 'resume a cluster', 'Lets a cluster go on', { ClusterIdentifier: 'my-cluster' }],
  ]),
  ...service('Operations', 'ElastiCache', 'aws-sdk:elasticache', 'Redis cache snapshot', [['createSnapshot', 'take a snapshot', 'Takes a snapshot of a cache', { SnapshotName: 'my-snapshot', CacheClusterId: 'my-cache' }]]),
  ...service('Operations', 'Cognito', 'aws-sdk:cognitoidentityprovider', 'user account login', [
    ['adminCreateUser', 'create a user', 'Makes an account', { UserPoolId: 'my-pool', Username: 'ada' }],
    ['adminGetUser', 'look at a user', 'Reads an account', { UserPoolId: 'my-pool', Username: 'ada' }],
    ['adminDisableUser', 'disable a user', 'Keeps an account from signing in', { UserPoolId: 'my-pool', Username: 'ada' }],
  ]),
  ...service('Operations', 'STS', 'aws-sdk:sts', 'Security Token Service identity role', [['getCallerIdentity', 'who am I', 'Tells whose keys the server has', {}]]),
  ...service('Operations', 'IAM', 'aws-sdk:iam', 'role permission', [['getRole', 'look at a role', 'Reads a role', { RoleName: 'my-role' }]]),
  ...service('Operations', 'Organizations', 'aws-sdk:organizations', 'accounts', [['listAccounts', 'list accounts', 'Lists the accounts of an organization', {}]]),
  ...service('Operations', 'Cost Explorer', 'aws-sdk:costexplorer', 'billing money', [['getCostAndUsage', 'get costs', 'Tells what was paid', { TimePeriod: { Start: '2030-01-01', End: '2030-02-01' }, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] }]]),
  ...service('Operations', 'Resource Groups', 'aws-sdk:resourcegroupstaggingapi', 'tags', [['getResources', 'find by tags', 'Finds resources by their tags', { TagFilters: [{ Key: 'my-tag', Values: ['my-value'] }] }]]),
  ...service('Operations', 'Support', 'aws-sdk:support', 'case', [['createCase', 'open a case', 'Asks AWS for help', { Subject: 'Subject', CommunicationBody: 'What happened' }]]),
  ...service('Operations', 'Certificate Manager', 'aws-sdk:acm', 'ACM TLS', [['requestCertificate', 'request a certificate', 'Asks for a certificate', { DomainName: 'example.org', ValidationMethod: 'DNS' }]]),
  ...service('Operations', 'Application Auto Scaling', 'aws-sdk:applicationautoscaling', 'capacity', [
    ['registerScalableTarget', 'set the bounds', 'Says how small and how large something may be', { ServiceNamespace: 'ecs', ResourceId: 'service/my-cluster/my-service', ScalableDimension: 'ecs:service:DesiredCount', MinCapacity: 1, MaxCapacity: 4 }],
  ]),
  ...service('Operations', 'Budgets', 'aws-sdk:budgets', 'billing money', [['describeBudgets', 'list budgets', 'Lists the budgets of an account', { AccountId: '000000000000' }]]),
  ...service('Operations', 'Cognito Identity', 'aws-sdk:cognitoidentity', 'login', [['listIdentityPools', 'list pools', 'Lists the identity pools', { MaxResults: 10 }]]),
  ...service('Operations', 'Config', 'aws-sdk:config', 'compliance', [['startConfigRulesEvaluation', 'check rules', 'Starts to check resources by rules', { ConfigRuleNames: ['my-rule'] }]]),
  ...service('Operations', 'Route 53 Resolver', 'aws-sdk:route53resolver', 'DNS', [['listResolverRules', 'list rules', 'Lists the rules of the resolver', { MaxResults: 10 }]]),
  ...service('Operations', 'Cloud Map', 'aws-sdk:servicediscovery', 'service discovery DNS', [['discoverInstances', 'find instances', 'Finds the instances of a service', { NamespaceName: 'my-namespace', ServiceName: 'my-service' }]]),
  ...service('Operations', 'Storage Gateway', 'aws-sdk:storagegateway', 'files', [['listGateways', 'list gateways', 'Lists the gateways', { Limit: 10 }]]),
  ...service('Operations', 'WAF', 'aws-sdk:wafv2', 'web application firewall', [
    ['getSampledRequests', 'look at requests', 'Reads a sample of what came in', { WebAclArn: 'arn:aws:wafv2:us-east-1:000000000000:regional/webacl/my-acl/1', RuleMetricName: 'my-rule', Scope: 'REGIONAL', TimeWindow: { StartTime: 0, EndTime: 1 }, MaxItems: 10 }],
  ]),
];

export const services: readonly PaletteEntry[] = [...data, ...messages, ...jobs, ...learning, ...operations];
