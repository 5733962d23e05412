// reference.mjs DIR: evaluates the cases of DIR/perf.json with npm's jsonata as it is told, line by line:
//   check CASE          ->  true or false: whether the result is the expected one
//   time CASE RUNS      ->  the nanoseconds that RUNS evaluations took, each awaited before the next
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import jsonata from 'jsonata';

const dir = process.argv[2];
const read = (file) => JSON.parse(readFileSync(`${dir}/${file}`, 'utf8'));
const { context, cases } = read('perf.json');
const inputs = new Map();
const prepared = new Map();

function prepare(number) {
  if (!prepared.has(number)) {
    const { expr, input } = cases[number];
    if (!inputs.has(input)) inputs.set(input, read(`perf-data/${input}.json`));
    prepared.set(number, { expression: jsonata(expr), bindings: { states: { input: inputs.get(input), context } } });
  }
  return prepared.get(number);
}

async function check(number) {
  const { expression, bindings } = prepare(number);
  const result = await expression.evaluate(undefined, bindings);
  const plain = result === undefined ? undefined : JSON.parse(JSON.stringify(result));
  try {
    assert.deepStrictEqual(plain, cases[number].result);
    return true;
  } catch (e) {
    console.error(e.message);
    return false;
  }
}

async function time(number, runs) {
  const { expression, bindings } = prepare(number);
  const start = process.hrtime.bigint();
  for (let run = 0; run < runs; run++) await expression.evaluate(undefined, bindings);
  return process.hrtime.bigint() - start;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [command, number, runs] = line.split(' ');
  console.log(String(command === 'check' ? await check(Number(number)) : await time(Number(number), Number(runs))));
}
