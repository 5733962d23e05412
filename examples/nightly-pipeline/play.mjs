// The play itself; `play` builds first. --rows 200 --seed 1 --date 2026-11-22 --folder DIR
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { baton, folderOf, play, repository, step } from '../stage.mjs';
import { deliver, FAULTS, generate } from './generate.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, date: { type: 'string', default: '2026-11-22' }, folder: { type: 'string' },
  },
});
const { date } = values;
const folder = folderOf('nightly-pipeline', values.folder);
const [shops, rows, seed] = [60, Number(values.rows), Number(values.seed)];
const here = path.join(repository, 'examples/nightly-pipeline');
const sales = path.join(folder, 'sales');
const reports = path.join(folder, 'reports');
const execution = `sales-${date}`;
const arn = `arn:aws:states:us-east-1:000000000000:execution:sales:${execution}`;

await play(async stage => {
  const expect = (what, wanted, found) => {
    if (found !== wanted) throw new Error(`Expected ${what} to be ${wanted}; it is ${found}.`);
  };
  const follow = async (executionArn = arn) => {
    const { status, error, cause, output } = await stage.follow(executionArn);
    console.log(`${status}  ${error ? `${error}: ${cause}` : output}`);
    return error ?? status;
  };
  /** The files of these kinds of fault are sent again, whole. */
  const send = fault => deliver(sales, { date, rows, seed, shop: Number(Object.keys(FAULTS).find(shop => FAULTS[shop] === fault)) });

  step(`${shops} shops have sent their sales of ${date}: one file is cut short, one has another header, one is late`);
  mkdirSync(reports, { recursive: true });
  generate(sales, { date, shops, rows, seed });
  console.log(sales);

  step('Starting Baton with two folders as buckets, and its functions');
  await stage.serve(folder, { args: ['--hosted-functions'], environment: { Baton__Buckets__sales: sales, Baton__Buckets__reports: reports } });
  const bootstrap = path.join(repository, 'examples/functions/node/bootstrap.mjs');
  for (const [name, handler, concurrency] of [['sales-clean', 'clean', '4'], ['sales-report', 'report', '1']]) {
    await stage.must(baton, 'function', 'add', name, '--concurrency', concurrency, '--directory', here, '--env', `SALES=${sales}`, '--env', `REPORTS=${reports}`, '--', process.execPath, bootstrap, `sales.${handler}`);
  }
  await stage.must(baton, 'deploy', path.join(here, 'pipeline.asl.json'), '--name', 'sales');

  step('The night: too many files cannot be used');
  await stage.must(path.join(here, 'nightly'), date);
  expect('the end', 'States.ExceedToleratedFailureThreshold', await follow());
  await stage.must(baton, 'show', execution);

  step('The header is corrected: a redrive runs the batches that failed, and no others');
  send('header');
  await stage.must(baton, 'redrive', execution);
  expect('the end', 'Sales.ShopsMissing', await follow());

  step('The others arrive: the files are listed again');
  send('cut');
  send('late');
  await stage.must(baton, 'redrive', execution, '--from', 'Clean each file');
  expect('the end', 'SUCCEEDED', await follow());

  step('The same date again: cron does no harm, and another execution writes the same bytes');
  await stage.must(path.join(here, 'nightly'), date);
  const report = () => readFileSync(path.join(reports, date, 'report.json'), 'utf8');
  const before = report();
  await stage.must(baton, 'start', 'sales', '--name', `${execution}-again`, '--input', JSON.stringify({ date }));
  expect('the end', 'SUCCEEDED', await follow(`${arn}-again`));
  expect('the report', before, report());

  step('The report');
  const { amount, rejected, missing } = JSON.parse(before);
  console.log(readFileSync(path.join(reports, date, 'report.csv'), 'utf8').split('\n').slice(0, 6).join('\n'), '\n…');
  console.log({ amount, rejected, missing });
  console.log(`All of it: ${path.join(reports, date)}\nTo look again: ${path.relative(process.cwd(), baton)} serve --data ${path.join(folder, 'data')}, then baton show ${execution}`);
});
