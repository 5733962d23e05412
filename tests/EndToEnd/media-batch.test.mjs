import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { generate, isBroken } from '../../examples/media-batch/generate.mjs';
import { assertWhole, historyOf } from './support/history.mjs';
import { executable, repository } from './support/places.mjs';
import { Program, runToEnd } from './support/programs.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The frames of a clip, by worker processes that are killed and frozen. Every image that comes out is held against the frame that went in.
const example = path.join(repository, 'examples/media-batch');
const clip = 'clip-01';
const size = { clip, frames: 40, width: 320, height: 180 };
const wholeFrames = count => Array.from({ length: count }, (_, index) => index + 1).filter(frame => !isBroken(frame)).map(frame => `${clip}/${String(frame).padStart(4, '0')}`);

/** A server with two folders as buckets, a clip in one of them, and workers to hire. */
async function studio() {
  const folder = temporaryFolder();
  const [frames, media] = ['frames', 'media'].map(name => path.join(folder, name));
  mkdirSync(media);
  generate(frames, size);
  const server = await Server.start({ environment: { Baton__Buckets__frames: frames, Baton__Buckets__media: media } });
  const client = server.client();
  for (const name of ['media-frame', 'media-sheet']) await client.createActivity({ name });
  const deployed = await runToEnd(executable, ['deploy', path.join(example, 'workflow.asl.json'), '--name', 'media', '--endpoint', server.url]);
  assert.equal(deployed.code, 0, deployed.log);
  const hire = (name, pace = 0) =>
    Program.start(process.execPath, [path.join(example, 'worker.mjs'), server.url, '--frames', frames, '--media', media, '--name', name, '--pace', String(pace)], { ready: 'is at work' });
  const { executionArn } = await client.startExecution({ stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:media', name: clip, input: JSON.stringify({ clip }) });
  const run = async () => {
    const { mapRuns: [newest] } = await client.listMapRuns({ executionArn });
    const described = newest && await client.describeMapRun(newest);
    assert.ok(!described || described.executionCounts.running <= described.maxConcurrency, 'no more at once than MaxConcurrency');
    return described;
  };
  const done = count => until(`${count} frames to be done`, async () => (await run())?.itemCounts.succeeded >= count, { within: 60_000 });
  const closed = () => until('the execution to close', async () => {
    await run();
    const execution = await client.describeExecution({ executionArn });
    return execution.status !== 'RUNNING' && execution;
  }, { within: 60_000 });
  return { server, client, frames, media, executionArn, hire, run, done, closed };
}

/** The frame that a worker holds. */
const heldBy = worker => until('the worker to take a frame', () => /^took media-frame (.*)$/m.exec(worker.log)?.[1], { within: 30_000 }).then(input => JSON.parse(input).key);

/** The history of the child execution of a frame. */
async function historyOfFrame(client, { mapRunArn }, key) {
  for (const child of (await client.listExecutions({ mapRunArn, maxResults: 1000 })).executions) {
    if (JSON.parse((await client.describeExecution(child)).input).key === key) return historyOf(client, child.executionArn);
  }
  throw new Error(`No child has the frame ${key}.`);
}

/** The pixels of a PNG of 8-bit RGB whose rows tell each byte's difference from the pixel to the left, as the example writes them. */
function pixelsOf(...names) {
  const file = readFileSync(path.join(...names));
  const [width, height] = [16, 20].map(at => file.readUInt32BE(at));
  const start = file.indexOf('IDAT') + 4;
  const raw = inflateSync(file.subarray(start, start + file.readUInt32BE(start - 8)));
  const rows = Array.from({ length: height }, (_, y) => {
    const row = raw.subarray(y * (width * 3 + 1), (y + 1) * (width * 3 + 1));
    assert.equal(row[0], 1);
    const colours = [0, 0, 0];
    return Array.from({ length: width }, (_, x) => colours.map((_, colour) => (colours[colour] = (colours[colour] + row[1 + x * 3 + colour]) & 255)));
  });
  return { width, height, at: (x, y) => rows[y][x] };
}

const same = (image, x, y, other, left, top) => image.at(x, y).every((byte, colour) => byte === other.at(left, top)[colour]);
const everywhere = ({ width, height }, holds) => {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (!holds(x, y)) return `not at ${x}, ${y}`;
  return true;
};

/** Each tile is a part of its frame, each thumbnail its mean, each place of the sheet the thumbnail of its frame; and nothing else is told. */
function assertAll({ frames, media }, count) {
  const index = JSON.parse(readFileSync(path.join(media, clip, 'index.json'), 'utf8'));
  const names = wholeFrames(count);
  assert.deepEqual(index.frames.map(frame => frame.key), names.map(name => `${name}.png`));
  assert.deepEqual(index.broken.map(({ key, error }) => [key, error]), [...Array(count).keys()].map(i => i + 1).filter(isBroken).map(frame => [`${clip}/${String(frame).padStart(4, '0')}.png`, 'Image.Broken']));
  const sheet = pixelsOf(media, clip, 'sheet.png');
  for (const [place, { key, width, height, thumbnail, tiles, colour }] of index.frames.entries()) {
    const image = pixelsOf(frames, key);
    assert.deepEqual([width, height], [image.width, image.height]);
    const covered = new Set();
    for (const tile of tiles) {
      const [left, top] = /-(\d+)-(\d+)\.png$/.exec(tile).slice(1).map(Number);
      const part = pixelsOf(media, tile);
      assert.equal(everywhere(part, (x, y) => covered.add((top + y) * width + left + x) && same(part, x, y, image, left + x, top + y)), true, tile);
    }
    assert.equal(covered.size, width * height, `the tiles cover ${key}`);

    const small = pixelsOf(media, thumbnail);
    assert.deepEqual([small.width, small.height], [width / 4, height / 4]);
    const total = [0, 0, 0];
    assert.equal(everywhere(small, (x, y) => small.at(x, y).every((byte, colour) => {
      let sum = 0;
      for (let i = 0; i < 16; i++) sum += image.at(x * 4 + (i % 4), y * 4 + (i >> 2))[colour];
      total[colour] += sum;
      return Math.abs(byte - sum / 16) <= 0.5;
    })), true, thumbnail);
    assert.ok(colour.every((byte, i) => Math.abs(byte - total[i] / (width * height)) <= 0.5), `the mean colour of ${key}`);
    const [left, top] = [(place % 10) * small.width, Math.floor(place / 10) * small.height];
    assert.equal(everywhere(small, (x, y) => same(small, x, y, sheet, left + x, top + y)), true, `${key} in the sheet`);
  }
}

test('the play, from one command', async () => {
  const folder = temporaryFolder();
  const { code, log } = await runToEnd(path.join(example, 'play'), ['--folder', folder, '--frames', '60'], { environment: { BATON: executable } });
  assert.equal(code, 0, log);
  assertAll({ frames: path.join(folder, 'frames'), media: path.join(folder, 'media') }, 60);
});

test('frames of workers that are killed or freeze are done by others', async () => {
  const at = await studio();
  // Two workers that never get done, and tell so by heartbeats; one worker for the rest.
  const [doomed, frozen] = [await at.hire('doomed', 3600), await at.hire('frozen', 3600)];
  const [left, lost] = [await heldBy(doomed), await heldBy(frozen)];
  const diligent = await at.hire('diligent');
  await at.done(wholeFrames(size.frames).length - 2);
  const { status, itemCounts, mapRunArn } = await at.run();
  assert.deepEqual([status, itemCounts.running, itemCounts.failed, itemCounts.total], ['RUNNING', 2, 1, size.frames]);

  doomed.child.kill('SIGKILL');
  await at.done(wholeFrames(size.frames).length - 1); // before the other one is missed, or ever would be
  frozen.child.kill('SIGSTOP');
  const execution = await at.closed();
  assert.equal(execution.status, 'SUCCEEDED', execution.cause);
  const types = async key => {
    const events = await historyOfFrame(at.client, { mapRunArn }, key);
    assertWhole(events, key);
    return events.map(event => event.type).filter(type => type.startsWith('Activity'));
  };
  const [first, second] = [await types(left), await types(lost)];
  assert.ok(first.at(-1) === 'ActivitySucceeded' && !first.includes('ActivityTimedOut'), `given on at once: ${first}`);
  assert.ok(second.at(-1) === 'ActivitySucceeded' && second.includes('ActivityTimedOut'), `given on for want of heartbeats: ${second}`);
  assertAll(at, size.frames);
  frozen.child.kill('SIGKILL');
  assert.equal(await diligent.stop(), 0);
  await at.server.stop();
});

test('SIGKILL of the server and of workers in the middle: every frame is done, and counted once', async () => {
  const at = await studio();
  for (const count of [5, 12, 19]) {
    const holders = [await at.hire('holder-1', 3600), await at.hire('holder-2', 3600)];
    await Promise.all(holders.map(heldBy)); // as long as they hold frames there is a middle
    const quick = [await at.hire('quick-1'), await at.hire('quick-2')];
    await at.done(count);
    await at.server.kill();
    for (const worker of [...holders, ...quick]) worker.child.kill('SIGKILL');
    await at.server.restart();
    assert.equal((await at.client.describeExecution({ executionArn: at.executionArn })).status, 'RUNNING');
  }
  for (const name of ['last-1', 'last-2', 'last-3']) await at.hire(name);
  const execution = await at.closed();
  assert.equal(execution.status, 'SUCCEEDED', execution.cause);
  assertAll(at, size.frames);
  const { itemCounts, executionCounts, mapRunArn } = await at.run();
  assert.deepEqual([itemCounts.succeeded, itemCounts.failed, itemCounts.total, executionCounts.resultsWritten], [size.frames - 1, 1, size.frames, size.frames]);
  for (const child of (await at.client.listExecutions({ mapRunArn, maxResults: 1000 })).executions) {
    const events = await historyOf(at.client, child.executionArn);
    assertWhole(events, child.name);
    assert.equal(events.filter(event => ['ActivitySucceeded', 'ActivityFailed'].includes(event.type)).length, 1, 'one result was taken');
  }
  await at.server.stop();
});
