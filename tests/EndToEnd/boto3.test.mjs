import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { operations } from './support/operations.mjs';
import { runToEnd } from './support/programs.mjs';
import { Server } from './support/server.mjs';

const absent = spawnSync('python3', ['-c', 'import boto3']).status === 0 ? false : 'python3 with boto3 is absent';

test('boto3 calls all operations', { skip: absent }, async () => {
  const server = await Server.start();
  const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'boto3_smoke.py');
  const { code, log } = await runToEnd('python3', [script, server.url]);
  assert.equal(code, 0, log);
  assert.deepEqual(log.trim().split('\n').at(-1).split(' '), operations);
});
