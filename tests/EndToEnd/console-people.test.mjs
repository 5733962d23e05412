import assert from 'node:assert/strict';
import { openConsole, openPage } from './support/browser.mjs';
import { assertAccessible, assertClean } from './support/console.mjs';
import { machine, role } from './support/machines.mjs';
import { Person } from './support/people.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The inbox, cases and the page of outsiders in a real browser: what people look for is found by its role and its name.
const server = await Server.start();
const client = server.client();
const ada = new Person(server, 'ada', ['support']);
const bob = new Person(server, 'bob', ['support']);

const human = (parameters, rest = {}) => ({ Type: 'Task', Resource: 'arn:aws:states:::human:createTask.waitForTaskToken', TimeoutSeconds: 86_400, Parameters: parameters, ...rest });
const setCase = (parameters, rest) => ({ Type: 'Task', Resource: 'arn:aws:states:::case:update', Parameters: parameters, ResultPath: null, ...rest });
const form = {
  type: 'object', required: ['amount', 'reason', 'when'],
  properties: {
    amount: { type: 'number', title: 'Amount', minimum: 0, maximum: 500, description: 'In euros' },
    reason: { type: 'string', title: 'Reason', enum: ['damaged', 'late'] },
    note: { type: 'string', title: 'Note', ui: { widget: 'textarea' }, pattern: '^[^!]*$' },
    when: { type: 'string', format: 'date', title: 'Pay out on' },
    goodwill: { type: 'boolean', title: 'Goodwill' },
    channels: { type: 'array', title: 'Tell by', items: { type: 'string', enum: ['mail', 'phone'] } },
    address: { type: 'object', title: 'Address', required: ['city'], properties: { city: { type: 'string', title: 'City' } } },
    lines: { type: 'array', title: 'Lines', maxItems: 3, items: { type: 'object', title: 'Line', properties: { sku: { type: 'string', title: 'Article' }, count: { type: 'integer', title: 'Count' } } } },
  },
};
const tags = [['baton:case-start', 'new'], ['baton:case-status:new', 'working'], ['baton:case-status:working', 'resolved'], ['baton:case-status:resolved', '']].map(([key, value]) => ({ key, value }));
const create = async (name, states, rest = {}) => (await client.createStateMachine({ name, roleArn: role, definition: machine(states), ...rest })).stateMachineArn;
const start = async (stateMachineArn, input = {}) => (await client.startExecution({ stateMachineArn, input: JSON.stringify(input) })).executionArn;
const taskOf = async executionArn => (await until('the task', async () => {
  const { body } = await ada.get(`/tasks?execution=${encodeURIComponent(executionArn)}`);
  return body.tasks.length > 0 && body.tasks;
}))[0];

/** The console of somebody who has said who they are. */
async function consoleOf(person, path, options) {
  const console = await openConsole(server, 'inbox', options);
  if (person) await console.page.evaluate(([name, groups]) => localStorage.setItem('baton.actor', JSON.stringify({ name, groups })), [person.name, person.headers['baton-groups'].split(',').filter(Boolean)]);
  await console.page.goto(`${server.url}/console/${path}`);
  return console;
}

const refunds = await create('refunds', {
  Open: setCase({ 'Key.$': '$.key', 'Title.$': '$.title', Status: 'new', Labels: { product: 'lamp' } }, { Next: 'Decide' }),
  Decide: human({ 'Title.$': '$.title', Description: 'It **arrived broken**.', Groups: ['support'], Form: form, 'Data.$': '$.data', Outcomes: ['approve', 'reject'], DueDate: 'PT2H', Case: { Status: 'working', StatusWhenDone: 'resolved', OwnedByClaimer: true } }, { ResultPath: '$.decision', Next: 'Done' }),
  Done: { Type: 'Pass', End: true },
}, { tags });

