import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { deliver, generate, nameOf } from '../../examples/nightly-pipeline/generate.mjs';
import { add } from './support/functions.mjs';
import { assertWhole, historyOf } from './support/history.mjs';
import { executable, repository } from './support/places.mjs';
import { runToEnd } from './support/programs.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The nightly pipeline of examples/ on its own functions, each report held against what the test computes from the files itself.
const example = path.join(repository, 'examples/nightly-pipeline');
const bootstrap = path.join(repository, 'examples/functions/node/bootstrap.mjs');
const date = '2026-11-22';
const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:sales';
const MAX_CONCURRENCY = 8; // the machine's; with as many workers nobody who is held keeps others waiting
const day = { date, rows: 150, seed: 7 };

/** A server with two folders as buckets, the functions and the machine. `functions` are `NAME: { directory, handler }`. */
async function pipeline(functions) {
  const folder = temporaryFolder();
  const sales = path.join(folder, 'sales');
  const reports = path.join(folder, 'reports');
  mkdirSync(reports);
  const server = await Server.start({ environment: { Baton__Functions__Hosted: 'true', Baton__Buckets__sales: sales, Baton__Buckets__reports: reports } });
  for (const [name, { directory, handler }] of Object.entries(functions)) {
    await add(server, name, { kind: 'hosted', command: [process.execPath, bootstrap, handler], directory, concurrency: MAX_CONCURRENCY, environment: { SALES: sales, REPORTS: reports } });
  }
  await cli(server, 'deploy', path.join(example, 'pipeline.asl.json'), '--name', 'sales');
  return { server, client: server.client(), sales, reports };
}

const own = { 'sales-clean': { directory: example, handler: 'sales.clean' }, 'sales-report': { directory: example, handler: 'sales.report' } };

async function cli(server, ...args) {
  const { code, log } = await runToEnd(executable, [...args, '--endpoint', server.url]);
  assert.equal(code, 0, log);
}

const start = async (client, name) => (await client.startExecution({ stateMachineArn: machineArn, name, input: JSON.stringify({ date }) })).executionArn;
const closed = (client, executionArn) => until('the execution to close', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
}, { within: 120_000 });
const runOf = async (client, executionArn) => (await client.listMapRuns({ executionArn })).mapRuns[0]?.mapRunArn;
const childrenOf = async (client, mapRunArn, rest = {}) => (await client.listExecutions({ mapRunArn, ...rest })).executions;
const reportOf = reports => readFileSync(path.join(reports, date, 'report.json'), 'utf8');
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The fields of a row of CSV, character by character. */
function parse(row) {
  const fields = [''];
  let isQuoted = false;
  for (const [index, character] of [...row].entries()) {
    if (character === '"') {
      isQuoted = !isQuoted;
      if (isQuoted && row[index - 1] === '"') fields[fields.length - 1] += '"';
    } else if (character === ',' && !isQuoted) {
      fields.push('');
    } else {
      fields[fields.length - 1] += character;
    }
  }
  return fields;
}

/** What a report of these shops has to say, from the rules in the example's README. */
function computed(sales, shops, missing = []) {
  const money = cents => cents.toString().replace(/^(\d*?)(\d\d)$/, (_, whole, rest) => `${whole || 0}.${rest}`);
  const report = { date, missing: missing.map(nameOf), rows: 0, amount: 0n, rejected: {}, articles: new Map(), shops: [] };
  for (const shop of shops.map(nameOf)) {
    const rows = readFileSync(path.join(sales, date, `${shop}.csv`), 'utf8').split('\n').slice(1, -2).map(parse);
    const ids = new Map();
    rows.forEach(([id], index) => { if (!ids.has(id)) ids.set(id, index); });
    let amount = 0n;
    let rejected = 0;
    for (const [index, [id, time, article, quantity, price]] of rows.entries()) {
      const reason = rows[index].length !== 5 ? 'columns' : ids.get(id) !== index ? 'duplicate' : time.slice(0, 10) !== date ? 'date'
        : !Number.isInteger(Number(quantity)) || Number(quantity) < 1 ? 'quantity' : Number.isNaN(Number(price)) ? 'price' : undefined;
      if (reason) {
        rejected++;
        report.rejected[reason] = (report.rejected[reason] ?? 0) + 1;
        continue;
      }
      const [whole, rest] = price.split('.');
      const cents = BigInt(quantity) * (BigInt(whole) * 100n + BigInt(rest));
      amount += cents;
      const [sold, earned] = report.articles.get(article) ?? [0, 0n];
      report.articles.set(article, [sold + Number(quantity), earned + cents]);
    }
    report.rows += rows.length;
    report.amount += amount;
    report.shops.push({ shop, rows: rows.length, rejected, amount: money(amount) });
  }
  assert.deepEqual(Object.keys(report.rejected).sort(), ['columns', 'date', 'duplicate', 'price', 'quantity'], 'each kind of bad row is there');
  const articles = [...report.articles].sort().map(([article, [quantity, cents]]) => ({ article, quantity, amount: money(cents) }));
  return { ...report, amount: money(report.amount), articles };
}

test('the play, from one command', async () => {
  const folder = temporaryFolder();
  const { code, log } = await runToEnd(path.join(example, 'play'), ['--folder', folder, '--rows', '60'], { environment: { BATON: executable } });
  assert.equal(code, 0, log);
  assert.match(log, /ExecutionAlreadyExists/, 'the second start of the night was refused, and did no harm');
  assert.deepEqual(JSON.parse(reportOf(path.join(folder, 'reports'))), computed(path.join(folder, 'sales'), range(1, 60)));
});

