import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { openConsole, openPage } from './support/browser.mjs';
import { assertAccessible, assertClean } from './support/console.mjs';
import { designerParts, drawByKeyboard, drawByMouse } from './support/designer.mjs';
import { byKeyboard, byMouse } from './support/hands.mjs';
import { Person } from './support/people.mjs';
import { repository } from './support/places.mjs';
import { freePort, Program } from './support/programs.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

// One support case from an empty canvas to the end of its first execution, by the four people that it takes, each in a browser of their own.
const [smtp, http] = [await freePort(), await freePort()];
await Program.start(process.execPath, [path.join(repository, 'examples/mailbox/main.mjs'), '--smtp', String(smtp), '--http', String(http), '--folder', temporaryFolder()], { ready: 'takes mails' });
const mailTo = async address => (await (await fetch(`http://127.0.0.1:${http}/mails?to=${address}`)).json()).at(-1);

const request = name => ({ subject: 'The lamp blinks', email: `${name}@example.com` });
const json = value => JSON.stringify(value, null, 2);
const subject = '$states.context.Execution.Input.subject';
const work = json({
  Title: `{% 'Work on: ' & ${subject} %}`, Group: 'representatives', Outcomes: ['ask', 'solve'], Data: '{% {"answer": $states.input.Data.answer} %}',
  Form: { type: 'object', required: ['message'], properties: { message: { type: 'string', title: 'Question or solution' } } },
});
const question = json({
  Title: '{% $states.input.Data.message %}', Link: { ExpiresIn: 'P7D', Email: '{% $states.context.Execution.Input.email %}' },
  Form: { type: 'object', required: ['answer'], properties: { answer: { type: 'string', title: 'Your answer' } } },
});
const resolution = field => json({ Status: 'resolved', Labels: { solution: `{% $states.input.Data.${field} %}` } });

/** What a newcomer draws: a representative asks the customer until the case is solved. What the form calls `message`, the last state takes for `solution`. */
async function design({ page }, hand, { add, select }) {
  const { inspector, isFine } = designerParts(page);
  const argumentsField = inspector.getByLabel('Arguments', { exact: true });
  const rules = inspector.getByRole('table', { name: 'Rules of Ask or solve?' });
  await add('Update the case', 'Open the case');
  await add('Ask a person', 'Work on the case', 'Open the case');
  await hand.write(argumentsField, work);
  await add('Choice', 'Ask or solve?', 'Work on the case');
  await add('Ask an outsider', 'Ask the customer', 'Ask or solve?');
  await hand.write(argumentsField, question);
  await hand.choose(inspector.getByLabel('What follows'), 'Work on the case');
  await select('Ask or solve?');
  await hand.choose(rules.getByLabel('Rule 1 leads to'), 'Ask the customer');
  await hand.choose(rules.getByLabel('Otherwise leads to'), 'Done');
  await add('Update the case', 'Resolve the case', 'Ask or solve?');
  await hand.write(argumentsField, resolution('solution'));

  // a problem is told where it is, until it is mended
  await select('Ask or solve?');
  await hand.write(rules.getByLabel('Condition 1'), "$states.input.Outcome = 'ask");
  await page.getByRole('list', { name: 'Problems' }).getByText('Ask or solve?').first().waitFor();
  await hand.write(rules.getByLabel('Condition 1'), "$states.input.Outcome = 'ask'");
  await isFine();

  await hand.press(page.getByRole('tab', { name: 'Test a state' }));
  const form = page.getByRole('form', { name: 'Test of Ask or solve?' });
  await hand.write(form.getByLabel('Input'), '{"Outcome": "ask"}');
  await hand.press(form.getByRole('button', { name: 'Run the test' }));
  await page.getByText('goes on to').getByText('Ask the customer').waitFor();
}