server.test('a representative says who they are, claims a task, fills in its form and answers; the execution goes on with what was filled in', async () => {
  const arn = await start(refunds, { key: 'T-1', title: 'Refund for order 4711', data: { amount: 49.5, address: { city: 'London' } } });
  const task = await taskOf(arn);
  const console = await openConsole(server, 'inbox');
  const { page } = console;
  await page.getByRole('link', { name: /^Refund for order 4711/ }).click();
  const pane = page.getByRole('region', { name: 'Task', exact: true });
  await pane.getByText('Say who you are to work on this task.').waitFor();
  assert.ok(await pane.getByLabel('Amount').isDisabled());
  await page.getByRole('button', { name: 'Say who you are' }).click();
  const who = page.getByRole('dialog', { name: 'Who are you?' });
  await who.getByLabel('Name').fill('Žofie');
  await who.getByLabel('Groups').fill('support, leads');
  await who.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Acting as Žofie · support, leads' }).waitFor();

  await pane.getByRole('button', { name: 'Claim' }).click();
  await pane.getByRole('button', { name: 'Release' }).waitFor();
  assert.equal((await ada.get(`/tasks/${task.id}`)).body.assignee, 'Žofie');
  assert.equal(await pane.getByLabel('Amount').inputValue(), '49.5');
  assert.equal(await pane.getByLabel('City').inputValue(), 'London');

  await pane.getByRole('button', { name: 'approve' }).click();
  await pane.getByRole('alert').getByText('2 fields are not right yet: Reason; Pay out on.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.labels?.[0]?.textContent), 'Reason *', 'the first field that is wrong has the focus');
  await pane.getByLabel('Reason').selectOption('damaged');
  await pane.getByLabel('Pay out on').fill('2030-02-28');
  await pane.getByLabel('Amount').fill('12.340');
  await pane.getByLabel('Note').fill('Sorry!');
  await pane.getByLabel('Goodwill').check();
  await pane.getByLabel('phone').check();
  const line = n => pane.getByRole('group', { name: `Line ${n}` });
  for (const [at, article] of ['shade', 'lamp', 'bulb'].entries()) {
    await pane.getByRole('button', { name: 'Add line' }).press('Enter');
    assert.equal(await line(at + 1).getByLabel('Article').evaluate(field => field === document.activeElement), true, 'the first field of a new item has the focus');
    await page.keyboard.type(article);
  }
  assert.ok(await pane.getByRole('button', { name: 'Add line' }).isDisabled(), 'no more than three');
  await line(2).getByLabel('Count').fill('two');
  await pane.getByRole('button', { name: 'Line 2 up' }).press('Enter');
  assert.equal(await line(1).getByLabel('Article').inputValue(), 'lamp');
  assert.equal(await pane.getByRole('button', { name: 'Line 1 down' }).evaluate(button => button === document.activeElement), true, 'the keyboard stays with what was moved');
  await pane.getByRole('button', { name: 'approve' }).click();
  await pane.getByRole('alert').getByText('One field is not right yet: Line 1, Count.').waitFor();
  await line(1).getByText('Expected a whole number.').waitFor();
  await line(1).getByLabel('Count').fill('2');
  await pane.getByRole('button', { name: 'Remove Line 2' }).press('Enter');
  await pane.getByRole('button', { name: 'Remove Line 2' }).press('Enter');
  assert.equal(await pane.getByRole('button', { name: 'Remove Line 1' }).evaluate(button => button === document.activeElement), true);
  await pane.getByText('Draft saved').waitFor();

  await page.reload(); // what was typed is there again
  assert.equal(await pane.getByLabel('Note').inputValue(), 'Sorry!');
  assert.equal(await pane.getByLabel('Amount').inputValue(), '12.34');
  await pane.getByRole('button', { name: 'approve' }).click();
  await pane.getByText('Expected a text that matches').waitFor(); // the server's word, at the field
  assert.equal(await pane.getByLabel('Note').getAttribute('aria-invalid'), 'true');
  await pane.getByLabel('Note').fill('Sorry');
  await pane.getByRole('button', { name: 'approve' }).click();
  await page.getByText('Completed Refund for order 4711').first().waitFor();

  const execution = await until('the end', async () => { const found = await client.describeExecution({ executionArn: arn }); return found.status === 'SUCCEEDED' && found; });
  const { decision } = JSON.parse(execution.output);
  assert.deepEqual([decision.Outcome, decision.CompletedBy], ['approve', 'Žofie']);
  assert.deepEqual(decision.Data, { amount: 12.34, reason: 'damaged', note: 'Sorry', when: '2030-02-28', goodwill: true, channels: ['phone'], address: { city: 'London' }, lines: [{ sku: 'lamp', count: 2 }] });
  assert.deepEqual(console.faults.filter(fault => !fault.includes('400')), []); // the browser itself tells of the answer that was refused
  assert.deepEqual(console.foreign, []);
});

server.test('tasks are found by whose they are and by what they have in common, and the keyboard alone does the work', async () => {
  const asking = await create('keys', { Ask: human({ 'Title.$': '$.title', Groups: ['night'], 'Priority.$': '$.priority', 'DueDate.$': '$.due' }, { End: true }) });
  for (const [title, priority, due] of [['Key one', 20, 'PT1H'], ['Key two', 90, 'P9D'], ['Key three', 50, 'P2D']]) await taskOf(await start(asking, { title, priority, due }));
  const console = await consoleOf(new Person(server, 'nell', ['night']), 'inbox');
  const { page } = console;
  await page.getByRole('heading', { name: 'Nothing waits here' }).waitFor();
  const titles = () => page.getByRole('list', { name: 'Tasks' }).locator('.task-title').allTextContents();
  await page.getByRole('radio', { name: 'My groups' }).check();
  await until('the newest first', async () => (await titles()).join() === 'Key three,Key two,Key one');
  await page.getByLabel('Order').selectOption('priority');
  await until('the urgent first', async () => (await titles()).join() === 'Key two,Key three,Key one');
  await page.getByLabel('Order').selectOption('due');
  await until('the due first', async () => (await titles()).join() === 'Key one,Key three,Key two');
  await page.getByLabel('Due', { exact: true }).selectOption('day');
  await until('what is due within a day', async () => (await titles()).join() === 'Key one');
  await page.getByLabel('Due', { exact: true }).selectOption('');
  await page.getByLabel('Title').fill('two');
  await until('what is called so', async () => (await titles()).join() === 'Key two');
  await page.reload();
  await until('the same again', async () => (await titles()).join() === 'Key two');
  await page.getByLabel('Title').fill('');
  await until('all three', async () => (await titles()).length === 3);

  await page.getByRole('heading', { name: 'Inbox' }).click();
  await page.keyboard.press('j');
  const pane = page.getByRole('region', { name: 'Task', exact: true });
  await pane.getByRole('heading', { name: 'Key one' }).waitFor();
  await page.keyboard.press('j');
  await pane.getByRole('heading', { name: 'Key three' }).waitFor();
  await page.keyboard.press('k');
  await pane.getByRole('heading', { name: 'Key one' }).waitFor();
  await page.keyboard.press('c');
  await page.getByText('Claimed Key one').first().waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Key one');
  await pane.getByRole('button', { name: 'Complete' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Completed Key one').first().waitFor();
  await pane.getByRole('heading', { name: 'Key three' }).waitFor(); // the next one
  assertClean(console);
});

server.test('several tasks are chosen, and claimed, assigned or released together; what is refused stays chosen', async () => {
  const asking = await create('several', { Ask: human({ 'Title.$': '$.title', Groups: ['bulk'] }, { End: true }) });
  const ids = {};
  for (const title of ['One', 'Two', 'Three']) ids[title] = (await taskOf(await start(asking, { title }))).id;
  const bea = new Person(server, 'bea', ['bulk']);
  const console = await consoleOf(bea, 'inbox?scope=groups');
  const { page } = console;
  const list = page.getByRole('list', { name: 'Tasks' });
  await page.getByLabel('Choose One').check();
  await page.getByText('1 chosen').waitFor();
  await page.getByLabel('Choose all').or(page.getByLabel('1 chosen')).check();
  await page.getByText('3 chosen').waitFor();
  await page.getByLabel('Choose Three').uncheck();
  await assertAccessible(page, 'The inbox with chosen tasks');
  const several = page.getByRole('group', { name: 'Several tasks' });
  await page.route('**/api/tasks/*/claim', async route => { // another is faster, in the moment between seeing and claiming
    if (route.request().url().includes(`/${ids.Two}/`)) assert.equal((await new Person(server, 'cid', ['bulk']).act(ids.Two, 'claim')).status, 200);
    await route.continue();
  });
  await several.getByRole('button', { name: 'Claim' }).click();
  await page.getByText('Claimed 1 task', { exact: true }).first().waitFor();
  await several.getByRole('alert').getByText('Two').waitFor();
  await page.unroute('**/api/tasks/*/claim');
  assert.equal(await page.getByLabel('Choose Two').isChecked(), true);
  assert.equal(await several.getByRole('button', { name: 'Claim' }).isDisabled(), true); // it is another's
  await page.getByLabel('Choose One').check();
  await several.getByRole('button', { name: 'Release 1' }).click(); // her own alone
  await page.getByText('Released 1 task', { exact: true }).first().waitFor();
  await until('it is given back', async () => (await bea.get(`/tasks/${ids.One}`)).body.status === 'open');

  await page.getByRole('heading', { name: 'Inbox' }).click();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('2 chosen').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'No task is chosen' }).waitFor();
  await several.getByRole('button', { name: 'Assign…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign 2 tasks' });
  const evil = '<img src=x onerror="window.hurt = true">';
  await dialog.getByLabel('Name').fill(evil);
  await dialog.getByRole('button', { name: 'Assign' }).click();
  await page.getByText('Assigned 2 tasks', { exact: true }).first().waitFor();
  await until('whose they are is shown', async () => (await list.locator('.task-about').allTextContents()).filter(text => text.includes(evil)).length === 2);
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.deepEqual(console.faults.filter(fault => !fault.includes('409')), []); // the browser itself tells of the answer that was refused
  assert.deepEqual(console.foreign, []);
});

server.test('a task is passed on, talked about and given files, and each of it stands in its history and in the audit', async () => {
  const arn = await start(refunds, { key: 'T-2', title: 'Refund for order 4712', data: {} });
  const { id } = await taskOf(arn);
  const console = await consoleOf(ada, `inbox?scope=all&task=${id}`);
  const { page } = console;
  const pane = page.getByRole('region', { name: 'Task', exact: true });
  await pane.getByRole('button', { name: 'Claim' }).click();
  await pane.getByRole('button', { name: 'Release' }).waitFor();
  await pane.getByLabel('Attach files').setInputFiles({ name: 'a photo.txt', mimeType: 'text/plain', buffer: Buffer.from('broken') });
  const file = pane.getByRole('link', { name: 'a photo.txt' });
  await file.waitFor();
  const download = page.waitForEvent('download');
  await file.click();
  assert.equal((await download).suggestedFilename(), 'a photo.txt');
  await pane.getByRole('tab', { name: /^History/ }).click();
  await pane.getByLabel('Comment').fill('It came today.');
  await pane.getByRole('button', { name: 'Comment' }).click();
  await pane.getByText('It came today.', { exact: true }).waitFor();
  await pane.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delegate…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('bob');
  await page.getByRole('dialog').getByRole('button', { name: 'Delegate' }).click();
  await pane.getByText('delegated').waitFor();
  await pane.getByRole('tab', { name: 'Task' }).click();
  await pane.getByText('This task is assigned to bob.').waitFor();
  await bob.act(id, 'claim'); // elsewhere; this page hears of it
  await pane.getByText('bob has claimed this task.').waitFor();
  await pane.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Cancel the task…' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Sent twice');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the task' }).click();
  await pane.getByText('Cancelled: Sent twice by').waitFor();

  await page.goto(`${server.url}/console/audit?by=ada`);
  const rows = page.getByRole('table', { name: 'Audit' }).getByRole('row');
  await rows.filter({ hasText: 'cancelled: Sent twice' }).first().waitFor();
  const { body } = await ada.get(`/audit?task=${id}`);
  assert.deepEqual(body.audit.map(({ by, what }) => `${by} ${what}`), ['ada cancelled', 'bob claimed', 'ada delegated', 'ada commented', 'ada attached', 'ada claimed']);
  await page.getByLabel('Text').fill('nothing of this');
  await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor();
  assertClean(console);
});

