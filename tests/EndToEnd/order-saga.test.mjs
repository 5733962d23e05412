import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, beforeEach } from 'node:test';
import { persistently } from './support/calls.mjs';
import { ended, logs } from './support/functions.mjs';
import { assertWhole, historyOf } from './support/history.mjs';
import { role } from './support/machines.mjs';
import { Person } from './support/people.mjs';
import { executable, repository } from './support/places.mjs';
import { freePort, Program, runToEnd } from './support/programs.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// The order saga of examples/, with its own payments, stock, carrier and mailbox as processes of their own. What happened is asked of them, not of the workflow.
const ORDERS = Number(process.env.ORDERS ?? 30);
const example = path.join(repository, 'examples/order-saga');
const folder = temporaryFolder();
const parcels = path.join(folder, 'parcels');
const stockFile = path.join(folder, 'stock.db');
const [paymentsPort, mailPort] = [await freePort(), await freePort()];
const paymentsUrl = `http://127.0.0.1:${paymentsPort}`;

const openPayments = () => Program.start(process.execPath, [path.join(example, 'payments/server.mjs'), '--port', String(paymentsPort), '--journal', path.join(folder, 'payments.jsonl')],
  { environment: { PAYMENTS_KEY: 'key-of-the-shop' }, ready: 'listen on' });
