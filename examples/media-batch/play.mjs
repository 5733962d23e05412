// The play itself; `play` builds first. --frames 120 --workers 6 --pace 0.2 --folder DIR
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { baton, folderOf, play, repository, step } from '../stage.mjs';
import { generate, isBroken } from './generate.mjs';

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '120' }, workers: { type: 'string', default: '6' }, pace: { type: 'string', default: '0.2' }, folder: { type: 'string' },
  },
});
const folder = folderOf('media-batch', values.folder);
const [count, crew] = [Number(values.frames), Number(values.workers)];
if (!(count >= 20 && crew >= 3)) throw new RangeError('The play needs --frames 20 and --workers 3 or more.');
const here = path.join(repository, 'examples/media-batch');
const frames = path.join(folder, 'frames');
const media = path.join(folder, 'media');
const clip = 'clip-01';

await play(async stage => {
  step(`Rendering ${count} frames, some of them cut short on purpose`);
  mkdirSync(media, { recursive: true });
  generate(frames, { clip, frames: count, width: 640, height: 360 });
  console.log(path.join(frames, clip));

  step(`Starting Baton with two folders as buckets, and ${crew} worker processes`);
  const environment = { Baton__Buckets__frames: frames, Baton__Buckets__media: media };
  let server = await stage.serve(folder, { environment });
  for (const name of ['media-frame', 'media-sheet']) await stage.call('CreateActivity', { name });
  await stage.must(baton, 'deploy', path.join(here, 'workflow.asl.json'), '--name', 'media');
  const workers = [];
  const hire = async () => {
    const name = `worker-${workers.length + 1}`;
    const args = [path.join(here, 'worker.mjs'), stage.url, '--frames', frames, '--media', media, '--name', name, '--pace', values.pace];
    const worker = await stage.start(process.execPath, args, { log: path.join(folder, `${name}.log`), ready: 'is at work' });
    workers.push({ name, ...worker });
  };
  for (let number = 0; number < crew; number++) await hire();

  step('The clip is processed, while workers and the server come and go');
  await stage.must(baton, 'start', 'media', '--name', clip, '--input', JSON.stringify({ clip }));
  // What happens when so many percent of the frames are done.
  const incidents = [
    [15, 'kill -9 of worker-1: its frame goes to another at once', () => workers[0].signal('SIGKILL')],
    [25, 'worker-2 freezes: without heartbeats its frame times out and is given out again', () => workers[1].signal('SIGSTOP')],
    [40, 'kill -9 of the server, and another start', async () => {
      server.signal('SIGKILL');
      await server.ended;
      server = await stage.serve(folder, { environment });
    }],
    [55, 'four more workers, and 16 frames at once instead of 8 (UpdateMapRun)', async ({ mapRunArn }) => {
      await stage.call('UpdateMapRun', { mapRunArn, maxConcurrency: 16 }).catch(refused => console.log(refused.message)); // it has just ended
      for (let number = 0; number < 4; number++) await hire();
    }],
  ];
  const executionArn = `arn:aws:states:us-east-1:000000000000:execution:media:${clip}`;
  const { status, error, cause, output } = await stage.follow(executionArn, async run => {
    while (incidents.length > 0 && run.status === 'RUNNING' && run.itemCounts.succeeded * 100 >= incidents[0][0] * count) {
      const [, what, happen] = incidents.shift();
      console.log(`  ! ${what}`);
      await happen(run);
    }
  });
  console.log(`${status}  ${error ? `${error}: ${cause}` : output}`);
  if (status !== 'SUCCEEDED') throw new Error(`The clip has ended as ${status}.`);
  for (const [, what] of incidents) console.log(`All was done before this could happen, take more frames: ${what}`);
  const broken = Array.from({ length: count }, (_, index) => index + 1).filter(isBroken).length;
  const result = JSON.parse(output);
  if (result.frames !== count - broken || result.broken.length !== broken) throw new Error(`Expected ${count - broken} frames done and ${broken} broken; found ${result.frames} and ${result.broken.length}.`);

  step('Who did how many');
  const done = text => text.split('\n').filter(line => line.startsWith('did  media-frame')).length;
  for (const { name, text } of workers) console.log(`${name.padEnd(10)} ${done(text())}`);

  step('What to look at');
  console.log(`${path.join(media, result.sheet)}: all thumbnails\n${path.join(media, result.index)}: ${readFileSync(path.join(media, result.index)).length} bytes about all frames`);
  console.log(`${path.relative(process.cwd(), baton)} serve --data ${path.join(folder, 'data')}, then baton show ${clip}`);
});