server.test('several have to agree: each sees how far that is', async () => {
  const arn = await start(await create('budget', { Approve: human({ Title: 'Budget', Approvals: { Required: 2, Of: 3, Outcome: 'approve' }, Outcomes: ['approve', 'reject'] }, { End: true }) }));
  const { id } = await taskOf(arn);
  const console = await consoleOf(ada, `inbox?scope=all&task=${id}`);
  const { page } = console;
  const approvals = page.getByRole('region', { name: 'Approvals' });
  await approvals.getByText('0 of 2').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Claim' }).count(), 0);
  await page.getByRole('button', { name: 'approve' }).click();
  await approvals.getByText('1 of 2').waitFor();
  await page.getByText('You have answered. Others have to agree.').waitFor();
  await bob.act(id, 'complete', { outcome: 'approve' });
  await page.getByText('Completed with approve').waitFor();
  assertClean(console);
});

server.test('a case is seen on the board, with its checklist, its tasks and where it may go', async () => {
  const over = await taskOf(await start(refunds, { key: 'T-3a', title: 'Refund for order 4712', data: {} }));
  await ada.act(over.id, 'complete', { outcome: 'reject', data: { amount: 1, reason: 'late', when: '2030-01-01', address: { city: 'Rome' } } });
  const arn = await start(refunds, { key: 'T-3', title: 'Refund for order 4713', data: {} });
  const task = await taskOf(arn);
  await ada.act(task.id, 'claim');
  const console = await consoleOf(ada, 'cases?view=board');
  const { page } = console;
  const column = name => page.getByRole('region', { name, exact: true });
  await column('working').getByRole('link', { name: 'T-3', exact: true }).waitFor();
  assert.deepEqual(await page.getByRole('group', { name: 'Cases by status' }).getByRole('heading', { level: 2 }).evaluateAll(all => all.map(one => one.textContent.replace(/ \d+$/, ''))), ['new', 'working', 'resolved']);
  await column('working').getByRole('link', { name: 'T-3', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await page.evaluate(() => document.activeElement.textContent), 'T-3');
  await page.keyboard.press('ArrowLeft');
  await column('working').getByRole('link', { name: 'T-3', exact: true }).click();
  await page.getByRole('heading', { name: 'T-3: Refund for order 4713', level: 1 }).waitFor();
  const way = page.getByRole('list', { name: 'Statuses of the case' });
  assert.equal(await way.locator('[aria-current]').textContent(), 'working');
  await way.getByText('resolved may follow').waitFor();
  await page.getByRole('list', { name: 'Steps of the case' }).locator('[data-standing=now]').getByText('ada').waitFor();
  await page.getByRole('region', { name: 'Tasks' }).getByRole('link', { name: 'Refund for order 4713' }).click();
  await page.getByRole('tab', { name: 'Process' }).click();
  await page.getByRole('button', { name: 'Decide Task · Running' }).waitFor(); // where it is in the process
  await ada.act(task.id, 'complete', { outcome: 'reject', data: { amount: 1, reason: 'late', when: '2030-01-01', address: { city: 'Rome' } } });
  await page.getByRole('button', { name: 'Decide Task · Succeeded' }).waitFor();
  await page.getByRole('link', { name: 'Case T-3' }).click();
  await way.locator('[aria-current]').getByText('resolved').waitFor();
  assertClean(console);
});

server.test('a customer without an account and without JavaScript fills in the form of a link, which is good once', async () => {
  const arn = await start(refunds, { key: 'T-4', title: 'Refund for order 4714', data: { amount: 10 } });
  const { id } = await taskOf(arn);
  const console = await consoleOf(ada, `inbox?scope=all&task=${id}`);
  await console.page.getByRole('button', { name: 'More' }).click();
  await console.page.getByRole('menuitem', { name: 'Make a link for an outsider…' }).click();
  await console.page.getByLabel('For whom').fill('Carl');
  await console.page.getByRole('button', { name: 'Make the link' }).click();
  const link = await console.page.getByText(/^http.*\/forms\//).textContent();
  assertClean(console);

  for (const colorScheme of ['light', 'dark']) {
    const shown = await openPage(link, { colorScheme }); // with scripts, for axe alone
    await assertAccessible(shown, `The form in ${colorScheme} colours`);
    await shown.context().close();
  }
  const page = await openPage(link, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.getByRole('heading', { name: 'Refund for order 4714' }).waitFor();
  await page.getByLabel('damaged').check();
  await page.getByLabel('Pay out on').fill('2030-03-01');
  await page.getByLabel('Note').fill('Thanks!');
  await page.getByLabel('mail').check();
  await page.getByLabel('City').fill('Köln');
  await page.getByLabel('Article').first().fill('lamp');
  await page.getByRole('button', { name: 'Add another' }).click();
  assert.equal(await page.getByLabel('Article').count(), 3);
  assert.equal(await page.getByLabel('City').inputValue(), 'Köln');
  await page.getByLabel('Article').nth(1).fill('bulb');
  await page.getByLabel('Count').nth(1).fill('4');
  await page.getByRole('button', { name: 'approve' }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Note' }).waitFor();
  assert.equal(await page.getByLabel('Note').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing sticks out of a narrow page');
  await page.getByLabel('Note').fill('Thanks');
  await page.getByRole('button', { name: 'approve' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  const execution = await until('the end', async () => { const found = await client.describeExecution({ executionArn: arn }); return found.status === 'SUCCEEDED' && found; });
  const { decision } = JSON.parse(execution.output);
  assert.deepEqual([decision.CompletedBy, decision.Data], ['Carl', { amount: 10, reason: 'damaged', note: 'Thanks', when: '2030-03-01', goodwill: false, channels: ['mail'], address: { city: 'Köln' }, lines: [{ sku: 'lamp' }, { sku: 'bulb', count: 4 }] }]);
  await page.goto(link);
  await page.getByText('It was used already').waitFor();
  for (const [address, says] of [[link, 'This link is not good any more'], [`${link}x`, 'This link is not valid']]) {
    const over = await openPage(address);
    await over.getByRole('heading', { name: says }).waitFor();
    await assertAccessible(over, says);
    await over.context().close();
  }
});

server.test('what data holds stays text in the inbox, in cases and on the page of outsiders', async () => {
  const evil = '<img src=x onerror="hurt=1"><script>hurt=1</script>'; // as long as a status and a label can be
  const arn = await start(await create('hostile', {
    Open: setCase({ Key: `K ${evil}`, Title: evil, Status: evil, Owner: evil, Labels: { [evil]: evil } }, { Next: `A ${evil}` }),
    [`A ${evil}`]: human({
      Title: evil, Description: `${evil}\n\n# ${evil}\n\n- ${evil}\n\n> ${evil}\n\n[${'x'}](javascript:hurt=1) **${evil}** \`${evil}\` <https://a.example/"onmouseover=hurt=1>`, Data: { [evil]: evil },
      Outcomes: [evil], Form: { type: 'object', required: [evil], properties: { [evil]: { type: 'string', title: evil, description: evil }, pick: { enum: [evil, 'b'], title: 'Pick' } } },
    }, { End: true }),
  }));
  const { id } = await taskOf(arn);
  const eve = new Person(server, 'eve');
  await eve.act(id, 'comments', { text: evil });
  const { body: { link } } = await eve.act(id, 'link', { for: 'x' });
  const [found] = (await eve.get(`/cases?execution=${encodeURIComponent(arn)}`)).body.cases;
  const console = await consoleOf({ name: evil, headers: { 'baton-groups': '' } }, `inbox?scope=all&task=${id}`);
  const { page } = console;
  await page.getByRole('region', { name: 'Task', exact: true }).getByRole('heading', { name: evil, level: 2 }).waitFor();
  await page.getByRole('button', { name: evil }).last().click(); // what is required is not there
  for (const path of [`inbox?scope=all&task=${id}&tab=history`, `inbox?scope=all&task=${id}&tab=process`, 'cases', 'cases?view=board', `cases/${found.id}`, 'audit']) {
    await page.goto(`${server.url}/console/${path}`);
    await page.getByText('onerror').first().waitFor({ state: 'attached' });
    assert.equal(await page.locator('main img, main script, main a[href^="javascript:"]').count(), 0, path);
    assert.equal(await page.evaluate(() => window.hurt), undefined, path);
  }
  assert.deepEqual(console.foreign, []);
  const outside = await openPage(link);
  assert.equal(await outside.locator('img, script, a[href^="javascript:"]').count(), 0);
  assert.equal(await outside.evaluate(() => window.hurt), undefined);
});

const asked = await taskOf(await start(refunds, { key: 'T-9', title: 'Refund for order 4719', data: { amount: 3 } }));
const ownCase = (await ada.get('/cases?key=T-9')).body.cases[0];
for (const colorScheme of ['light', 'dark']) {
  for (const [path, name] of [['inbox?scope=all', 'Tasks'], [`inbox?scope=all&task=${asked.id}`, 'Answer'], [`inbox?scope=all&task=${asked.id}&tab=process`, 'Steps of the process'], [`inbox?scope=all&task=${asked.id}&tab=history`, 'History'], ['cases', 'Cases'], ['cases?view=board', 'Cases by status'], [`cases/${ownCase.id}`, 'Steps of the case']]) {
    server.test(`axe finds nothing on ${path} in ${colorScheme} colours`, async () => {
      const console = await consoleOf(ada, path, { colorScheme });
      const { page } = console;
      await page.getByLabel(name, { exact: true }).first().waitFor();
      await page.getByRole('banner').getByText('Live').waitFor();
      await assertAccessible(page, path);
      assertClean(console);
      await console.context.close();
    });
  }
}