test('files that are bad or late: what failed is redriven, what came later is listed', async () => {
  const { client, server, sales, reports } = await pipeline(own);
  generate(sales, { ...day, shops: 33, faults: { 2: 'header', 14: 'cut', 33: 'late' } });
  const executionArn = await start(client, `sales-${date}`);
  assert.equal((await closed(client, executionArn)).error, 'States.ExceedToleratedFailureThreshold');
  const mapRunArn = await runOf(client, executionArn);
  const before = await childrenOf(client, mapRunArn);
  const errors = await Promise.all(before.filter(child => child.status === 'FAILED').map(async child => (await client.describeExecution(child)).error));
  assert.ok(errors.includes('Sales.BadHeader') && errors.every(error => ['Sales.BadHeader', 'Sales.Incomplete'].includes(error)), `${errors}`);

  deliver(sales, { ...day, shop: 2 });
  await cli(server, 'redrive', `sales-${date}`);
  const { error, cause } = await closed(client, executionArn);
  assert.deepEqual([error, cause], ['Sales.ShopsMissing', 'The report is written without shop-013, shop-014, shop-015, shop-033.']);
  assert.equal(await runOf(client, executionArn), mapRunArn, 'the same Map Run went on');
  const again = await childrenOf(client, mapRunArn, { redriveFilter: 'REDRIVEN' });
  const done = before.filter(child => child.status === 'SUCCEEDED').map(child => child.executionArn);
  assert.ok(again.length > 0 && again.every(child => !done.includes(child.executionArn)), 'what had succeeded was not done again');
  const present = range(1, 32).filter(shop => shop < 13 || shop > 15);
  assert.deepEqual(JSON.parse(reportOf(reports)), computed(sales, present, [13, 14, 15, 33]));

  for (const shop of [14, 33]) deliver(sales, { ...day, shop });
  const last = path.join(sales, date, 'shop-033.csv');
  writeFileSync(last, readFileSync(last, 'utf8').replace('#end,150', `n-1,${date}T09:00:00,__proto__,2,1.50\n#end,151`)); // a name like any other
  await cli(server, 'redrive', `sales-${date}`, '--from', 'Clean each file');
  const whole = await closed(client, executionArn);
  assert.equal(whole.status, 'SUCCEEDED', whole.cause);
  assert.deepEqual(JSON.parse(reportOf(reports)), computed(sales, range(1, 33)));

  // The same day again, in another execution: the same bytes.
  const report = reportOf(reports);
  const table = readFileSync(path.join(reports, date, 'report.csv'), 'utf8');
  rmSync(path.join(reports, date, 'report.json'));
  assert.equal((await closed(client, await start(client, 'again'))).status, 'SUCCEEDED');
  assert.equal(reportOf(reports), report);
  assert.equal(readFileSync(path.join(reports, date, 'report.csv'), 'utf8'), table);
  assert.deepEqual(table.split('\n').slice(1, -1), JSON.parse(report).shops.map(shop => Object.values(shop).join(',')));
  await server.stop();
});

test('SIGKILL of workers and of the server in the middle: every row counts once', async () => {
  // The real function, held at batches whose first shop is beyond a number in a file; who is held leaves the number of its process.
  const gate = temporaryFolder();
  const open = shop => writeFileSync(path.join(gate, 'limit'), String(shop));
  writeFileSync(path.join(gate, 'gated.mjs'), `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { setTimeout as pause } from 'node:timers/promises';
    import { clean } from ${JSON.stringify(pathToFileURL(path.join(example, 'sales.mjs')).href)};
    export async function gated(event) {
      while (Number(/shop-(\\d+)/.exec(event.Items[0].Key)[1]) > Number(readFileSync(${JSON.stringify(path.join(gate, 'limit'))}, 'utf8'))) {
        writeFileSync(${JSON.stringify(path.join(gate, 'held-'))} + process.pid, '');
        await pause(10);
      }
      return clean(event);
    }`);
  const isGated = pid => spawnSync('ps', ['-o', 'args=', '-p', pid], { encoding: 'utf8' }).stdout.includes('gated.gated');
  const held = () => readdirSync(gate).filter(name => name.startsWith('held-')).map(name => name.slice('held-'.length)).filter(isGated);
  open(0);
  const { client, server, sales, reports } = await pipeline({ ...own, 'sales-clean': { directory: gate, handler: 'gated.gated' } });
  generate(sales, { ...day, shops: 30, faults: {} });
  const executionArn = await start(client, `sales-${date}`);
  const someHeld = () => until('a batch to be held', () => held().length > 0 && held(), { within: 30_000 });
  for (const shop of [0, 9, 18]) {
    open(shop);
    await until(`${shop} files to be done`, async () => {
      const mapRunArn = await runOf(client, executionArn);
      return mapRunArn && (await client.describeMapRun({ mapRunArn })).itemCounts.succeeded >= shop;
    }, { within: 60_000 });
    for (const pid of await someHeld()) process.kill(Number(pid), 'SIGKILL');
    await someHeld(); // by the workers that took their place
    await server.kill();
    await server.restart();
    assert.equal((await client.describeExecution({ executionArn })).status, 'RUNNING');
  }
  open(30);
  const { status, cause } = await closed(client, executionArn);
  assert.equal(status, 'SUCCEEDED', cause);
  assert.deepEqual(JSON.parse(reportOf(reports)), computed(sales, range(1, 30)));
  const { itemCounts, executionCounts } = await client.describeMapRun({ mapRunArn: await runOf(client, executionArn) });
  assert.deepEqual([itemCounts.succeeded, itemCounts.total, executionCounts.succeeded, executionCounts.total, executionCounts.resultsWritten], [30, 30, 10, 10, 10]);
  const events = await historyOf(client, executionArn);
  assertWhole(events, 'the night');
  assert.equal(events.filter(event => event.type === 'MapRunStarted').length, 1);
  await server.stop();
});
