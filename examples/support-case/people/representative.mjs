import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Inbox } from './inbox.mjs';
import { live, sayAs } from './life.mjs';

// A representative by script: takes what the inbox offers, asks once where there is a question, and solves.
const { values: options } = parseArgs({
  options: {
    as: { type: 'string', default: 'anna' },
    endpoint: { type: 'string', default: process.env.BATON_ENDPOINT ?? 'http://127.0.0.1:7070' },
    pace: { type: 'string', default: '1' }, // seconds that a look at a task takes
    ignore: { type: 'string', default: '0' }, // how many offers go by unseen
    question: { type: 'string', default: '' },
    solution: { type: 'string', default: 'Hold the reset button for ten seconds; the lamp stops blinking.' },
  },
});
const say = sayAs(options.as);
const inbox = new Inbox({ endpoint: options.endpoint, user: options.as, groups: ['representatives'] });
const ignored = new Set();

async function work(task) {
  if (task.outcomes.includes('take')) {
    if (ignored.size < Number(options.ignore)) ignored.add(task.id);
    if (ignored.has(task.id)) return;
    await inbox.claim(task);
    await inbox.complete(task, 'take');
    say(`takes '${task.title}', priority ${task.priority}`);
    return;
  }
  await inbox.claim(task);
  await pause(1000 * Number(options.pace));
  const { conversation } = task.data;
  if (conversation) say(`reads: ${conversation.answer}`);
  const [outcome, message] = options.question && !conversation ? ['ask', options.question] : ['solve', options.solution];
  await inbox.complete(task, outcome, { message });
  say(`${outcome}s: ${message}`);
}

say('is at the desk');
await live(say, async () => {
  for (const task of await inbox.tasks()) await work(task);
});
