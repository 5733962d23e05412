import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openForm, sendForm } from './forms.mjs';
import { live, sayAs } from './life.mjs';

// A customer by script: reads the mails that arrive and fills in the forms that they link to.
const { values: options } = parseArgs({
  options: {
    email: { type: 'string', default: 'carla@example.com' },
    mailbox: { type: 'string', default: 'http://127.0.0.1:8025' },
    pace: { type: 'string', default: '1' }, // seconds that a mail takes
    'needs-reminder': { type: 'boolean', default: false }, // answers a question only when reminded
    answer: { type: 'string', default: 'The left one, red.' },
    stars: { type: 'string', default: '5' },
  },
});
const say = sayAs('customer');
const known = { answer: options.answer, stars: options.stars, comment: '' };
const [read, done] = [new Set(), new Set()];

async function react(mail) {
  if (!read.has(mail.id)) say(`reads '${mail.subject}'`);
  read.add(mail.id);
  const link = mail.links.find(found => found.includes('/forms/'));
  const fields = link && await openForm(link);
  if (!fields) return; // it only says something, or is over
  if (options['needs-reminder'] && fields.includes('answer') && !mail.subject.startsWith('Reminder')) return say('puts it aside');
  await pause(1000 * Number(options.pace));
  const answers = Object.fromEntries(fields.map(name => [name, known[name]]));
  const status = await sendForm(link, answers);
  say(status === 200 ? `answers: ${Object.values(answers).filter(Boolean).join(', ')}` : `could not answer: ${status}`);
}

say('reads mails');
await live(say, async () => {
  const response = await fetch(`${options.mailbox}/mails?to=${encodeURIComponent(options.email)}`);
  const failures = [];
  for (const mail of (await response.json()).filter(({ id }) => !done.has(id))) {
    await react(mail).then(() => done.add(mail.id), error => failures.push(error)); // a link that leads nowhere now holds up no other mail
  }
  if (failures.length > 0) throw failures[0];
});
