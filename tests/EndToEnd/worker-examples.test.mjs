import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { role, working } from './support/machines.mjs';
import { Program } from './support/programs.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The workers of examples/workers, each against the real server: done, failed by a name of its own, and on again after the server was away.
const examples = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'examples', 'workers');
const server = await Server.start();
const client = server.client();
const environment = { AWS_ENDPOINT_URL: server.url, AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any' };

const runs = (command, args) => spawnSync(command, args).status === 0;
const workers = {
  javascript: { command: 'node', args: arn => [path.join(examples, 'javascript', 'worker.mjs'), arn] },
  python: { command: 'python3', args: arn => [path.join(examples, 'python', 'worker.py'), arn], absent: !runs('python3', ['-c', 'import boto3']) && 'python3 with boto3 is absent' },
  bash: { command: 'bash', args: arn => [path.join(examples, 'bash', 'worker.sh'), server.url, arn], absent: !(runs('curl', ['--version']) && runs('jq', ['--version'])) && 'curl or jq is absent' },
};

const closed = executionArn => until('the execution to close', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
}, { within: 30_000 });

for (const [language, { command, args, absent = false }] of Object.entries(workers)) {
  server.test(`a worker in ${language}`, { skip: absent }, async () => {
    const { activityArn } = await client.createActivity({ name: `greet-${language}` });
    const { stateMachineArn } = await client.createStateMachine({ name: `m-${randomUUID()}`, definition: working(activityArn), roleArn: role });
    const start = async input => (await client.startExecution({ stateMachineArn, input: JSON.stringify(input) })).executionArn;
    const worker = await Program.start(command, args(activityArn), { environment, ready: 'Working on' });

    const greeted = await closed(await start({ name: 'Ada "the first" Łukasz' }));
    assert.deepEqual([greeted.status, JSON.parse(greeted.output ?? 'null')], ['SUCCEEDED', { greeting: 'Hello Ada "the first" Łukasz' }], worker.log);
    const failed = await closed(await start({}));
    assert.deepEqual([failed.status, failed.error, failed.cause], ['FAILED', 'Name.Missing', 'There is nobody to greet.'], worker.log);

    await server.kill();
    await server.restart();
    assert.equal((await closed(await start({ name: 'again' }))).status, 'SUCCEEDED', worker.log);
    worker.child.kill('SIGKILL');
  });
}