/** @returns the newcomer's window, on the execution that has begun */
async function designAndStart(server, name, handsOf, drawingOf) {
  const newcomer = await openConsole(server);
  const { page } = newcomer;
  const hand = handsOf(page);
  await page.getByRole('heading', { name: 'Nothing has run yet' }).waitFor();
  await hand.press(page.getByRole('link', { name: 'Design a workflow' }));
  await page.getByRole('heading', { name: 'Nothing is here yet' }).waitFor();
  await design(newcomer, hand, drawingOf(page));
  await hand.press(page.getByRole('button', { name: 'Create', exact: true }));
  const creation = page.getByRole('dialog', { name: 'Create the state machine' });
  await hand.write(creation.getByLabel('Name'), 'support-case');
  await hand.press(creation.getByRole('button', { name: 'Create', exact: true }));
  await page.getByRole('heading', { name: 'support-case', level: 1 }).waitFor();

  await hand.press(page.getByRole('button', { name: 'Start execution' }));
  const start = page.getByRole('dialog', { name: 'Start support-case' });
  await hand.write(start.getByLabel('Name'), 'case-1');
  await hand.write(start.getByLabel('Input'), JSON.stringify(request(name)));
  await hand.press(start.getByRole('button', { name: 'Start' }));
  await page.getByRole('heading', { name: 'case-1', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Work on the case Task · Running' }).waitFor();
  return newcomer;
}

/** The representative takes what waits for the group and answers it; what is already told of the task is to be seen. */
async function answer({ page }, hand, outcome, message, known) {
  const pane = page.getByRole('region', { name: 'Task', exact: true });
  await hand.press(page.getByRole('link', { name: /^Work on: The lamp blinks/ }));
  await hand.press(pane.getByRole('button', { name: 'Claim' }));
  await pane.getByRole('button', { name: 'Release' }).waitFor();
  if (known) await pane.getByText(known).first().waitFor();
  await hand.write(pane.getByLabel('Question or solution'), message);
  await hand.press(pane.getByRole('button', { name: outcome, exact: true }));
  await pane.getByText(`Completed with ${outcome}`).waitFor();
}

async function journey(name, handsOf, drawingOf) {
  const server = await Server.start({ environment: { Baton__Smtp__Host: '127.0.0.1', Baton__Smtp__Port: String(smtp), Baton__Smtp__From: 'support@example.com' } });
  const newcomer = await designAndStart(server, name, handsOf, drawingOf);

  const representative = await openConsole(server, 'inbox');
  const atInbox = handsOf(representative.page);
  await atInbox.press(representative.page.getByRole('button', { name: 'Say who you are' }));
  const who = representative.page.getByRole('dialog', { name: 'Who are you?' });
  await atInbox.write(who.getByLabel('Name'), 'Rita');
  await atInbox.write(who.getByLabel('Groups'), 'representatives');
  await atInbox.press(who.getByRole('button', { name: 'Save' }));
  await atInbox.press(representative.page.getByRole('link', { name: 'Look in My groups' })); // none is hers yet
  await answer(representative, atInbox, 'ask', 'Which lamp is it?');

  await newcomer.page.getByRole('button', { name: 'Ask the customer Task · Running' }).waitFor(); // the newcomer's window follows
  const { links: [link] } = await until('the mail to the customer', () => mailTo(request(name).email), { within: 60_000 });
  const form = await openPage(link, { javaScriptEnabled: false });
  const customer = handsOf(form);
  await form.getByRole('heading', { name: 'Which lamp is it?' }).waitFor();
  await customer.write(form.getByLabel('Your answer'), 'The red one.');
  await customer.press(form.getByRole('button', { name: 'Send' }));
  await form.getByRole('heading', { name: 'Thank you' }).waitFor();
  await answer(representative, atInbox, 'solve', 'Hold the button.', 'The red one.');

  const operator = await openConsole(server);
  const { page } = operator;
  const hand = handsOf(page);
  await hand.press(page.getByRole('list', { name: 'Numbers' }).getByRole('link', { name: /^Failed\s*1$/ }));
  await hand.press(page.getByRole('table', { name: 'Executions' }).getByRole('link', { name: 'case-1' }));
  const why = page.getByRole('region', { name: 'Why it failed' });
  await why.getByRole('heading', { name: 'States.QueryEvaluationError' }).waitFor();
  await why.getByText('$states.input.Data.solution').first().waitFor();
  await hand.press(page.getByRole('link', { name: 'Open in designer' }));

  // the state that failed is selected, with what it got
  const { inspector } = designerParts(page);
  await inspector.getByRole('heading', { name: 'Resolve the case', level: 2 }).waitFor();
  const trial = page.getByRole('form', { name: 'Test of Resolve the case' });
  await until('the data of the execution', async () => JSON.parse(await trial.getByLabel('Input').inputValue()).Data?.message === 'Hold the button.');
  await hand.press(trial.getByRole('button', { name: 'Run the test' }));
  const outcome = page.getByRole('region', { name: 'Outcome of the test' });
  await outcome.getByText('States.QueryEvaluationError').first().waitFor();
  await hand.write(inspector.getByLabel('Arguments', { exact: true }), resolution('message'));
  await hand.press(trial.getByRole('button', { name: 'Run the test' }));
  await outcome.getByText('Succeeded', { exact: true }).waitFor();
  await hand.press(page.getByRole('button', { name: 'Save', exact: true }));
  const saving = page.getByRole('dialog', { name: 'Save the state machine' });
  await saving.getByRole('region', { name: 'What changes' }).getByText('$states.input.Data.message').waitFor();
  await hand.press(saving.getByRole('button', { name: 'Save' }));

  await hand.press(page.getByRole('link', { name: 'Redrive it' }));
  const redriving = page.getByRole('dialog', { name: 'Redrive case-1?' });
  await redriving.getByText('The state machine was changed since this execution ran').waitFor();
  assert.equal(await redriving.getByLabel('Definition').evaluate(element => element.selectedOptions[0].label), 'The newest one, which is another');
  await assertAccessible(page, 'The redrive');
  await hand.press(redriving.getByRole('button', { name: 'Redrive' }));
  await page.getByText('Redriven case-1').first().waitFor();
  for (const window of [page, newcomer.page]) {
    await window.getByRole('button', { name: /^Resolve the case .*Task · Succeeded$/ }).waitFor();
    await window.getByRole('button', { name: /^Ask or solve\? .*Choice · Succeeded$/ }).waitFor();
  }

  const { body: { cases: [found] } } = await new Person(server, 'rita').get('/cases');
  assert.deepEqual([found.status, found.labels], ['resolved', { solution: 'Hold the button.' }]);
  for (const window of [newcomer, representative, operator]) assertClean(window);
}

test('a support case is designed, worked on, found failed, corrected and redriven: by mouse', () => journey('mouse', byMouse, drawByMouse));
test('the same by keyboard alone', () => journey('keys', byKeyboard, drawByKeyboard));
