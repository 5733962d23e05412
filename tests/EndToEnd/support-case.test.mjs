import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { assertWhole, historyOf } from './support/history.mjs';
import { persistently } from './support/calls.mjs';
import { role } from './support/machines.mjs';
import { executable, repository } from './support/places.mjs';
import { freePort, Program, runToEnd } from './support/programs.mjs';
import { Server } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// The support case of examples/ on each of its paths, with its own workers as processes of their own.
const example = path.join(repository, 'examples/support-case');
const workflow = path.join(example, 'workflow.asl.json');
const representative = path.join(repository, 'artifacts/bin/Representative/release/representative');
const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:support-case';

/** A server with the case deployed, the customer desk that it calls, and representatives to hire. */
async function office({ hasDesk = true } = {}) {
  const deskPort = await freePort();
  const server = await Server.start({ environment: { Baton__Endpoints__lambda: `http://127.0.0.1:${deskPort}` } });
  const deployed = await runToEnd(executable, ['deploy', workflow, '--name', 'support-case', '--endpoint', server.url]);
  assert.equal(deployed.code, 0, deployed.log);
  const environment = { BATON_ENDPOINT: server.url };
  const programs = [];
  const employ = async (...start) => {
    const program = await Program.start(...start);
    programs.push(program);
    return program;
  };
  const openDesk = () => employ(process.execPath, [path.join(example, 'customer-desk/src/main.js'), '--port', String(deskPort), '--pace', '0.2'], { environment, ready: 'is open' });
  // A program creates its activities after it has said that it is there; a case that comes before that fails.
  const client = server.client();
  const created = (...names) => until(`the activities ${names}`, async () => {
    const { activities } = await client.listActivities();
    return names.every(name => activities.some(activity => activity.name === name));
  });
  if (hasDesk) {
    await openDesk();
    await created('support-file');
  }
  return {
    server, client, openDesk, questions: `http://127.0.0.1:${deskPort}/desk/questions`,
    hire: async (name, pace = 0.2) => {
      const hired = await employ(representative, ['--as', name, '--pace', String(pace)], { environment, ready: 'is at the desk' });
      await created('support-offer', 'support-work');
      return hired;
    },
    log: () => [server, ...programs].map(program => program.log).join('\n'),
  };
}

/** Times in seconds that leave room on a slow machine where nothing is to time out, and are short where it is. */
const patient = { offerSeconds: 60, workSeconds: 60, heartbeatSeconds: 30, answerSeconds: 60, reminderSeconds: 60, settleSeconds: 0, surveySeconds: 60 };
const inputOf = (id, request = {}) => JSON.stringify({
  case: { id, customer: 'Carla Gomez', subject: 'The lamp blinks', text: 'It does nothing but blink.' }, contacts: ['carla@example.com', 'office@example.com'],
  ...request, settings: { ...patient, ...request.settings },
});

/** A customer starts a request. */
async function open(client, id, request, stateMachineArn = machineArn) {
  return (await client.startExecution({ stateMachineArn, name: id, input: inputOf(id, request) })).executionArn;
}

/** Runs a case to its end; tells what statuses were seen while it ran, how it ended and what happened. */
async function follow(client, id, request) {
  const executionArn = await open(client, id, request);
  const seen = [];
  const execution = await until(`case ${id} to close`, async () => {
    const { answer: { events } } = await persistently(() => client.getExecutionHistory({ executionArn, reverseOrder: true, maxResults: 100, includeExecutionData: false }));
    const { answer } = await persistently(() => client.describeExecution({ executionArn }));
    const status = statusOf(events);
    if (answer.status === 'RUNNING' && status && status !== seen.at(-1)) seen.push(status);
    return answer.status !== 'RUNNING' && answer;
  }, { within: 60_000 });
  const events = await historyOf(client, executionArn);
  assertWhole(events, id);
  return { execution, events, seen, output: execution.output && JSON.parse(execution.output), statuses: statusesOf(events) };
}

/** The status of a case is the first word of the state that it is in. */
const statusOf = events => events.filter(event => event.type.endsWith('StateEntered')).map(event => event.stateEnteredEventDetails.name.split(':')[0])[0];
const statusesOf = events => events
  .filter(event => event.type.endsWith('StateEntered'))
  .map(event => event.stateEnteredEventDetails.name.split(':')[0])
  .filter((status, index, all) => status !== all[index - 1]);
