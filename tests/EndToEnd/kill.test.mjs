import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Ledger } from './support/ledger.mjs';
import { seededRandom } from './support/random.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';
import { KINDS, Workload } from './support/workload.mjs';

const KILLS = Number(process.env.KILLS ?? 25);
const STARTERS = 8;
/**
 * So many may wait to be stopped or redriven: where kills leave little time for work, starts wait for it. Tasks that wait for workers do not keep
 * their order over a kill, so that with many of them some one would not have its turn within the ten minutes that are waited for it.
 */
const FOLLOWED_MAX = 20;

describe('SIGKILL', { concurrency: true }, () => {
  test(`${KILLS} kills at random moments of a mixed load: nothing acknowledged is lost, nothing happens twice, nothing refused is done, and the histories are those of an undisturbed run`, async context => {
    const random = seededRandom();
    context.diagnostic(`SEED=${random.seed}`);
    const calm = await run(KINDS, async () => undefined);
    const starts = [];
    const disturbed = await run(Math.max(KINDS, Math.ceil(KILLS * 0.75)), async (...run) => { starts.push(...await killAgainAndAgain(random, ...run)); });
    disturbed.ledger.compare(calm.ledger, name => name.replace(/\d+$/, number => Number(number) % KINDS));
    context.diagnostic(JSON.stringify({ undisturbed: calm.ledger.counts, seconds: calm.seconds }));
    context.diagnostic(JSON.stringify({ kills: KILLS, ...disturbed.ledger.counts, seconds: disturbed.seconds, startMilliseconds: spread(starts) }));
    calm.ledger.assertSound();
    disturbed.ledger.assertSound();
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
async function run(each, disturb) {
  const begun = performance.now();
  const workload = await new Workload(each).open();
  try {
    const server = await Server.start({ environment: workload.environment });
    const client = server.client();
    await workload.prepare(client);
    const pace = { kills: 0, isOver: false };
    const starting = start(workload, pace);
    await disturb(server, pace, workload);
    pace.isOver = true;
    await starting;
    await workload.finish(300_000);
    const ledger = await Ledger.read(workload, client);
    return { ledger, seconds: Math.round((performance.now() - begun) / 100) / 10 };
  } finally {
    await workload.close();
  }
}

/** Starts all executions, spread over the kills, so that there is work under way at each. */
async function start(workload, pace) {
  const { names } = workload;
  let next = 0;
  await Promise.all(Array.from({ length: STARTERS }, async () => {
    while (next < names.length) {
      const index = next++;
      while (!pace.isOver && (index / names.length > (pace.kills + 1) / KILLS || workload.followed > FOLLOWED_MAX)) await pause(10);
      await workload.start(names[index]);
    }
  }));
}

/** @returns how long each start took until the server listened, in milliseconds */
async function killAgainAndAgain(random, server, pace, workload) {
  const starts = [];
  for (; pace.kills < KILLS; pace.kills++) {
    workload.check();
    // Most kills meet a server at work, some one that is just starting.
    if (random.next() < 0.85) {
      const { answers } = workload;
      starts.push(await server.ready);
      await pause(random.between(0, 700));
      await until('an answer between two kills', () => workload.answers > answers, { within: 60_000, every: 5 });
    } else {
      await pause(random.between(0, 400));
    }
    await server.kill();
    server.launch();
  }
  starts.push(await server.ready);
  return starts.slice(1);
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b).map(Math.round);
  return { median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) };
}
