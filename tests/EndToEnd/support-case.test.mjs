import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { openForm, sendForm } from '../../examples/support-case/people/forms.mjs';
import { Inbox } from '../../examples/support-case/people/inbox.mjs';
import { assertWhole, historyOf } from './support/history.mjs';
import { role } from './support/machines.mjs';
import { executable, repository } from './support/places.mjs';
import { freePort, Program, runToEnd } from './support/programs.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The support case of examples/ on each of its paths: a real server, mail server and worker; its people use the inbox and the links that people use.
const example = path.join(repository, 'examples/support-case');
const workflow = path.join(example, 'workflow.asl.json');
const filing = path.join(repository, 'artifacts/bin/Filing/release/filing');
const [customer, unknown] = ['carla@example.com', 'office@example.com'];

/** A server with the case deployed, and the programs around it. */
async function office({ hasTriage = true } = {}) {
  const [smtp, http, folder] = [await freePort(), await freePort(), temporaryFolder()];
  const programs = [];
  const employ = async (...start) => {
    const program = await Program.start(...start);
    programs.push(program);
    return program;
  };
  const openMailbox = () => employ(process.execPath, [path.join(repository, 'examples/mailbox/main.mjs'), '--smtp', String(smtp), '--http', String(http), '--folder', path.join(folder, 'mails'), '--refuse', unknown], { ready: 'takes mails' });
  const mailbox = await openMailbox();
  const server = await Server.start({
    environment: { Baton__Functions__Hosted: 'true', Baton__Smtp__Host: '127.0.0.1', Baton__Smtp__Port: String(smtp), Baton__Smtp__From: 'support@example.com' },
  });
  const environment = { BATON_ENDPOINT: server.url };
  const baton = async (...args) => {
    const { code, log } = await runToEnd(executable, args, { environment });
    assert.equal(code, 0, `baton ${args.join(' ')}:\n${log}`);
    return log;
  };
  const client = server.client({ attempts: 5 });
  const hireFiling = async () => {
    const hired = await employ(filing, ['--folder', path.join(folder, 'knowledge')], { environment, ready: 'is at work' });
    await until('the activity', async () => (await client.listActivities()).activities.length > 0);
    return hired;
  };
  await baton('deploy', workflow, '--name', 'support-case', '--tags', `@${path.join(example, 'tags.json')}`);
  if (hasTriage) await baton('function', 'add', 'support-triage', '--concurrency', '2', '--directory', example, '--', '../functions/bash/bootstrap', process.execPath, 'triage.mjs');
  return {
    server, client, baton, folder, mailbox, openMailbox, hireFiling, filing: await hireFiling(),
    hire: (script, ...args) => employ(process.execPath, [path.join(example, `people/${script}.mjs`), '--pace', '0.1', ...args], { environment: { ...environment, NODE_NO_WARNINGS: '1' }, ready: 's' }),
    mails: async () => (await fetch(`http://127.0.0.1:${http}/mails`)).json(),
    mailboxUrl: `http://127.0.0.1:${http}`,
    log: () => [server, ...programs].map(program => program.log).join('\n'),
  };
}

/** Times in seconds that leave room on a slow machine where nothing is to time out. */
const patient = { offerSeconds: 600, workSeconds: 600, reminderSeconds: 600, staleSeconds: 600, deliverySeconds: 600, settleSeconds: 0, surveySeconds: 600 };