const isPartOf = (part, whole) => whole.reduce((rest, status) => (rest[0] === status ? rest.slice(1) : rest), part).length === 0;
const count = (events, type, state) => {
  let inside = '';
  return events.filter(event => {
    if (event.type === 'TaskStateEntered') inside = event.stateEnteredEventDetails.name;
    return event.type === type && (!state || inside === state);
  }).length;
};

const solved = (output, rest) => {
  assert.deepEqual([output.status, output.outcome], ['closed', 'solved']);
  assert.equal(output.resolution.record.record.slice(0, 3), 'KB-');
  assert.deepEqual(output.resolution.notifications, ['carla@example.com', 'office@example.com'].map(contact => ({ contact, delivered: true, ...rest })));
};

const paths = {
  'happy: one question, one answer, a solution, a survey': {
    request: { scenario: 'happy' }, statuses: ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed'],
    check: ({ output }) => {
      solved(output);
      assert.deepEqual([output.conversation.answer, output.surveyAnswer], ['The left one, red.', { stars: 5 }]);
    },
  },
  'straight: no question is needed': {
    request: { scenario: 'straight' }, statuses: ['open', 'assigned', 'resolved', 'closed'],
    check: ({ output }) => {
      solved(output);
      assert.equal(output.conversation, null);
    },
  },
  'nobody takes the first two offers: it is offered again': {
    request: { scenario: 'offer-timeout', settings: { offerSeconds: 1 } }, statuses: ['open', 'assigned', 'resolved', 'closed'],
    check: ({ output, events }) => {
      solved(output);
      assert.equal(count(events, 'ActivityTimedOut', 'open: offer to representatives'), 2);
      assert.equal(count(events, 'ActivityScheduled', 'open: offer to representatives'), 3);
    },
  },
  'the customer answers only when reminded': {
    request: { scenario: 'reminder', settings: { answerSeconds: 1 } }, statuses: ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed'],
    check: ({ output, events }) => {
      solved(output);
      assert.equal(output.conversation.answer, 'Sorry for the wait. The left one, red.');
      assert.equal(count(events, 'TaskTimedOut', 'pending: ask the customer'), 1);
      assert.equal(count(events, 'TaskSucceeded', 'pending: remind the customer'), 1);
    },
  },
  'the customer never answers: it is closed as stale': {
    request: { scenario: 'stale', settings: { answerSeconds: 1, reminderSeconds: 1 } }, statuses: ['open', 'assigned', 'pending', 'closed'],
    check: ({ output, events }) => {
      assert.deepEqual([output.status, output.outcome, output.resolution], ['closed', 'stale', undefined]);
      assert.equal(count(events, 'TaskTimedOut'), 2);
    },
  },
  'no contact can be reached: tried three times each, noted, and the case goes on': {
    request: { scenario: 'failing-notification' }, statuses: ['open', 'assigned', 'resolved', 'closed'],
    check: ({ output, events }) => {
      assert.deepEqual(output.resolution.notifications, ['carla@example.com', 'office@example.com'].map(contact => ({ contact, delivered: false, error: 'NotDelivered' })));
      assert.equal(events.filter(event => event.taskFailedEventDetails?.error === 'NotDelivered').length, 6);
    },
  },
  'the survey is not answered': {
    request: { scenario: 'no-survey', settings: { surveySeconds: 1 } }, statuses: ['open', 'assigned', 'resolved', 'closed'],
    check: ({ output }) => {
      solved(output);
      assert.deepEqual([output.surveyAnswer, output.surveyMissed.Error], [undefined, 'States.Timeout']);
    },
  },
  'no survey is wanted': {
    request: { scenario: 'straight', survey: false }, statuses: ['open', 'assigned', 'resolved', 'closed'],
    check: ({ output, events }) => {
      solved(output);
      assert.equal(count(events, 'TaskSubmitted'), 0);
    },
  },
  'everything goes a little wrong and still ends well': {
    request: { scenario: 'demo', settings: { offerSeconds: 1, answerSeconds: 1 } }, statuses: ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed'],
    check: ({ output, events }) => {
      solved(output);
      assert.equal(events.filter(event => event.taskFailedEventDetails?.error === 'NotDelivered').length, 2);
    },
  },
};

const missing = existsSync(representative) ? false : `The example's worker is not built: ${representative}`;

/** A test whose failure shows what all the programs said. */
const officeTest = (name, opened, body) => test(name, { skip: missing }, async context => {
  const all = await opened();
  try {
    await body(all);
  } catch (failure) {
    context.diagnostic(all.log());
    throw failure;
  }
});

