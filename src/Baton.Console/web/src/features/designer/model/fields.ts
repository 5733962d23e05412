import type { QueryLanguage } from './machine';

/* Every field of every state: how it is asked for, and what it is good for. */

export type FieldKind =
  /** A text. */
  | 'text'
  | 'long'
  /** A JSONPath, or null. */
  | 'path'
  /** A number; in JSONata also an expression. */
  | 'number'
  /** Any JSON value, with expressions or paths in it. */
  | 'value'
  /** A list of names of errors. */
  | 'errors'
  | 'words'
  | 'state';

export interface Field {
  name: string;
  kind: FieldKind;
  help: string;
  /** The one query language that has it. */
  only?: QueryLanguage;
  /** For `words`: what it can be. */
  words?: readonly string[];
  placeholder?: string;
}

export interface FieldGroup {
  label: string;
  fields: readonly Field[];
  /** Below which member of the state they are; the state itself without one. */
  at?: readonly string[];
  /** Closed until somebody opens it, or a field of it is set. */
  isRare?: boolean;
}

const f = (name: string, kind: FieldKind, help: string, rest: Partial<Field> = {}): Field => ({ name, kind, help, ...rest });
const path = (name: string, help: string, placeholder = '$.field') => f(name, 'path', help, { only: 'JSONPath', placeholder });
const jsonata = (name: string, kind: FieldKind, help: string, rest: Partial<Field> = {}) => f(name, kind, help, { only: 'JSONata', ...rest });
const template = (name: string, help: string) => f(name, 'value', help, { only: 'JSONPath', placeholder: '{ "name.$": "$.field" }' });

const input = path('InputPath', 'Selects what the state works on; null for nothing.', '$');
const parameters = template('Parameters', 'Builds what the state works on.');
const resultPath = path('ResultPath', 'Where in the input the result is put; null drops it.', '$');
const output = path('OutputPath', 'Selects what is handed on.', '$');
const resultSelector = template('ResultSelector', 'Builds the result from what came back.');
const jsonataArguments = jsonata('Arguments', 'value', 'What the work is given.', { placeholder: '{ "name": "{% $states.input.field %}" }' });
const jsonataOutput = jsonata('Output', 'value', 'What is handed on; without it the result.', { placeholder: '{% $states.result %}' });
const assign = f('Assign', 'value', 'Variables that later states can read, as $name.', { placeholder: '{ "name": 1 }' });
const language = f('QueryLanguage', 'words', 'How this state selects and computes.', { words: ['JSONPath', 'JSONata'] });
const comment = f('Comment', 'long', 'For readers.');

const data = (fields: readonly Field[]): FieldGroup => ({ label: 'Data', fields });
const more: FieldGroup = { label: 'More', fields: [language], isRare: true };
const about: FieldGroup = { label: 'About', fields: [comment] };

const time: FieldGroup = {
  label: 'Time limits', isRare: true,
  fields: [
    f('TimeoutSeconds', 'number', 'How long an attempt may take, in seconds.', { placeholder: '3600' }), path('TimeoutSecondsPath', 'Selects the timeout.'),
    f('HeartbeatSeconds', 'number', 'How long a worker may be silent, in seconds.', { placeholder: '60' }), path('HeartbeatSecondsPath', 'Selects the heartbeat.'),
  ],
};