/** One case, and what its people can do. */
class Case {
  static async open(place, id, request = {}) {
    const { stateMachine = 'support-case', ...rest } = request;
    const input = JSON.stringify({
      case: { id, customer: 'Carla Gomez', email: customer, subject: 'The lamp blinks', text: 'It does nothing but blink.' }, ...rest, settings: { ...patient, ...rest.settings },
    });
    const { executionArn } = await place.client.startExecution({ stateMachineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:${stateMachine}`, name: id, input });
    return Object.assign(new Case(), { place, id, executionArn });
  }

  inbox(user = 'anna') {
    return new Inbox({ endpoint: this.place.server.url, user, groups: ['representatives'] });
  }

  /** The task with this outcome that is in somebody's inbox. */
  task(outcome, user, isNew = () => true) {
    return until(`a task to ${outcome} in case ${this.id}`, async () => (await this.inbox(user).tasks()).find(task => task.executionArn === this.executionArn && task.outcomes.includes(outcome) && isNew(task)), { within: 60_000 });
  }

  async take(user) {
    const task = await this.task('take', user);
    await this.inbox(user).claim(task);
    return this.inbox(user).complete(task, 'take');
  }

  async work(outcome, message, user) {
    return this.inbox(user).complete(await this.task(outcome, user), outcome, { message });
  }

  mail(subject) {
    return until(`the mail '${subject}' in case ${this.id}`, async () => (await this.place.mails()).find(mail => mail.subject.startsWith(subject) && mail.subject.includes(this.id)), { within: 60_000 });
  }

  /** The customer opens the link of a mail, and sends the form. */
  async answer(subject, answers) {
    const link = (await this.mail(subject)).links[0];
    assert.deepEqual((await openForm(link)).filter(name => name in answers), Object.keys(answers));
    assert.equal(await sendForm(link, answers), 200);
    return link;
  }

  async get(path) {
    return (await fetch(`${this.place.server.url}/api${path}`)).json();
  }

  async record() {
    return (await this.get(`/cases?execution=${this.executionArn}`)).cases[0];
  }

  async statuses() {
    const { history } = await this.get(`/cases/${(await this.record()).id}/history`);
    return history.filter(act => act.what === 'status').map(act => act.text.split(' → ').at(-1));
  }

  tasks() {
    return this.get(`/tasks?status=all&execution=${this.executionArn}`).then(page => page.tasks.reverse());
  }

  async end() {
    const execution = await until(`case ${this.id} to end`, async () => {
      const described = await this.place.client.describeExecution({ executionArn: this.executionArn });
      return described.status !== 'RUNNING' && described;
    }, { within: 120_000 });
    const events = await historyOf(this.place.client, this.executionArn);
    assertWhole(events, this.id);
    return { execution, events, output: execution.output && JSON.parse(execution.output), statuses: await this.statuses(), record: await this.record() };
  }
}

const delivered = contact => ({ contact, delivered: true });
const isSolved = ({ output, record }, notifications = [delivered(customer)]) => {
  assert.deepEqual([output.outcome, record.status, record.labels, record.owner], ['solved', 'closed', { topic: 'hardware', outcome: 'solved' }, 'anna']);
  assert.deepEqual(output.resolution, { notifications, record: { file: `KB-${output.case.id}.json` } });
};
const missing = existsSync(filing) ? false : `The example's worker is not built: ${filing}`;

/** A test whose failure shows what all the programs said. */
const officeTest = (name, opened, body) => test(name, { skip: missing }, async context => {
  const place = await opened();
  try {
    await body(place);
  } catch (failure) {
    context.diagnostic(place.log());
    throw failure;
  }
});

describe('the support case with its people', { concurrency: true }, () => {
  let shared;
  const opened = () => (shared ??= office());

  officeTest('happy: a question, an answer, a solution, a survey; each status is there to be seen for as long as the case is in it', opened, async place => {
    const one = await Case.open(place, 'happy');
    const seen = [];
    const look = async () => seen.push((await one.record()).status);
    const offer = await one.task('take');
    assert.equal(offer.priority, 80); // the function has read 'nothing'
    await look();
    await one.take();
    await one.task('ask');
    await look();
    await one.work('ask', 'Which lamp?');
    await one.mail('Your request');
    await look();
    const link = await one.answer('Your request', { answer: 'The left one, red.' });
    assert.equal(await sendForm(link, { answer: 'No, the right one.' }), 410);
    assert.equal((await one.task('solve')).data.conversation.answer, 'The left one, red.');
    await look();
    await one.work('solve', 'Hold the button. Für zehn Sekunden.');
    await one.mail('How did we do?');
    await look();
    await one.answer('How did we do?', { stars: 4, comment: 'Quicker.' });
    const ended = await one.end();
    isSolved(ended);
    assert.deepEqual([...seen, ended.record.status], ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed']);
    assert.deepEqual(ended.statuses, ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed']);
    assert.deepEqual([ended.output.conversation, ended.output.surveyAnswer.Data], [{ question: 'Which lamp?', answer: 'The left one, red.' }, { stars: 4, comment: 'Quicker.' }]);
    assert.equal(JSON.parse(readFileSync(path.join(place.folder, 'knowledge/KB-happy.json'), 'utf8')).solution, 'Hold the button. Für zehn Sekunden.');
    assert.match((await place.mails()).find(mail => mail.text.includes('Für')).subject, /^Your request happy: The lamp blinks$/);
    const { steps } = await one.get(`/cases/${ended.record.id}/checklist`);
    const standing = Object.fromEntries(steps.map(step => [step.step, step.standing]));
    assert.deepEqual([standing['pending: ask the customer'], standing['pending: tell the customer'], standing.closed], ['done', 'skipped', 'done']);
    assert.match(await place.baton('show', 'support-case:happy', '--checklist'), /✓ pending: ask the customer/);
  });

  officeTest('straight: no question is needed, and no survey wanted', opened, async place => {
    const one = await Case.open(place, 'straight', { survey: false });
    await one.take();
    await one.work('solve', 'It works now.');
    const ended = await one.end();
    isSolved(ended);
    assert.deepEqual(ended.statuses, ['open', 'assigned', 'resolved', 'closed']);
    assert.equal(ended.output.surveyAnswer, undefined);
  });

  officeTest('nobody takes the first two offers: it is offered again', opened, async place => {
    const one = await Case.open(place, 'offers', { survey: false, settings: { offerSeconds: 2 } });
    const passed = new Set();
    await until('an offer to be taken', async () => {
      const task = await one.task('take', 'anna', found => !passed.has(found.id));
      passed.add(task.id);
      if (passed.size <= 2) return false;
      return one.inbox().complete(task, 'take').catch(error => { // too late again, on a slow machine
        if (error.status !== 409) throw error;
      });
    }, { within: 120_000 });
    await one.work('solve', 'It works now.');
    const ended = await one.end();
    isSolved(ended);
    const offers = (await one.tasks()).filter(task => task.outcomes.includes('take')).map(task => task.status);
    assert.deepEqual(offers, [...Array(passed.size - 1).fill('cancelled'), 'completed']);
    assert.equal(ended.events.filter(event => event.type === 'TaskTimedOut').length, passed.size - 1);
  });

  officeTest('the customer answers only when reminded', opened, async place => {
    const one = await Case.open(place, 'reminded', { survey: false, settings: { reminderSeconds: 1 } });
    await one.take();
    await one.work('ask', 'Which lamp?');
    const reminder = await one.mail('Reminder: Your request');
    assert.deepEqual(reminder.links, (await one.mail('Your request')).links);
    await one.answer('Reminder: Your request', { answer: 'Sorry. The left one.' });
    await one.work('solve', 'It works now.');
    const ended = await one.end();
    isSolved(ended);
    assert.equal(ended.output.conversation.answer, 'Sorry. The left one.');
  });

  officeTest('the customer never answers: it is closed as stale, and the link is good no more', opened, async place => {
    const one = await Case.open(place, 'stale', { settings: { reminderSeconds: 1, staleSeconds: 4 } });
    await one.take();
    await one.work('ask', 'Which lamp?');
    const { output, statuses, record } = await one.end();
    assert.deepEqual([output.outcome, output.resolution, record.labels.outcome, statuses], ['stale', undefined, 'stale', ['open', 'assigned', 'pending', 'closed']]);
    await one.mail('Reminder: Your request');
    assert.match((await one.mail('Your request stale is closed')).text, /did not hear from you/);
    const link = (await one.mail('Your request stale: ')).links[0];
    await until('the task to be cancelled', async () => (await one.tasks()).at(-1).status === 'cancelled');
    assert.deepEqual([await openForm(link), await sendForm(link, { answer: 'Too late.' })], [null, 410]);
  });

  officeTest('a contact that there is not: it is noted, the others are told, and the case goes on', opened, async place => {
    const one = await Case.open(place, 'bounce', { survey: false, contacts: [unknown, customer, 'no address'] });
    await one.take();
    await one.work('solve', 'It works now.');
    isSolved(await one.end(), [
      { contact: unknown, delivered: false, error: 'Email.NotDelivered' }, delivered(customer), { contact: 'no address', delivered: false, error: 'Email.InvalidArguments' },
    ]);
    const { messages } = await one.get('/messages?status=failed');
    assert.match(messages.find(message => message.subject.includes('bounce')).error, /There is no mailbox office@example\.com/);
  });

  officeTest('the survey is not answered', opened, async place => {
    const one = await Case.open(place, 'silent', { settings: { surveySeconds: 1 } });
    await one.take();
    await one.work('solve', 'It works now.');
    const ended = await one.end();
    isSolved(ended);
    assert.deepEqual([ended.output.surveyAnswer, ended.output.surveyMissed.Error], [undefined, 'States.Timeout']);
  });

  officeTest('a representative hands the case back, another one has the task cancelled: it is offered anew each time', opened, async place => {
    const one = await Case.open(place, 'back', { survey: false });
    await one.take('bob');
    await one.work('hand back', 'I am on holiday from tomorrow on.', 'bob');
    await one.take('carl');
    const task = await one.task('solve', 'carl');
    await fetch(`${place.server.url}/api/tasks/${task.id}/cancel`, { method: 'POST', headers: one.inbox('chief').headers, body: '{"reason": "Carl is ill."}' });
    await one.take('anna');
    await one.work('solve', 'It works now.');
    const ended = await one.end();
    isSolved(ended);
    assert.deepEqual(ended.statuses, ['open', 'assigned', 'open', 'assigned', 'open', 'assigned', 'resolved', 'closed']);
  });

  officeTest('a representative never gets done: the case is offered anew', opened, async place => {
    const one = await Case.open(place, 'slow', { survey: false, settings: { workSeconds: 3 } });
    await one.take('slow');
    await until('the case to be solved', async () => {
      await one.take('anna');
      return one.work('solve', 'It works now.').catch(error => { // too late again, on a slow machine
        if (error.status !== 409) throw error;
      });
    }, { within: 120_000 });
    const ended = await one.end();
    isSolved(ended);
    assert.deepEqual(ended.statuses.slice(0, 4), ['open', 'assigned', 'open', 'assigned']);
  });

  officeTest('two representatives are after the same offer: one has the case, and a message that says nothing is refused', opened, async place => {
    const one = await Case.open(place, 'race', { survey: false });
    const offer = await one.task('take');
    const tried = await Promise.allSettled(['anna', 'bob'].map(user => one.inbox(user).claim(offer)));
    assert.deepEqual(tried.map(({ status, reason }) => reason?.status ?? status).sort(), [409, 'fulfilled']);
    const winner = tried[0].status === 'fulfilled' ? 'anna' : 'bob';
    await one.inbox(winner).complete(offer, 'take');
    await assert.rejects(one.work('solve', '', winner), { status: 400 });
    await one.work('solve', 'It works now.', winner);
    const { output, record } = await one.end();
    assert.deepEqual([output.assignment.CompletedBy, record.owner, record.status], [winner, winner, 'closed']);
  });

  officeTest('nobody takes the case, however often it is offered: it fails by name and stays open', opened, async place => {
    const definition = readFileSync(workflow, 'utf8').replace('"MaxAttempts": 50', '"MaxAttempts": 1');
    await place.client.createStateMachine({ name: 'impatient', definition, roleArn: role });
    const one = await Case.open(place, 'unwanted', { stateMachine: 'impatient', settings: { offerSeconds: 1 } });
    const { execution, statuses } = await one.end();
    assert.deepEqual([execution.status, execution.error, statuses], ['FAILED', 'NobodyTookTheCase', ['open']]);
  });
});

describe('the support case when something dies', { concurrency: true }, () => {
  officeTest('the server is killed in the middle of each open task, and again: the case goes on to closed', office, async place => {
    const one = await Case.open(place, 'killed');
    const kill = async () => {
      for (let i = 0; i < 2; i++) {
        await place.server.kill();
        await place.server.restart();
      }
    };
    const offer = await one.task('take');
    await one.inbox().claim(offer);
    await kill();
    assert.deepEqual((await one.tasks()).map(task => [task.id, task.status, task.assignee]), [[offer.id, 'claimed', 'anna']]);
    await one.inbox().complete(offer, 'take');
    const work = await one.task('ask');
    await fetch(`${place.server.url}/api/tasks/${work.id}/draft`, { method: 'POST', headers: one.inbox().headers, body: '{"data": {"message": "Which lamp?"}}' });
    await kill();
    await one.inbox().complete(work, 'ask'); // what the draft says
    await one.mail('Your request');
    await kill();
    assert.equal((await one.record()).status, 'pending');
    const link = await one.answer('Your request', { answer: 'The left one.' });
    await kill();
    assert.equal(await sendForm(link, { answer: 'The right one.' }), 410);
    await one.work('solve', 'It works now.');
    await one.mail('How did we do?');
    await kill();
    await one.answer('How did we do?', { stars: 5 });
    const ended = await one.end();
    isSolved(ended);
    assert.deepEqual(ended.statuses, ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed']);
    assert.deepEqual((await one.tasks()).map(task => task.status), Array(5).fill('completed')); // none was made twice
    assert.equal(ended.output.conversation.answer, 'The left one.');
  });

  officeTest('mailbox and filing worker are away when the case is solved: it waits for both', office, async place => {
    const one = await Case.open(place, 'away', { survey: false });
    await one.take();
    await place.mailbox.stop('SIGKILL');
    await place.filing.stop('SIGKILL');
    await one.work('solve', 'It works now.');
    await until('a mail in vain', async () => (await one.get('/messages')).messages.some(message => message.attempts > 0), { within: 60_000 });
    assert.equal((await place.client.describeExecution({ executionArn: one.executionArn })).status, 'RUNNING');
    await place.openMailbox();
    await place.hireFiling();
    isSolved(await one.end());
    assert.match((await one.mail('Your request away')).text, /It works now\./);
  });

  officeTest('there is nobody who sorts requests: the case is opened all the same', () => office({ hasTriage: false }), async place => {
    const one = await Case.open(place, 'unsorted', { survey: false });
    assert.deepEqual([(await one.task('take')).priority, (await one.record()).labels], [50, { topic: 'unsorted' }]);
  });
});

officeTest('the people of the demonstration play it alone: an offer passes, a reminder is needed, a contact is unknown', office, async place => {
  const one = await Case.open(place, 'played', { contacts: [customer, unknown], settings: { offerSeconds: 3, reminderSeconds: 2 } });
  const representative = await place.hire('representative', '--ignore', '1', '--question', 'Which lamp blinks?');
  // A mail of another time, whose link leads to a server that there is no more.
  writeFileSync(path.join(place.folder, 'mails/00000000.eml'), `To: ${customer}\r\nSubject: Your request 1\r\n\r\nhttp://127.0.0.1:${await freePort()}/forms/1.x.1.x\r\n`);
  const played = await place.hire('customer', '--mailbox', place.mailboxUrl, '--needs-reminder');
  const ended = await one.end();
  isSolved(ended, [delivered(customer), { contact: unknown, delivered: false, error: 'Email.NotDelivered' }]);
  assert.deepEqual(ended.statuses, ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed']);
  assert.deepEqual([ended.output.conversation.question, ended.output.surveyAnswer.Data.stars], ['Which lamp blinks?', 5]);
  assert.match(played.log, /puts it aside[\s\S]*reads 'Reminder: /);
  assert.deepEqual([await representative.stop(), await played.stop()], [0, 0]);
});