let payments = await openPayments();
const mailbox = await Program.start(process.execPath, [path.join(repository, 'examples/mailbox/main.mjs'), '--smtp', String(mailPort), '--http', '0', '--folder', path.join(folder, 'mails')], { ready: 'takes mails' });
const server = await Server.start({
  environment: {
    Baton__Functions__Hosted: 'true', Baton__Outgoing__Allow: `127.0.0.1:${paymentsPort}`,
    Baton__Smtp__Host: '127.0.0.1', Baton__Smtp__Port: String(mailPort), Baton__Smtp__From: 'shop@example.com', Baton__Smtp__Tls: 'false',
  },
});
const client = server.client({ attempts: 5 });
const carrier = await Program.start(process.execPath, [path.join(example, 'shipping/worker.mjs'), parcels], {
  environment: { AWS_ENDPOINT_URL: server.url, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any' }, ready: 'Working on',
});

const baton = async (...args) => {
  const { code, log } = await runToEnd(executable, args, { environment: { BATON_ENDPOINT: server.url, PAYMENTS_KEY: 'key-of-the-shop' } });
  assert.equal(code, 0, log);
  return log;
};
const connection = /arn:\S+/.exec(await baton('connection', 'add', 'payments', '--api-key', 'X-Api-Key', '--secret', 'env:PAYMENTS_KEY'))[0];
for (const what of ['reserve', 'release']) {
  await baton('function', 'add', `stock-${what}`, '--handler', `stock.${what}`, '--directory', path.join(example, 'stock'), '--env', `STOCK_DB=${stockFile}`, '--',
    path.join(repository, 'examples/functions/python/bootstrap'));
}
const definition = readFileSync(path.join(example, 'workflow.asl.json'), 'utf8').replaceAll('http://127.0.0.1:7081', paymentsUrl).replaceAll('${PaymentsConnection}', connection);
const { stateMachineArn } = await client.createStateMachine({ name: 'order-saga', definition, roleArn: role });

const orderOf = file => JSON.parse(readFileSync(path.join(example, `orders/${file}.json`), 'utf8'));
const start = async (name, input) => (await client.startExecution({ stateMachineArn, name, input: JSON.stringify(input) })).executionArn;

async function switchOn(...faults) {
  const answer = await fetch(`${paymentsUrl}/faults`, { method: 'PUT', body: JSON.stringify(faults) });
  assert.equal(answer.status, 200, await answer.text());
}

const paymentsDied = () => atMost(60_000, 'The death of the payments', payments.exited);

/** What became of an order: how it ended, its history, and what each service has written down. */
async function outcome(executionArn, name) {
  const { answer: execution } = await persistently(() => ended(client, executionArn));
  const events = await historyOf(client, executionArn);
  assertWhole(events, name);
  const of = entries => entries.filter(entry => entry.order === name);
  return {
    execution, events,
    entered: events.filter(event => event.type.endsWith('StateEntered')).map(event => event.stateEnteredEventDetails.name),
    money: of(await (await fetch(`${paymentsUrl}/journal`)).json()).map(({ what, amount }) => `${what} ${amount}`),
    stock: of(stock().movements).map(({ what, items }) => `${what} ${items.map(item => `${item.quantity} ${item.sku}`)}`),
    parcel: existsSync(path.join(parcels, `${name}.json`)) ? JSON.parse(readFileSync(path.join(parcels, `${name}.json`), 'utf8')).parcel : undefined,
    mails: () => until('the mail', () => {
      const mails = mailbox.log.split('\n').filter(line => line.includes(` ${name} `)).map(line => line.replace(/^\S+ mailbox +/, ''));
      return mails.length > 0 && mails;
    }, { within: 60_000 }),
  };
}

function stock() {
  const [shelf, ...movements] = execFileSync('python3', [path.join(example, 'stock/stock.py')], { env: { ...process.env, STOCK_DB: stockFile }, encoding: 'utf8' }).trim().split('\n').map(line => JSON.parse(line));
  return { shelf, movements };
}

const compensations = ({ entered }) => entered.filter(state => ['Recall the parcel', 'Refund the payment', 'Release the stock'].includes(state));
const failures = ({ events }, error) => events.filter(event => event.taskFailedEventDetails?.error === error).length;
const endedWith = ({ execution }) => [execution.status, execution.error, execution.cause];

/** Waits until an order has come to a state. */
const inside = (executionArn, state) => until(state, async () => (await historyOf(client, executionArn)).findLast(event => event.stateEnteredEventDetails)?.stateEnteredEventDetails.name === state, { within: 60_000 });

/** The open task of an order. */
const taskOf = executionArn => until('the task', async () => (await new Person(server, 'mia').get(`/tasks?execution=${executionArn}`)).body.tasks[0], { within: 60_000 });

async function complete(task, who, group, body) {
  const { status, body: answer } = await new Person(server, who, [group]).act(task.id, 'complete', body);
  assert.equal(status, 200, JSON.stringify(answer));
}

const skip = spawnSync('python3', ['--version']).status !== 0 && 'python3 is absent';

/** A test whose failure shows what all the programs said. */
const sagaTest = (name, body) => server.test(name, { skip }, async context => {
  try {
    await body(context);
  } catch (failure) {
    for (const said of [payments.log, carrier.log, mailbox.log, await logs(server, 'stock-reserve'), await logs(server, 'stock-release')]) context.diagnostic(said);
    throw failure;
  }
});

beforeEach(() => switchOn());

sagaTest('a small order is reserved, paid, shipped, and the customer is told', async () => {
  const before = stock().shelf.lamp;
  const all = await outcome(await start('small', orderOf('small')), 'small');
  assert.deepEqual([all.execution.status, JSON.parse(all.execution.output)], ['SUCCEEDED', { order: 'small', amount: 9000, parcel: 'P-small' }]);
  assert.deepEqual([all.money, all.stock, all.parcel, stock().shelf.lamp], [['charged 9000'], ['reserved 2 lamp'], 'P-small', before - 2]);
  assert.deepEqual(await all.mails(), ["carla@example.com gets 'Your order small is on its way'"]);
});

sagaTest('a large order waits until two of three approve: one vote is not enough, nor are two of the same person', async () => {
  const executionArn = await start('large', orderOf('large'));
  const task = await taskOf(executionArn);
  assert.deepEqual([task.title, task.groups, task.approvals], ['Approve order large of 15,500.00', ['approvers'], { required: 2, of: 3, outcome: 'approve' }]);
  assert.equal((await new Person(server, 'eve', ['support']).act(task.id, 'complete', { outcome: 'approve' })).status, 403);
  await complete(task, 'mia', 'approvers', { outcome: 'approve' });
  assert.equal((await new Person(server, 'mia', ['approvers']).act(task.id, 'complete', { outcome: 'reject' })).status, 409);
  await complete(task, 'zoe', 'approvers', { outcome: 'reject', data: { note: 'Too large.' } });
  assert.equal((await client.describeExecution({ executionArn })).status, 'RUNNING');
  await complete(task, 'noah', 'approvers', { outcome: 'approve' });
  assert.match(await baton('task', 'show', String(task.id)), /^vote {8}zoe {2}reject {2}\{"note":"Too large\."\}$/m);
  const all = await outcome(executionArn, 'large');
  assert.deepEqual([all.execution.status, all.money, all.stock, all.parcel], ['SUCCEEDED', ['charged 1550000'], ['reserved 10 desk,10 chair'], 'P-large']);
});

sagaTest('a rejected order is refunded, its stock released, and the customer told', async () => {
  const order = { ...orderOf('small'), items: [{ sku: 'desk', quantity: 1, price: 120000 }] };
  const before = stock().shelf.desk;
  const executionArn = await start('rejected', order);
  const task = await taskOf(executionArn);
  assert.deepEqual(task.approvals, { required: 1, of: 1, outcome: 'approve' });
  await complete(task, 'zoe', 'approvers', { outcome: 'reject', data: { note: 'Owes us.' } });
  const all = await outcome(executionArn, 'rejected');
  assert.deepEqual(endedWith(all), ['FAILED', 'Order.Rejected', 'Rejected by zoe: Owes us.']);
  assert.deepEqual(compensations(all), ['Refund the payment', 'Release the stock']);
  assert.deepEqual([all.money, all.stock, all.parcel, stock().shelf.desk], [['charged 120000', 'refunded 120000'], ['reserved 1 desk', 'released 1 desk'], undefined, before]);
  assert.deepEqual(await all.mails(), ["carla@example.com gets 'Your order rejected is cancelled'"]);
});

sagaTest('a declined payment charges nothing, and its stock is released', async () => {
  const all = await outcome(await start('declined', { ...orderOf('small'), card: 'tok_declined' }), 'declined');
  assert.deepEqual(endedWith(all), ['FAILED', 'Order.PaymentDeclined', 'The payment was declined.']);
  assert.deepEqual([compensations(all), all.money, all.stock, all.parcel], [['Release the stock'], [], ['reserved 2 lamp', 'released 2 lamp'], undefined]);
});

sagaTest('what is not there is not reserved, and nothing has to be undone', async () => {
  const all = await outcome(await start('out-of-stock', { ...orderOf('small'), items: [{ sku: 'lamp', quantity: 1, price: 1 }, { sku: 'piano', quantity: 2, price: 1 }] }), 'out-of-stock');
  assert.deepEqual(endedWith(all), ['FAILED', 'Order.OutOfStock', "2 of 'piano' are ordered, and 1 are there."]);
  assert.deepEqual([compensations(all), all.money, all.stock], [[], [], []]);
});

sagaTest('an order that is wrong is refused with all that is wrong, before anything is done', async () => {
  const all = await outcome(await start('wrong', { items: [{ sku: 'lamp', quantity: 0, price: 1 }, 7], customer: { name: 'Ada', email: 'nowhere' }, card: 'tok_visa' }), 'wrong');
  assert.deepEqual(endedWith(all), ['FAILED', 'Order.Invalid',
    'customer.email is not an address. address.country is missing. items[0] needs a whole quantity of at least 1 and a price in whole cents. items[1] needs sku, quantity and price.']);
  assert.deepEqual([all.money, all.stock], [[], []]);
});

sagaTest('shipping fails for good: refund and release, once each, in reverse order', async () => {
  const all = await outcome(await start('far', orderOf('far-away')), 'far');
  assert.deepEqual(endedWith(all), ['FAILED', 'Order.NotShipped', 'Nothing is delivered to AQ.']);
  assert.deepEqual(compensations(all), ['Refund the payment', 'Release the stock']);
  assert.deepEqual([all.money, all.stock, all.parcel], [['charged 4500', 'refunded 4500'], ['reserved 1 lamp', 'released 1 lamp'], undefined]);
});

for (const fault of ['die-before', 'die-after']) {
  sagaTest(`the payments die in the middle of a charge (${fault}): it is tried again, and charged once`, async () => {
    await switchOn({ path: '/charges', fault, times: 1 });
    const executionArn = await start(fault, orderOf('small'));
    await paymentsDied();
    payments = await openPayments();
    const all = await outcome(executionArn, fault);
    assert.deepEqual([all.execution.status, all.money, all.parcel], ['SUCCEEDED', ['charged 9000'], `P-${fault}`]);
    assert.ok(failures(all, 'States.Http.Socket') > 0);
  });
}

sagaTest('the server is killed while it pays, and between the payment and the parcel: nothing is charged or shipped twice', async () => {
  payments.child.kill('SIGSTOP'); // so that there is a time in which to kill
  carrier.child.kill('SIGSTOP');
  const executionArn = await start('killed', orderOf('small'));
  await inside(executionArn, 'Take the payment');
  await server.kill();
  payments.child.kill('SIGCONT');
  await server.restart();
  await inside(executionArn, 'Ship the parcel');
  await server.kill();
  carrier.child.kill('SIGCONT');
  await server.restart();
  const all = await outcome(executionArn, 'killed');
  assert.deepEqual([all.execution.status, all.money, all.stock, all.parcel], ['SUCCEEDED', ['charged 9000'], ['reserved 2 lamp'], 'P-killed']);
  assert.equal(all.events.filter(event => event.type === 'ActivitySucceeded').length, 1);
});

sagaTest('a refund that fails first is tried again until it succeeds, and is made once', async () => {
  await switchOn({ path: '/refunds', fault: 503, times: 2 }, { path: '/refunds', fault: 'die-after', times: 1 });
  const executionArn = await start('refund-later', orderOf('far-away'));
  await paymentsDied();
  payments = await openPayments();
  const all = await outcome(executionArn, 'refund-later');
  assert.deepEqual(endedWith(all).slice(0, 2), ['FAILED', 'Order.NotShipped']);
  assert.deepEqual(compensations(all), ['Refund the payment', 'Release the stock']);
  assert.equal(failures(all, 'States.Http.StatusCode.503'), 2);
  assert.deepEqual([all.money, all.stock], [['charged 4500', 'refunded 4500'], ['reserved 1 lamp', 'released 1 lamp']]);
});

sagaTest('a refund that cannot succeed is a task for operations: tried again, or done by hand; the stock is released after it', async () => {
  await switchOn({ path: '/refunds', fault: 422, times: 2 });
  const executionArn = await start('stuck', orderOf('far-away'));
  const first = await taskOf(executionArn);
  assert.deepEqual([first.title, first.groups, first.priority, first.data.error.Error], ['Order stuck is stuck: Refund the payment', ['operations'], 90, 'States.Http.StatusCode.422']);
  assert.equal((await new Person(server, 'ops', ['operations']).act(first.id, 'complete', { outcome: 'try-again' })).status, 400); // without a note
  await complete(first, 'ops', 'operations', { outcome: 'try-again', data: { note: 'The dispute is settled.' } });
  const second = await until('the next task', async () => { const task = await taskOf(executionArn); return task.id !== first.id && task; }, { within: 60_000 });
  await complete(second, 'ops', 'operations', { outcome: 'done-by-hand', data: { note: 'Paid back by transfer.' } });
  const all = await outcome(executionArn, 'stuck');
  assert.deepEqual(endedWith(all).slice(0, 2), ['FAILED', 'Order.NotShipped']);
  assert.deepEqual(compensations(all), ['Refund the payment', 'Refund the payment', 'Release the stock']);
  assert.deepEqual([all.money, all.stock], [['charged 4500'], ['reserved 1 lamp', 'released 1 lamp']]);
});

sagaTest('what the carrier did is not known: the parcel is recalled, with the help of operations, and then the rest is undone', async () => {
  const file = path.join(parcels, 'unknown.json');
  writeFileSync(file, '{"order": "unknown", "par'); // a disk that was not read right
  const executionArn = await start('unknown', orderOf('small'));
  const task = await taskOf(executionArn);
  assert.deepEqual([task.title, task.data.error.Error], ['Order unknown is stuck: Recall the parcel', 'SyntaxError']);
  rmSync(file);
  await complete(task, 'ops', 'operations', { outcome: 'try-again', data: { note: 'The file is mended.' } });
  const all = await outcome(executionArn, 'unknown');
  assert.deepEqual(endedWith(all).slice(0, 2), ['FAILED', 'SyntaxError']);
  assert.deepEqual(compensations(all), ['Recall the parcel', 'Recall the parcel', 'Refund the payment', 'Release the stock']);
  assert.deepEqual([all.money, all.stock], [['charged 9000', 'refunded 9000'], ['reserved 2 lamp', 'released 2 lamp']]);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { order: 'unknown', recalled: true });
});

