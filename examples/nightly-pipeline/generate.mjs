// Makes the sales of a day: a CSV file for each shop, the same for the same seed, some rows and some files bad on purpose.
//   node generate.mjs FOLDER [--date 2026-11-22] [--shops 60] [--rows 200] [--seed 1] [--good]
// With --good every file is there and whole, as the shops send them in the end; rows stay as they are.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const ARTICLES = [['Tea, green', 349], ['Tea, black', 299], ['Coffee', 729], ['12" pan', 2495], ['Bread', 389], ['Honey', 615], ['Salt', 89], ['Candle', 1250]];
const HEADER = 'id,time,article,quantity,price';

/** What is wrong with the first delivery of these shops (counted from 1). */
export const FAULTS = { 7: 'cut', 13: 'header', 21: 'late' };

export const nameOf = shop => `shop-${String(shop).padStart(3, '0')}`;

/** Writes the file of one shop as it was first sent (`fault`), or as it should be. */
export function deliver(folder, { date, shop, rows, seed, fault }) {
  if (fault === 'late') return;
  const lines = [HEADER, ...rowsOf({ date, shop, rows, seed })];
  lines.push(`#end,${lines.length - 1}`); // so that nobody takes half a file for a whole one
  if (fault === 'cut') lines.splice(Math.ceil(lines.length / 2));
  if (fault === 'header') lines[0] = 'id;time;article;quantity;price';
  write(path.join(folder, date, `${nameOf(shop)}.csv`), `${lines.join('\n')}\n`);
}

/** Writes the list of shops and what each of them sent at first. */
export function generate(folder, { date, shops, rows, seed, faults = FAULTS }) {
  const all = Array.from({ length: shops }, (_, index) => index + 1);
  write(path.join(folder, 'shops.csv'), `shop\n${all.map(shop => `${nameOf(shop)}\n`).join('')}`);
  for (const shop of all) deliver(folder, { date, shop, rows, seed, fault: faults[shop] });
}

function rowsOf({ date, shop, rows, seed }) {
  const random = randomOf(seed * 1_000 + shop);
  const pick = count => Math.floor(random() * count);
  const two = number => String(number).padStart(2, '0');
  const lines = [];
  for (let id = 1; lines.length < rows; id++) {
    const [article, cents] = ARTICLES[pick(ARTICLES.length)];
    const fields = [`${shop}-${id}`, `${date}T${two(8 + pick(12))}:${two(pick(60))}:${two(pick(60))}`, quoted(article), String(1 + pick(5)), (cents / 100).toFixed(2)];
    const kind = random();
    if (kind < 0.005) fields[3] = 'two';
    else if (kind < 0.010) fields[3] = '-1';
    else if (kind < 0.015) fields[4] = 'free';
    else if (kind < 0.020) fields[1] = fields[1].replace(date, '1970-01-01');
    else if (kind < 0.025) fields.splice(2, 1);
    else if (kind < 0.030 && lines.length > 0) fields.splice(0, 5, lines.at(-1)); // sent twice
    lines.push(fields.join(','));
  }
  return lines;
}

const quoted = text => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A file appears whole or not at all. */
function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { positionals: [folder], values } = parseArgs({
    allowPositionals: true,
    options: { date: { type: 'string', default: '2026-11-22' }, shops: { type: 'string', default: '60' }, rows: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, good: { type: 'boolean' } },
  });
  generate(folder, { date: values.date, shops: Number(values.shops), rows: Number(values.rows), seed: Number(values.seed), faults: values.good ? {} : FAULTS });
}
