import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { machine, role } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Workflows that are made to hurt: each stops at its own bound with the error that the language has for it, while those of others go on.
const MEMORY_BYTES_MAX = 1024 ** 3;
const ROUNDS = 2;
const server = await Server.start();
const client = server.client();

const jsonata = expression => machine({ A: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } }, { QueryLanguage: 'JSONata' });
const path = InputPath => machine({ A: { Type: 'Pass', InputPath, End: true } });
const evaluation = cause => ({ error: 'States.QueryEvaluationError', cause });
const runtime = cause => ({ error: 'States.Runtime', cause });

const letters = JSON.stringify({ text: `${'a'.repeat(100_000)}!`, list: [`${'a'.repeat(100_000)}!`] });
const deep = depth => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

const hostile = {
  'JSONata that calls itself for ever': [jsonata('($f := function($n) { 1 + $f($n + 1) }; $f(0))'), '{}', evaluation(/Stack overflow error/)],
  'JSONata that calls itself for ever at its end': [jsonata('($f := function($n) { $f($n + 1) }; $f(0))'), '{}', evaluation(/timeout/)],
  'JSONata with a regular expression that goes back for ever': [jsonata('$match($states.input.text, /(a+)+$/)'), letters, evaluation(/returned nothing|timeout/)], // our matcher does not go back where it has been
  'JSONata with text that doubles': [jsonata("($g := function($s, $n) { $n = 0 ? $s : $g($s & $s, $n - 1) }; $length($g('x', 60)))"), '{}', evaluation(/memory limit/)],
  'JSONata with a range above the bound of the language': [jsonata('$count([1..100000000])'), '{}', evaluation(/D2014/)],
  'JSONata with ranges in a range': [jsonata('$count([1..5000000].([1..1000]))'), '{}', evaluation(/timeout|memory limit/)],
  'JSONata with a wide pad': [jsonata("$length($pad('x', 1000000000))"), '{}', evaluation(/memory limit/)],
  'JSONata with arrays in arrays': [jsonata('$reduce([1..100000], function($a, $b) { [$a, $a] }, 1)'), '{}', evaluation(/Stack overflow|limit/)],
  'JSONPath that looks everywhere in everywhere': [path('$..*..*..*..*..*..nope'), deep(200), runtime(/timeout|limit/)],
  'JSONPath on a deep document': [path('$..a..a..a..a..nope'), deep(900), runtime(/./)],
  'JSONPath with a filter that looks everywhere': [path('$..*[?(@..*..*..*..*..nope empty false)]'), deep(200), runtime(/timeout|limit/)],
  'JSONPath with a regular expression that goes back for ever': [path('$.list[?(@ =~ /(a+)+\\1$/)]'), letters, runtime(/timeout/)],
  'text that doubles in a loop': [machine({ A: { Type: 'Pass', Parameters: { 't.$': "States.Format('{}{}', $.t, $.t)" }, Next: 'B' }, B: { Type: 'Choice', Choices: [{ Variable: '$.t', IsNull: true, Next: 'C' }], Default: 'A' }, C: { Type: 'Succeed' } }), '{"t":"x"}', { error: 'States.DataLimitExceeded', cause: /size/ }],
  'a loop without end': [machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Choice', Choices: [{ Variable: '$', IsNull: true, Next: 'C' }], Default: 'A' }, C: { Type: 'Succeed' } }), '{}', runtime(/maximum number of history events/)],
  'a Map over more than a history holds': [machine({ M: { Type: 'Map', Items: '{% [1..100000] %}', ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } }, End: true } }, { QueryLanguage: 'JSONata' }), '{}', runtime(/maximum number of history events/)],
};

const ordinary = machine({
  Compute: { Type: 'Pass', QueryLanguage: 'JSONata', Output: { sum: '{% $sum($states.input.list) %}' }, Next: 'Rest' },
  Rest: { Type: 'Wait', Seconds: 1, Next: 'Done' },
  Done: { Type: 'Succeed' },
});

const create = definition => client.createStateMachine({ name: `m-${randomUUID()}`, definition, roleArn: role });
const closed = (executionArn, within) => until('the execution to close', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
}, { within, every: 100 });

/** The most memory that the process has had so far, in bytes. */
const memoryPeak = () => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) * 1024;

server.test('hostile workflows stop at their bounds while ordinary ones go on', { timeout: 300_000 }, async context => {
  const others = (await create(ordinary)).stateMachineArn;
  const attacks = [];
  for (const [what, [definition, input, expected]] of Object.entries(hostile)) {
    const { stateMachineArn } = await create(definition);
    for (let round = 0; round < ROUNDS; round++) attacks.push({ what, stateMachineArn, input, expected });
  }
  let attacking = attacks.length;
  const outcomes = Promise.all(attacks.map(async ({ what, stateMachineArn, input, expected }) => {
    try {
      const { executionArn } = await client.startExecution({ stateMachineArn, input });
      return { what, expected, execution: await closed(executionArn, 240_000) };
    } finally {
      attacking--;
    }
  }));

  const times = [];
  const runOrdinary = async () => {
    const started = performance.now();
    const { executionArn } = await client.startExecution({ stateMachineArn: others, input: '{"list":[1,2,3]}' });
    const execution = await closed(executionArn, 60_000);
    assert.deepEqual([execution.status, execution.output], ['SUCCEEDED', '{"sum":6}']);
    times.push(performance.now() - started);
  };
  while (attacking > 0) await Promise.all(Array.from({ length: 5 }, runOrdinary));

  for (const { what, expected, execution } of await outcomes) {
    assert.deepEqual([what, execution.status, execution.error], [what, 'FAILED', expected.error], execution.cause?.slice(0, 500));
    assert.match(execution.cause, expected.cause, what);
  }
  context.diagnostic(`${attacks.length} attacks; meanwhile ${times.length} ordinary executions, five at a time, of which the slowest took ${Math.round(Math.max(...times))} ms.`);
  if (process.platform === 'linux') {
    context.diagnostic(`The server had ${Math.round(memoryPeak() / 1024 ** 2)} MiB at most.`);
    assert.ok(memoryPeak() < MEMORY_BYTES_MAX, `${memoryPeak()} bytes of memory`);
  }
});

server.test('what comes in too deep is refused before it runs', async () => {
  const { stateMachineArn } = await create(ordinary);
  await assert.rejects(client.startExecution({ stateMachineArn, input: deep(5_000) }), { name: 'InvalidExecutionInput' });
});
