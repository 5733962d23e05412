import { WHAT_FOLLOWS } from './fragments';
import type { QueryLanguage } from './machine';
import { computed, INPUT, one, request, task, TOKEN, type Fields, type PaletteEntry } from './paletteEntry';
import { services } from './services';
import { printFields } from './text';

/* What there is to choose from: states, integrations and patterns. Each gives a fragment that is valid where it is put. */

const state = (type: string, help: string, make: (language: QueryLanguage) => Fields): PaletteEntry => ({
  id: type.toLowerCase(), label: type, group: 'States', help, type, make: language => one(type, { Type: type, ...make(language) }),
});

const only = (name: string): Fields => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });

const states: PaletteEntry[] = [
  state('Task', 'Has work done by an activity, a function or a service', language => ({ Resource: 'arn:aws:states:::lambda:invoke', ...request(language, { FunctionName: 'my-function', Payload: INPUT }), End: true })),
  state('Choice', 'Goes on by rules', language => ({
    Choices: [language === 'JSONata' ? { Condition: '{% $exists($states.input.value) %}', Next: WHAT_FOLLOWS } : { Variable: '$.value', IsPresent: true, Next: WHAT_FOLLOWS }], Default: WHAT_FOLLOWS,
  })),
  state('Wait', 'Waits for a time, or until a time', () => ({ Seconds: 60, End: true })),
  state('Parallel', 'Does several things at the same time', () => ({ Branches: [only('First branch'), only('Second branch')], End: true })),
  state('Map', 'Does the same with each item', language => ({
    ...(language === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' }), ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...only('Each item') }, End: true,
  })),
  state('Pass', 'Hands data on, shaped', () => ({ End: true })),
  state('Succeed', 'Ends well', () => ({})),
  state('Fail', 'Ends with an error', () => ({ Error: 'MyError', Cause: 'Why it failed.' })),
];

const people: PaletteEntry[] = [
  task('human', 'Ask a person', 'People', 'A task in the inbox; goes on with the answer', 'human:createTask.waitForTaskToken', { Title: 'What is to be done', Group: 'support', Outcomes: ['done'] }, { TimeoutSeconds: 604_800 }),
  task('form', 'Ask an outsider', 'People', 'A form behind a link, for somebody without an account', 'human:createTask.waitForTaskToken', {
    Title: 'A question for you', Link: { ExpiresIn: 'P7D', Email: 'ada@example.org' }, Outcomes: ['done'], Form: { type: 'object', required: ['answer'], properties: { answer: { type: 'string', title: 'Your answer' } } },
  }, { TimeoutSeconds: 604_800 }),
  task('case', 'Update the case', 'People', 'Sets status, owner and title of the case', 'case:update', { Status: 'open' }),
  task('email', 'Send an email', 'People', 'Goes on when the mail is queued', 'email:send', { To: ['ada@example.org'], Subject: 'Subject', Text: 'Text' }),
  task('email-sync', 'Send an email and wait', 'People', 'Goes on when the mail server has taken it', 'email:send.sync', { To: ['ada@example.org'], Subject: 'Subject', Text: 'Text' }, { TimeoutSeconds: 3_600 }),
];

const OTHER = 'arn:aws:states:us-east-1:000000000000:stateMachine:other';

const work: PaletteEntry[] = [
  task('lambda', 'Call a function', 'Work', 'Calls a function with a payload', 'lambda:invoke', { FunctionName: 'my-function', Payload: INPUT }),
  {
    id: 'activity', label: 'Activity', group: 'Work', help: 'Waits for a worker of your own, in any language', type: 'Task',
    make: () => one('Activity', { Type: 'Task', Resource: 'arn:aws:states:us-east-1:000000000000:activity:my-activity', TimeoutSeconds: 3_600, End: true }),
  },
  task('callback', 'Wait for a callback', 'Work', 'Hands a token out and waits until it comes back', 'lambda:invoke.waitForTaskToken', { FunctionName: 'my-function', Payload: { token: TOKEN } }, { TimeoutSeconds: 3_600 }),
  task('http', 'Call an HTTP API', 'Work', 'Calls any HTTP address', 'http:invoke', { ApiEndpoint: 'https://api.example.org/orders', Method: 'GET', Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:000000000000:connection/my-connection' } }),
  task('execution', 'Start an execution', 'Work', 'Starts another state machine', 'states:startExecution', { StateMachineArn: OTHER, Input: INPUT }),
  task('execution-sync', 'Run a state machine', 'Work', 'Starts another state machine and goes on with its output', 'states:startExecution.sync:2', { StateMachineArn: OTHER, Input: INPUT }),
  task('execution-callback', 'Run a state machine and wait for a callback', 'Work', 'Hands a token to another execution and waits until it comes back', 'states:startExecution.waitForTaskToken', { StateMachineArn: OTHER, Input: { input: INPUT, token: TOKEN } }, { TimeoutSeconds: 86_400 }),
  task('sdk', 'Any service', 'Work', 'Any action of a service: aws-sdk:SERVICE:ACTION', 'aws-sdk:ssm:getParameter', { Name: 'my-parameter' }, {}, 'AWS SDK'),
];

const fragment = (id: string, label: string, help: string, type: string, machine: (language: QueryLanguage) => Fields): PaletteEntry => ({ id, label, help, group: 'Patterns', type, make: language => printFields(machine(language)) });

const call = (language: QueryLanguage, name: string, rest: Fields): Fields => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...request(language, { FunctionName: name, Payload: INPUT }), ...rest });
const anyError = (next: string, keep: Fields = {}): Fields[] => [{ ErrorEquals: ['States.ALL'], ...keep, Next: next }];
const rule = (language: QueryLanguage, jsonata: string, path: Fields, next: string): Fields => (language === 'JSONata' ? { Condition: `{% ${jsonata} %}`, Next: next } : { ...path, Next: next });
const person = (language: QueryLanguage, values: Record<string, unknown>, rest: Fields): Fields => ({ Type: 'Task', Resource: 'arn:aws:states:::human:createTask.waitForTaskToken', ...request(language, values), TimeoutSeconds: 604_800, ...rest });
const kept = (language: QueryLanguage, name: string): Fields => (language === 'JSONata' ? { Output: `{% $merge([$states.input, {'${name}': $states.result}]) %}` } : { ResultPath: `$.${name}` });
const setCase = (language: QueryLanguage, status: string, rest: Fields): Fields => ({
  Type: 'Task', Resource: 'arn:aws:states:::case:update', ...request(language, { Status: status }), ...(language === 'JSONata' ? { Output: '{% $states.input %}' } : { ResultPath: null }), ...rest,
});

const patterns: PaletteEntry[] = [
  fragment('pattern-retry', 'Retry with backoff', 'Tries again, later each time, and says so when it is given up', 'Task', language => ({
    StartAt: 'Try the call',
    States: {
      'Try the call': call(language, 'my-function', { TimeoutSeconds: 60, Retry: [{ ErrorEquals: ['States.TaskFailed', 'States.Timeout'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 5, MaxDelaySeconds: 60, JitterStrategy: 'FULL' }], Catch: anyError('Give up'), End: true }),
      'Give up': { Type: 'Fail', Error: 'GaveUp', Cause: 'The call failed again and again.' },
    },
  })),
  fragment('pattern-saga', 'Saga with compensation', 'Steps that are undone in turn when a later one fails', 'Task', language => ({
    StartAt: 'Reserve',
    States: {
      Reserve: call(language, 'reserve', { ...kept(language, 'reservation'), Catch: anyError('Undo failed or not needed'), Next: 'Charge' }),
      Charge: call(language, 'charge', { ...kept(language, 'payment'), Catch: anyError('Cancel the reservation'), Next: 'Ship' }),
      Ship: call(language, 'ship', { ...kept(language, 'shipment'), Catch: anyError('Refund'), End: true }),
      Refund: call(language, 'refund', { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 5 }], Next: 'Cancel the reservation' }),
      'Cancel the reservation': call(language, 'cancel-reservation', { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 5 }], Next: 'Undo failed or not needed' }),
      'Undo failed or not needed': { Type: 'Fail', Error: 'OrderFailed', Cause: 'A step failed; those before it were undone.' },
    },
  })),
  fragment('pattern-approval', 'Human approval', 'A person approves or rejects; each has its way', 'Task', language => ({
    StartAt: 'Ask for approval',
    States: {
      'Ask for approval': person(language, { Title: 'Approve the request', Group: 'support', Outcomes: ['approve', 'reject'] }, { ...kept(language, 'decision'), Next: 'Approved?' }),
      'Approved?': { Type: 'Choice', Choices: [rule(language, "$states.input.decision.Outcome = 'approve'", { Variable: '$.decision.Outcome', StringEquals: 'approve' }, 'Approved')], Default: 'Rejected' },
      Approved: { Type: 'Pass', End: true },
      Rejected: { Type: 'Fail', Error: 'Rejected', Cause: 'The request was rejected.' },
    },
  })),
  fragment('pattern-csv', 'Fan out over a CSV', 'An execution for each batch of the rows of a file', 'Map', language => ({
    StartAt: 'Each row',
    States: {
      'Each row': {
        Type: 'Map', ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }, ...request(language, { Bucket: 'my-bucket', Key: 'rows.csv' }) },
        ItemBatcher: { MaxItemsPerBatch: 100 }, MaxConcurrency: 10, ToleratedFailurePercentage: 5,
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Handle the rows', States: { 'Handle the rows': call(language, 'handle-rows', { End: true }) } }, End: true,
      },
    },
  })),
  fragment('pattern-poll', 'Poll until done', 'Asks again and again until the work is done', 'Task', language => ({
    StartAt: 'Ask how it stands',
    States: {
      'Ask how it stands': call(language, 'get-status', { ...(language === 'JSONata' ? { Output: "{% $merge([$states.input, {'status': $states.result.Payload.status}]) %}" } : { ResultSelector: { 'status.$': '$.Payload.status' }, ResultPath: '$.progress' }), Next: 'Done?' }),
      'Done?': { Type: 'Choice', Choices: [rule(language, "$states.input.status = 'done'", { Variable: '$.progress.status', StringEquals: 'done' }, 'It is done')], Default: 'Wait a while' },
      'Wait a while': { Type: 'Wait', Seconds: 30, Next: 'Ask how it stands' },
      'It is done': { Type: 'Pass', End: true },
    },
  })),
  fragment('pattern-callback', 'Callback with a deadline', 'Hands a token out, waits, and reminds when nothing comes', 'Task', language => ({
    StartAt: 'Hand the token out',
    States: {
      'Hand the token out': { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', ...request(language, { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/my-queue', MessageBody: language === 'JSONata' ? { token: '{% $states.context.Task.Token %}' } : { 'token.$': '$$.Task.Token' } }), TimeoutSeconds: 86_400, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Nobody answered' }], End: true },
      'Nobody answered': { Type: 'Fail', Error: 'NoAnswer', Cause: 'No answer came within a day.' },
    },
  })),
  fragment('pattern-case', 'Support case', 'Offered, taken, worked on, answered by the customer, resolved', 'Task', language => ({
    StartAt: 'Open the case',
    States: {
      'Open the case': setCase(language, 'open', { Next: 'Offer to representatives' }),
      'Offer to representatives': person(language, { Title: 'Take the case', Group: 'representatives', Outcomes: ['take'], Case: { StatusWhenDone: 'assigned', OwnedByClaimer: true } }, { ...kept(language, 'assignment'), Next: 'Work on the case' }),
      'Work on the case': person(language, {
        Title: 'Work on the case', Assignee: computed('$states.input.assignment.CompletedBy', '$.assignment.CompletedBy'), Outcomes: ['ask', 'solve'],
        Form: { type: 'object', required: ['message'], properties: { message: { type: 'string', title: 'Question or solution', ui: { widget: 'textarea' } } } },
      }, { ...kept(language, 'work'), Next: 'Ask or solve?' }),
      'Ask or solve?': { Type: 'Choice', Choices: [rule(language, "$states.input.work.Outcome = 'ask'", { Variable: '$.work.Outcome', StringEquals: 'ask' }, 'Ask the customer')], Default: 'Resolve' },
      'Ask the customer': person(language, {
        Title: 'We have a question', Link: { ExpiresIn: 'P7D' }, Outcomes: ['answer'], Case: { Status: 'pending', StatusWhenDone: 'assigned' },
        Form: { type: 'object', required: ['answer'], properties: { answer: { type: 'string', title: 'Your answer' } } },
      }, { ...kept(language, 'answer'), Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Resolve' }], Next: 'Work on the case' }),
      Resolve: setCase(language, 'resolved', { End: true }),
    },
  })),
];

export const palette: readonly PaletteEntry[] = [...states, ...people, ...work, ...services, ...patterns];
