// The two functions of the pipeline, ordinary Lambda handlers: `clean` a batch of files, `report` over all of them.
// SALES and REPORTS are the folders of the buckets. Both write whole files that depend on their input alone, so that doing them again changes nothing.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const HEADER = 'id,time,article,quantity,price';
const { SALES = 'sales', REPORTS = 'reports' } = process.env;

/** A file that cannot be used as it is; `name` is what Retry and Catch see. */
class FileError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

/**
 * `{BatchInput: {date}, Items: [{Key}]}` to `[{shop, rows, rejected: {REASON: n}, articles: {NAME: {quantity, cents}}}]`, an entry for each file.
 * Writes the rows that are good and those that are not, with the reason, into REPORTS.
 */
export async function clean({ BatchInput: { date }, Items }) {
  return Promise.all(Items.map(({ Key }) => cleanFile(date, Key)));
}

/**
 * `{date, results: {Bucket, Key}}`, the manifest of the Map Run's results, to `{report, missing: [SHOP], rows, rejected, amount}`.
 * Writes report.json and report.csv.
 */
export async function report({ date, results }) {
  const manifest = JSON.parse(await readFile(path.join(REPORTS, results.Key), 'utf8'));
  const files = await Promise.all(manifest.ResultFiles.SUCCEEDED.map(({ Key }) => readFile(path.join(REPORTS, Key), 'utf8')));
  const shops = files.flatMap(text => text.split('\n').filter(Boolean).map(line => JSON.parse(line))).sort((a, b) => (a.shop < b.shop ? -1 : 1));
  const expected = (await readFile(path.join(SALES, 'shops.csv'), 'utf8')).trim().split('\n').slice(1);
  const has = new Set(shops.map(({ shop }) => shop));

  const articles = Object.create(null); // names come from files: '__proto__' is one like any other
  const rejected = {};
  for (const shop of shops) {
    for (const [article, sold] of Object.entries(shop.articles)) add(articles, article, sold);
    for (const [reason, count] of Object.entries(shop.rejected)) rejected[reason] = (rejected[reason] ?? 0) + count;
  }
  const lines = shops.map(shop => ({ shop: shop.shop, rows: shop.rows, rejected: sum(Object.values(shop.rejected)), amount: amount(sum(Object.values(shop.articles).map(sold => sold.cents))) }));
  const whole = {
    date,
    missing: expected.filter(shop => !has.has(shop)),
    rows: sum(lines.map(line => line.rows)),
    amount: amount(sum(Object.values(articles).map(sold => sold.cents))),
    rejected: sorted(rejected),
    articles: Object.entries(sorted(articles)).map(([article, { quantity, cents }]) => ({ article, quantity, amount: amount(cents) })),
    shops: lines,
  };
  await write(`${date}/report.json`, `${JSON.stringify(whole, null, 2)}\n`);
  await write(`${date}/report.csv`, ['shop,rows,rejected,amount', ...lines.map(line => Object.values(line).join(',')), ''].join('\n'));
  return { report: `${date}/report.json`, missing: whole.missing, rows: whole.rows, rejected: sum(Object.values(rejected)), amount: whole.amount };
}

async function cleanFile(date, key) {
  const lines = (await readFile(path.join(SALES, key), 'utf8')).trimEnd().split(/\r?\n/);
  const [header, ...rows] = lines;
  const [, announced] = /^#end,(\d+)$/.exec(rows.pop() ?? '') ?? [];
  if (announced === undefined) throw new FileError('Sales.Incomplete', `${key} has no end yet.`);
  if (header !== HEADER) throw new FileError('Sales.BadHeader', `${key} begins with '${header.slice(0, 100)}'; expected '${HEADER}'.`);
  if (rows.length !== Number(announced)) throw new FileError('Sales.Incomplete', `${key} has ${rows.length} rows and announces ${announced}.`);

  const shop = path.basename(key, '.csv');
  const result = { shop, rows: rows.length, rejected: {}, articles: Object.create(null) };
  const seen = new Set();
  const good = [];
  const bad = [];
  for (const row of rows) {
    const fields = fieldsOf(row);
    const reason = faultOf(fields, date, seen);
    seen.add(fields[0]);
    if (reason) {
      bad.push(`${reason},${row}`);
      result.rejected[reason] = (result.rejected[reason] ?? 0) + 1;
    } else {
      const [, , article, quantity, price] = fields;
      good.push(row);
      add(result.articles, article, { quantity: Number(quantity), cents: Number(quantity) * Number(price.replace('.', '')) });
    }
  }
  await write(`${date}/clean/${shop}.csv`, [HEADER, ...good, ''].join('\n'));
  await write(`${date}/rejected/${shop}.csv`, [`reason,${HEADER}`, ...bad, ''].join('\n'));
  return result;
}

/** Why a row does not count, or nothing. */
function faultOf(fields, date, seen) {
  if (fields.length !== 5) return 'columns';
  const [id, time, , quantity, price] = fields;
  if (seen.has(id)) return 'duplicate';
  if (!time.startsWith(`${date}T`)) return 'date';
  if (!/^[1-9]\d*$/.test(quantity)) return 'quantity';
  if (!/^\d+\.\d\d$/.test(price)) return 'price';
}

/** The fields of a row of CSV, which may be in quotation marks with those inside doubled. */
const fieldsOf = row => [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);

const sum = numbers => numbers.reduce((total, number) => total + number, 0);
const amount = cents => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
const sorted = object => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

function add(articles, name, { quantity, cents }) {
  const sold = (articles[name] ??= { quantity: 0, cents: 0 });
  sold.quantity += quantity;
  sold.cents += cents;
}

/** Whole or not at all, also when two workers do the same. */
async function write(key, text) {
  const file = path.join(REPORTS, key);
  const part = `${file}.${process.pid}.part`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(part, text);
  await rename(part, file);
}
