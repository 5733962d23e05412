// A worker process: one task at a time, heartbeats while it works. Start as many as there are processors, end them as you like.
//   node worker.mjs ENDPOINT --frames DIR --media DIR [--name NAME] [--pace SECONDS]
// With --pace it takes at least so long for a task, as larger images would.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { work } from '../worker-stream/worker.mjs';
import { frame, sheet } from './media.mjs';

const { positionals: [endpoint], values } = parseArgs({
  allowPositionals: true,
  options: { frames: { type: 'string' }, media: { type: 'string' }, name: { type: 'string', default: `worker-${process.pid}` }, pace: { type: 'string', default: '0' } },
});

const serve = (activity, handle) => work(endpoint, `arn:aws:states:us-east-1:000000000000:activity:${activity}`, async (input, { signal }) => {
  console.log(`took ${activity} ${JSON.stringify(input)}`);
  const [result] = await Promise.all([handle(input, values), pause(Number(values.pace) * 1_000, undefined, { signal })]);
  console.log(`did  ${activity} ${JSON.stringify(input)}`);
  return result;
}, { max: 1, worker: values.name, beatMs: 1_000 });

const streams = [serve('media-frame', frame), serve('media-sheet', sheet)];
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => streams.forEach(stream => stream.stop())); // what is at work is done before
console.log(`${values.name} is at work`);
