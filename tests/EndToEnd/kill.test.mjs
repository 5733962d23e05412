import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { persistently } from './support/calls.mjs';
import { assertWhole, canonical, historyOf } from './support/history.mjs';
import { seededRandom } from './support/random.mjs';
import { Server } from './support/server.mjs';
import { assertResults, Workload } from './support/workload.mjs';

const KILLS = Number(process.env.KILLS ?? 50);
const STARTERS = 8;

describe('SIGKILL', { concurrency: true }, () => {
  test(`${KILLS} kills at random moments of 200 executions: nothing acknowledged is lost, nothing happens twice, and the histories are those of an undisturbed run`, async context => {
    const random = seededRandom();
    context.diagnostic(`SEED=${random.seed}`);
    const calm = await run(async () => undefined);
    const disturbed = await run((server, pace) => killAgainAndAgain(server, random, pace));
    context.diagnostic(`undisturbed ${calm.seconds} s, ${KILLS} kills ${disturbed.seconds} s; ${disturbed.results} results taken of ${disturbed.sent} sent; ${disturbed.repeats} tasks handed out more than once`);

    assert.equal(disturbed.histories.size, 200);
    for (const [name, events] of disturbed.histories) {
      const [expected, found] = [calm.histories.get(name), events].map(history => canonical(history, Workload.withoutChance));
      assert.equal(found, expected, `the history of ${name} is that of the undisturbed run`);
    }
  });

  // Meanwhile, because it takes a minute too.
  test('a poll without a task ends after a minute, with none', async () => {
    const server = await Server.start();
    const client = server.client();
    const { activityArn } = await client.createActivity({ name: 'idle' });
    const asked = performance.now();
    const answer = await client.getActivityTask({ activityArn });
    assert.equal(answer.taskToken, undefined);
    const seconds = (performance.now() - asked) / 1000;
    assert.ok(seconds > 59 && seconds < 70, `after ${seconds} s`);
  });
});

/** Runs the workload on a new server while something is done to that. */
async function run(disturb) {
  const begun = performance.now();
  const workload = await new Workload().open();
  try {
    const server = await Server.start({ environment: workload.environment });
    const client = server.client();
    await workload.prepare(client);
    const pace = { kills: 0, isOver: false };
    const starting = start(workload, pace);
    await disturb(server, pace);
    pace.isOver = true;
    await starting;
    await workload.finish(90_000);
    const histories = await read(workload, client);
    const results = assertResults(workload, histories);
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    const repeats = [...workload.deliveries.values()].filter(times => times > 1).length;
    return { histories, results, sent: workload.marks.size, repeats, seconds };
  } finally {
    await workload.close();
  }
}

/** Starts all executions, spread over the kills, so that there is work under way at each. */
async function start(workload, pace) {
  const names = workload.names.sort((a, b) => Number(a.split('-')[1]) - Number(b.split('-')[1]));
  let next = 0;
  await Promise.all(Array.from({ length: STARTERS }, async () => {
    while (next < names.length) {
      const index = next++;
      while (!pace.isOver && index / names.length > (pace.kills + 1) / KILLS) await pause(10);
      await workload.start(names[index]);
    }
  }));
}

async function killAgainAndAgain(server, random, pace) {
  for (; pace.kills < KILLS; pace.kills++) {
    // Most kills meet a server at work, some one that is just starting.
    if (random.next() < 0.85) {
      await server.ready;
      await pause(random.between(0, 700));
    } else {
      await pause(random.between(0, 400));
    }
    await server.kill();
    server.launch();
  }
  await server.ready;
}

/** The histories of all executions by name, each whole, each as its description says. */
async function read(workload, client) {
  const histories = new Map();
  for (const [machineName, stateMachineArn] of Object.entries(workload.machines)) {
    const { answer: { executions, nextToken } } = await persistently(() => client.listExecutions({ stateMachineArn, maxResults: 1000 }));
    assert.equal(nextToken, undefined);
    assert.deepEqual(executions.map(item => item.name).sort(), workload.names.filter(name => name.startsWith(`${machineName}-`)).sort(), 'each was started once');
    for (const { name, executionArn, startDate } of executions) {
      const acknowledged = workload.started.get(name);
      assert.equal(executionArn, acknowledged.executionArn);
      if (acknowledged.startDate) assert.equal(startDate.getTime(), acknowledged.startDate.getTime(), `${name} started when it was acknowledged to`);
      const events = await historyOf(client, executionArn);
      assertWhole(events, name);
      const { status } = await client.describeExecution({ executionArn });
      assert.equal(events.at(-1).type, { SUCCEEDED: 'ExecutionSucceeded', FAILED: 'ExecutionFailed' }[status]);
      histories.set(name, events);
    }
  }
  return histories;
}
