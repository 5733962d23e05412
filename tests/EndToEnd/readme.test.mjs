import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { executable, repository } from './support/places.mjs';
import { runToEnd } from './support/programs.mjs';
import { Server, temporaryFolder } from './support/server.mjs';

// A newcomer copies the blocks of the README's first workflow, one after the other, into one shell.
const absent = spawnSync('aws', ['--version']).status === 0 ? false : 'the AWS CLI is absent';
const section = readFileSync(path.join(repository, 'README.md'), 'utf8').split('\nA workflow, `hello.asl.json`:\n')[1].split('\nWorkers are written')[0];
const [definition, ...blocks] = [...section.matchAll(/```(?:json)?\n(.*?)```/gs)].map(([, text]) => text);

test('the first workflow of the README runs as it is written there', { skip: absent }, async () => {
  const server = await Server.start();
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'hello.asl.json'), definition);
  const script = blocks.join('').replaceAll('http://127.0.0.1:7070', server.url).replace('EXECUTION', '$(baton list hello --json | grep -o \'"arn:[^"]*"\' | head -1 | tr -d \'"\')');
  const { code, log } = await runToEnd('bash', ['-euc', `cd '${folder}'\nexport PATH='${path.dirname(executable)}':$PATH\n${script}`]);
  assert.equal(code, 0, log);
  const { executions: [execution] } = await server.client().listExecutions({ stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:hello' });
  assert.equal(execution.status, 'SUCCEEDED', log);
  assert.equal((await server.client().describeExecution(execution)).output, '{"greeting": "Hello Ada"}');
  assert.match(log, /RUNNING[\s\S]*SUCCEEDED/);
});