sagaTest('an order that somebody stops goes on where it was when it is redriven', async () => {
  carrier.child.kill('SIGSTOP');
  const executionArn = await start('stopped', orderOf('small'));
  await inside(executionArn, 'Ship the parcel');
  await client.stopExecution({ executionArn });
  carrier.child.kill('SIGCONT');
  await baton('redrive', 'order-saga:stopped');
  const execution = await ended(client, executionArn);
  assert.deepEqual([execution.status, JSON.parse(execution.output)], ['SUCCEEDED', { order: 'stopped', amount: 9000, parcel: 'P-stopped' }]);
  const journal = await (await fetch(`${paymentsUrl}/journal`)).json();
  assert.equal(journal.filter(entry => entry.order === 'stopped').length, 1);
});

sagaTest(`${ORDERS} orders at once, while payments and server are killed: each is charged and shipped once, or undone as a whole`, async () => {
  const kinds = [
    { order: orderOf('small'), status: 'SUCCEEDED', money: ['charged 9000'], stock: ['reserved 2 lamp'] },
    { order: { ...orderOf('small'), card: 'tok_declined' }, status: 'FAILED', money: [], stock: ['reserved 2 lamp', 'released 2 lamp'] },
    { order: orderOf('far-away'), status: 'FAILED', money: ['charged 4500', 'refunded 4500'], stock: ['reserved 1 lamp', 'released 1 lamp'] },
  ];
  const before = stock().shelf.lamp;
  const orders = [];
  for (const path of ['/charges', '/refunds']) {
    await switchOn({ path: '/charges', fault: 503, times: 3 }, { path, fault: 'die-after', times: 1 });
    orders.push(...await Promise.all(Array.from({ length: ORDERS / 2 }, async (_, i) => {
      const [name, kind] = [`many${path.replace('/', '-')}-${i}`, kinds[i % kinds.length]];
      return { name, kind, executionArn: await start(name, kind.order) };
    })));
    await paymentsDied();
    await server.kill();
    payments = await openPayments();
    await server.restart();
  }
  for (const { name, kind, executionArn } of orders) {
    const all = await outcome(executionArn, name);
    assert.deepEqual([all.execution.status, all.money, all.stock, all.parcel], [kind.status, kind.money, kind.stock, kind.status === 'SUCCEEDED' ? `P-${name}` : undefined], name);
  }
  assert.equal(stock().shelf.lamp, before - 2 * orders.filter(({ kind }) => kind.status === 'SUCCEEDED').length);
});

sagaTest('the script of the example plays to its end', async () => {
  const { code, log } = await runToEnd(path.join(example, 'play'), [temporaryFolder()]);
  assert.equal(code, 0, log);
  assert.match(log, /== Done in \d+ s/);
});
