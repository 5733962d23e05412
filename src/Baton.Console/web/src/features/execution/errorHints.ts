/* What can be done about errors that have well-known names. */

const hints: readonly (readonly [RegExp, string])[] = [
  [/^States\.HeartbeatTimeout$/, 'The worker was not heard of for longer than HeartbeatSeconds. It died, or does not send heartbeats often enough: look at its log, or give it more time.'],
  [/^States\.Timeout$/, 'The state, the task or the whole execution took longer than its TimeoutSeconds, or no heartbeat came in time. Look where the time went in the timeline, then raise the limit or retry States.Timeout.'],
  [/^States\.NoChoiceMatched$/, 'No rule of the Choice state was true, and it has no Default. Look at its input beside the rules, and give it a Default.'],
  [/^States\.DataLimitExceeded$/, 'A payload was larger than the limit. Pass on less with ResultSelector, ResultPath or Output, or store the data elsewhere and pass its address.'],
  [/^States\.QueryEvaluationError$/, 'A JSONata expression failed, or gave a value of another type than its field takes. The cause names the expression; the stages below show the data that it saw.'],
  [/^States\.ParameterPathFailure$/, 'A path in Parameters does not lead to anything in the input. Compare it with the input below.'],
  [/^States\.ResultPathMatchFailure$/, 'ResultPath cannot be written into the state’s input: something on its way is not an object. Compare it with the input below.'],
  [/^States\.IntrinsicFailure$/, 'An intrinsic function was given arguments that it cannot take. The cause names it; the stages below show the data.'],
  [/^States\.Runtime$/, 'The state cannot work on the data that it got: a path that leads nowhere, or a value that it cannot take. No Retry or Catch takes this error. Correct the definition or the input, then redrive from an earlier state.'],
  [/^States\.Permissions$/, 'The role of the state machine may not do this. Look at the role and at the settings of the service’s connection.'],
  [/^States\.BranchFailed$/, 'A branch of a Parallel state failed. The failed state within it shows why.'],
  [/^States\.ExceedToleratedFailureThreshold$/, 'More items of the Map Run failed than are tolerated. Its page lists the failed children; they run again with a redrive.'],
  [/^States\.ItemReaderFailed$/, 'The items of the Map could not be read: look at the bucket, the key and the form of the file that ItemReader names.'],
  [/^States\.ResultWriterFailed$/, 'The results of the Map could not be written: look at the bucket and the prefix that ResultWriter names.'],
  [/^States\.TaskFailed$/, 'The task ended with an error that has no name of its own. The cause is what it said.'],
  [/^States\.Http\.Socket$/, 'The HTTP endpoint could not be reached, or did not answer in time: the name, the port, a certificate, or the server’s rules for outgoing calls. Worth a Retry.'],
  [/^States\.Http\.StatusCode\.(401|403)$/, 'The endpoint refused the caller: look at the credentials of the connection.'],
  [/^States\.Http\.StatusCode\.404$/, 'The endpoint knows no such address: look at the URL, and at the values that are put into it.'],
  [/^States\.Http\.StatusCode\.429$/, 'The endpoint was called too often. Retry with a growing interval and jitter.'],
  [/^States\.Http\.StatusCode\.5/, 'The endpoint itself failed. Worth a Retry.'],
  [/^States\.Http\.StatusCode\./, 'The endpoint refused the request. The cause holds its answer.'],
  [/^Lambda\.(TooManyRequestsException|Throttling)/, 'More calls of the function than may run at once. Retry with a growing interval and jitter.'],
  [/^Lambda\.ResourceNotFoundException$/, 'There is no function of this name or version: look at the ARN, and whether it is registered.'],
  [/^Lambda\.(ServiceException|SdkClientException|AWSLambdaException|ClientExecutionTimeoutException)$/, 'The function’s runtime failed, not its code. Worth a Retry.'],
  [/^Lambda\.Unknown$/, 'The function ended without an answer: out of memory, a timeout of its own, or a crash. Its log says more.'],
];

/** What to do about an error, in a sentence or two; null where nothing is known of its name. */
export const hintFor = (error: string | undefined): string | null => hints.find(([name]) => error !== undefined && name.test(error))?.[1] ?? null;