const configuration: FieldGroup[] = [
  {
    label: 'How items are run', at: ['ItemProcessor', 'ProcessorConfig'],
    fields: [f('Mode', 'words', 'Within the execution, or each as an execution of its own.', { words: ['INLINE', 'DISTRIBUTED'] }), f('ExecutionType', 'words', 'What kind those executions are; for DISTRIBUTED.', { words: ['STANDARD', 'EXPRESS'] })],
  },
  {
    label: 'Where items are read', at: ['ItemReader'], isRare: true,
    fields: [f('Resource', 'words', 'How they are read.', { words: ['arn:aws:states:::s3:getObject', 'arn:aws:states:::s3:listObjectsV2'] }), template('Parameters', 'Bucket and key.'), jsonata('Arguments', 'value', 'Bucket and key.', { placeholder: '{ "Bucket": "", "Key": "" }' })],
  },
  {
    label: 'How items are written there', at: ['ItemReader', 'ReaderConfig'], isRare: true,
    fields: [
      f('InputType', 'words', 'The form of the data.', { words: ['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'] }), f('CSVHeaderLocation', 'words', 'Where the names of the columns are.', { words: ['FIRST_ROW', 'GIVEN'] }),
      f('CSVHeaders', 'value', 'The names of the columns, for GIVEN.', { placeholder: '["id", "name"]' }), f('CSVDelimiter', 'words', 'What parts columns.', { words: ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'] }),
      f('ItemsPointer', 'text', 'Where in a JSON file the items are.', { placeholder: '/items' }), f('MaxItems', 'number', 'How many items are read at most.'), path('MaxItemsPath', 'Selects how many.'),
      f('ManifestType', 'words', 'The kind of manifest.', { words: ['S3_INVENTORY', 'ATHENA_DATA'] }), f('Transformation', 'words', 'Whether listed objects are read.', { words: ['NONE', 'LOAD_AND_FLATTEN'] }),
    ],
  },
  {
    label: 'Batches', at: ['ItemBatcher'], isRare: true,
    fields: [
      f('MaxItemsPerBatch', 'number', 'How many items a batch has at most.'), path('MaxItemsPerBatchPath', 'Selects how many.'), f('MaxInputBytesPerBatch', 'number', 'How many bytes a batch has at most.'),
      path('MaxInputBytesPerBatchPath', 'Selects how many bytes.'), f('BatchInput', 'value', 'What every batch gets beside its items.', { placeholder: '{}' }),
    ],
  },
  {
    label: 'Where results are written', at: ['ResultWriter'], isRare: true,
    fields: [f('Resource', 'words', 'How they are written.', { words: ['arn:aws:states:::s3:putObject'] }), template('Parameters', 'Bucket and prefix.'), jsonata('Arguments', 'value', 'Bucket and prefix.', { placeholder: '{ "Bucket": "", "Prefix": "" }' })],
  },
  {
    label: 'In which form', at: ['ResultWriter', 'WriterConfig'], isRare: true,
    fields: [f('OutputType', 'words', 'The form of the files.', { words: ['JSON', 'JSONL'] }), f('Transformation', 'words', 'What of the results is kept.', { words: ['NONE', 'COMPACT', 'FLATTEN'] })],
  },
  {
    label: 'Failures that are tolerated', isRare: true,
    fields: [
      f('ToleratedFailurePercentage', 'number', 'The share of items that may fail, 0 to 100.'), path('ToleratedFailurePercentagePath', 'Selects the share.'),
      f('ToleratedFailureCount', 'number', 'How many items may fail.'), path('ToleratedFailureCountPath', 'Selects how many.'), f('Label', 'text', 'A name for the runs of this Map.'),
    ],
  },
];

/** What is asked for of a state of each type; rules, retriers, handlers and what follows have editors of their own. */
export const fieldGroups: Readonly<Record<string, readonly FieldGroup[]>> = {
  Task: [
    about, { label: 'Work', fields: [f('Resource', 'text', 'Who does the work: an activity, a function or a service.', { placeholder: 'arn:aws:states:::lambda:invoke' }), parameters, jsonataArguments] },
    { ...data([input, resultSelector, resultPath, output, jsonataOutput, assign]), isRare: true }, time,
    { label: 'Role', at: ['Credentials'], isRare: true, fields: [f('RoleArn', 'text', 'The role that the work is done in.'), path('RoleArn.$', 'Computes the role.')] }, more,
  ],
  Choice: [about, { ...data([input, output, jsonata('Output', 'value', 'What is handed on where no rule holds.'), f('Assign', 'value', 'Variables that are set where no rule holds.')]), isRare: true }, more],
  Wait: [
    about,
    {
      label: 'Until when',
      fields: [f('Seconds', 'number', 'How long, in seconds. One of these is set.', { placeholder: '60' }), path('SecondsPath', 'Selects the seconds.'), f('Timestamp', 'text', 'Until when, like 2030-01-31T12:00:00Z.'), path('TimestampPath', 'Selects the time.')],
    },
    { ...data([input, output, jsonataOutput, assign]), isRare: true }, more,
  ],
  Parallel: [about, data([input, parameters, jsonataArguments, resultSelector, resultPath, output, jsonataOutput, assign]), more],
  Map: [
    about,
    {
      label: 'Items',
      fields: [
        path('ItemsPath', 'Selects the items.', '$.items'), jsonata('Items', 'value', 'The items: an array, or an expression that gives one.', { placeholder: '{% $states.input.items %}' }), f('ItemSelector', 'value', 'Builds what each run starts with.', { placeholder: '{}' }),
        f('MaxConcurrency', 'number', 'How many run at once; 0 is no limit.'), path('MaxConcurrencyPath', 'Selects how many.'),
      ],
    },
    ...configuration, { ...data([input, resultSelector, resultPath, output, jsonataOutput, assign]), isRare: true }, more,
  ],
  Pass: [about, data([f('Result', 'value', 'The result, as it stands.', { only: 'JSONPath', placeholder: '{}' }), input, parameters, resultPath, output, jsonataOutput, assign]), more],
  Succeed: [about, data([input, output, jsonataOutput]), more],
  Fail: [
    about,
    { label: 'Error', fields: [f('Error', 'text', 'The name of the error, which others catch it by.'), path('ErrorPath', 'Selects the name.'), f('Cause', 'long', 'What went wrong, for people.'), path('CausePath', 'Selects the cause.')] }, more,
  ],
};

/** What is asked for of the machine itself. */
export const machineFields: readonly Field[] = [
  comment, f('QueryLanguage', 'words', 'How states select and compute, unless they say otherwise.', { words: ['JSONPath', 'JSONata'] }),
  f('TimeoutSeconds', 'number', 'How long an execution may run, in seconds.', { placeholder: 'no limit' }), f('Version', 'words', 'The version of the language.', { words: ['1.0'] }),
];

export const retrierFields: readonly Field[] = [
  f('ErrorEquals', 'errors', 'Which errors, by their names.'), f('IntervalSeconds', 'number', 'Before the first retry, in seconds.', { placeholder: '1' }), f('MaxAttempts', 'number', 'How many retries; 0 for none.', { placeholder: '3' }),
  f('BackoffRate', 'number', 'How much longer each time.', { placeholder: '2' }), f('MaxDelaySeconds', 'number', 'No longer than this, in seconds.'), f('JitterStrategy', 'words', 'FULL waits a random part of it.', { words: ['NONE', 'FULL'] }), comment,
];

export const catcherFields: readonly Field[] = [
  f('ErrorEquals', 'errors', 'Which errors, by their names.'), f('Next', 'state', 'What follows then.'), path('ResultPath', 'Where in the input the error is put.', '$.error'),
  jsonata('Output', 'value', 'What is handed on.', { placeholder: '{% $states.errorOutput %}' }), f('Assign', 'value', 'Variables that are set then.'), comment,
];

export const errorNames = [
  'States.ALL', 'States.TaskFailed', 'States.Timeout', 'States.HeartbeatTimeout', 'States.Permissions', 'States.Runtime', 'States.DataLimitExceeded', 'States.ExceedToleratedFailureThreshold', 'States.ItemReaderFailed',
  'States.ResultWriterFailed', 'States.QueryEvaluationError', 'States.NoChoiceMatched', 'States.BranchFailed', 'States.IntrinsicFailure', 'States.ParameterPathFailure', 'States.ResultPathMatchFailure', 'States.Http.Socket',
];