describe('the support case with its own workers', { concurrency: true }, () => {
  let shared;
  const opened = () => (shared ??= office().then(async all => {
    await all.hire('anna'); // one: each counts for itself the offers that it lets pass
    return all;
  }));

  for (const [name, { request, statuses, check }] of Object.entries(paths)) {
    officeTest(name, opened, async ({ client }) => {
      const followed = await follow(client, name.replaceAll(/[^a-z]+/g, '-'), request);
      assert.equal(followed.execution.status, 'SUCCEEDED');
      assert.deepEqual(followed.statuses, statuses);
      assert.ok(isPartOf(followed.seen, statuses), `seen while it ran: ${followed.seen}`);
      check(followed);
    });
  }
});

describe('the support case when something dies', () => {
  officeTest('the server is killed while the case is pending, and again: the case goes on to closed', office, async ({ server, client, hire, questions }) => {
    await hire('anna');
    const executionArn = await open(client, 'pending', { scenario: 'manual', settings: { surveySeconds: 1 } });
    const asked = await until('the question to reach the customer', async () => (await (await fetch(questions)).json())[0]);
    assert.deepEqual([asked.case, asked.kind], ['pending', 'question']);
    for (let i = 0; i < 2; i++) {
      await server.kill();
      await server.restart();
      assert.equal(statusOf(await historyOf(client, executionArn).then(events => events.reverse())), 'pending');
    }
    const answered = await fetch(`${questions}/pending`, { method: 'POST', body: '{"answer":"The left one, red."}' });
    assert.deepEqual(await answered.json(), { answered: true });
    await until('the case to close', async () => (await client.describeExecution({ executionArn })).status !== 'RUNNING', { within: 60_000 });
    const events = await historyOf(client, executionArn);
    assertWhole(events, 'pending');
    assert.deepEqual(statusesOf(events), ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed']);
    assert.equal(count(events, 'TaskScheduled', 'pending: ask the customer'), 1);
    const output = JSON.parse((await client.describeExecution({ executionArn })).output);
    solved(output);
    assert.equal(output.conversation.answer, 'The left one, red.');
  });

  for (const [how, signal] of [['dies at work: the connection breaks', 'SIGKILL'], ['freezes at work: silence is noticed', 'SIGSTOP']]) {
    officeTest(`the representative ${how}, and another one goes on`, office, async ({ client, hire }) => {
      const anna = await hire('anna', 1);
      const executionArn = await open(client, 'orphan', { scenario: 'straight', survey: false, settings: { heartbeatSeconds: 2 } });
      await until('anna to be at work', async () => count(await historyOf(client, executionArn), 'ActivityStarted', 'assigned: work on the case') === 1);
      anna.child.kill(signal);
      const berta = await hire('berta');
      await until('the case to close', async () => (await client.describeExecution({ executionArn })).status === 'SUCCEEDED', { within: 60_000 });
      await anna.stop('SIGKILL');
      const events = await historyOf(client, executionArn);
      const timeouts = count(events, 'ActivityTimedOut', 'assigned: work on the case');
      assert.ok(signal === 'SIGKILL' ? timeouts === 0 : timeouts > 0, `${timeouts} timeouts`); // one who is frozen may be given it again until others come
      assert.equal(count(events, 'ActivityStarted', 'assigned: work on the case'), 1 + timeouts);
      assert.match(berta.log, /case orphan: berta solves it/);
    });
  }

  officeTest('the customer desk opens late: it is called again', () => office({ hasDesk: false }), async ({ client, hire, openDesk }) => {
    await hire('anna');
    const executionArn = await open(client, 'late', { scenario: 'happy', survey: false });
    await until('a call in vain', async () => (await historyOf(client, executionArn)).some(event => event.taskFailedEventDetails?.error === 'Lambda.SdkClientException'));
    await openDesk();
    await until('the case to close', async () => (await client.describeExecution({ executionArn })).status === 'SUCCEEDED', { within: 60_000 });
    solved(JSON.parse((await client.describeExecution({ executionArn })).output));
  });
});

describe('the support case with unhelpful people', { concurrency: true }, () => {
  let shared;
  const opened = () => (shared ??= office());

  /** A machine of this path's own, whose activities nobody else polls, and people who do as the test says. */
  const played = (name, change, play) => officeTest(name, opened, async ({ client, questions: desk }) => {
    const id = name.replaceAll(/[^a-z]+/g, '-');
    const activities = {};
    let definition = change(readFileSync(workflow, 'utf8'));
    for (const activity of ['support-offer', 'support-work']) {
      activities[activity] = (await client.createActivity({ name: `${activity}-${id}` })).activityArn;
      definition = definition.replaceAll(`:activity:${activity}"`, `:activity:${activity}-${id}"`);
    }
    const { stateMachineArn } = await client.createStateMachine({ name: id, definition, roleArn: role });
    const take = activity => atMost(20_000, `A task of ${activity}`, client.getActivityTask({ activityArn: activities[activity], workerName: 'test' }));
    const give = ({ taskToken }, output) => client.sendTaskSuccess({ taskToken, output: JSON.stringify(output) });
    const hand = async (activity, output) => give(await take(activity), output);
    /** Waits until the customer of this case is asked; answers where there is an answer. */
    const questions = async (kind, answer) => {
      await until(`the ${kind}`, async () => (await (await fetch(desk)).json()).some(question => question.case === id && question.kind === kind));
      if (answer) assert.equal((await fetch(`${desk}/${id}`, { method: 'POST', body: JSON.stringify(answer) })).status, 200);
    };
    const seen = async executionArn => {
      assert.equal((await client.describeExecution({ executionArn })).status, 'RUNNING');
      return statusOf((await historyOf(client, executionArn)).reverse());
    };
    const end = async executionArn => {
      const execution = await until('the case to end', async () => {
        const described = await client.describeExecution({ executionArn });
        return described.status !== 'RUNNING' && described;
      }, { within: 30_000 });
      const events = await historyOf(client, executionArn);
      assertWhole(events, id);
      return { execution, statuses: statusesOf(events), output: execution.output && JSON.parse(execution.output) };
    };
    await play({ take, give, hand, end, seen, questions, begin: request => open(client, id, request, stateMachineArn) });
  });

  played('each status is there to be seen for as long as the case is in it', definition => definition, async ({ begin, take, give, end, seen, questions }) => {
    const executionArn = await begin({ scenario: 'manual' });
    const statuses = [];
    const look = async () => statuses.push(await seen(executionArn));
    const offer = await take('support-offer');
    await look();
    await give(offer, { representative: 'test' });
    const work = await take('support-work');
    await look();
    await give(work, { action: 'ask', question: 'Which lamp?' });
    await questions('question');
    await look();
    await questions('question', { answer: 'All of them.' });
    const again = await take('support-work');
    await look();
    await give(again, { action: 'solve', solution: 'It works now.' });
    await questions('survey');
    await look();
    await questions('survey', { stars: 4 });
    const { output } = await end(executionArn);
    assert.deepEqual([...statuses, output.status], ['open', 'assigned', 'pending', 'assigned', 'resolved', 'closed']);
    assert.deepEqual([output.conversation.answer, output.surveyAnswer], ['All of them.', { stars: 4 }]);
  });

  played('a representative does something unknown: the case fails by name', definition => definition, async ({ begin, hand, end }) => {
    const executionArn = await begin({ scenario: 'straight' });
    await hand('support-offer', { representative: 'test' });
    await hand('support-work', { action: 'dance' });
    const { execution, statuses } = await end(executionArn);
    assert.deepEqual([execution.status, execution.error, statuses], ['FAILED', 'UnknownAction', ['open', 'assigned']]);
  });

  played('nobody takes the case, however often it is offered: it fails by name', definition => definition.replace('"MaxAttempts": 50', '"MaxAttempts": 1'), async ({ begin, take, end }) => {
    const executionArn = await begin({ scenario: 'straight', settings: { offerSeconds: 1 } });
    await take('support-offer');
    await take('support-offer');
    const { execution, statuses } = await end(executionArn);
    assert.deepEqual([execution.status, execution.error, statuses], ['FAILED', 'NobodyTookTheCase', ['open']]);
  });

  played('a representative never gets done: the case is offered anew', definition => definition, async ({ begin, take, hand, end }) => {
    const executionArn = await begin({ scenario: 'straight', survey: false, settings: { workSeconds: 3, heartbeatSeconds: 2, offerSeconds: 60 } });
    await hand('support-offer', { representative: 'slow' });
    for (let attempt = 0; attempt < 6; attempt++) await take('support-work'); // in silence: five times tried again
    await hand('support-offer', { representative: 'quick' });
    await hand('support-work', { action: 'solve', solution: 'It works now.' });
    const { output, statuses } = await end(executionArn);
    assert.deepEqual(statuses, ['open', 'assigned', 'open', 'assigned', 'resolved', 'closed']);
    assert.equal(output.assignment.representative, 'quick');
    solved(output);
  });
});
