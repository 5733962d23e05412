// Runs this load and a peer's alternately, so that both meet the same machine, and writes how they compare: one JSON line for each
// figure of either, then one for each ratio, in which more than 1 is in favour of Baton. Called by `scripts/bench --peer DIR`, where
// DIR holds a script `run-restate VARIANT WORKLOAD...` that writes the same lines.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peer: { type: 'string' },
    variant: { type: 'string', default: 'p2' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    callers: { type: 'string', default: '64' },
  },
});

/** Ours that is set beside the peer's workload of the same figures; less is better where a metric is a time or a size. */
const PAIRS = { chain3: ['chain3', 'chain3-stream', 'chain3-embedded'], fanout: ['fanout', 'fanout-stream', 'fanout-embedded'], timers: ['timers'], restart: ['restart'], cold: ['cold'] };
const MORE_IS_BETTER = ['workflows', 'steps', 'start-rate'];
const load = path.join(import.meta.dirname, '../../artifacts/bin/Baton.Load/release/Baton.Load');
const server = path.join(import.meta.dirname, '../../artifacts/baton/baton');

const workloads = positionals.length ? positionals : ['chain3'];
for (const name of workloads) if (!PAIRS[name]) fail(`WORKLOAD is ${name}; expected one of ${Object.keys(PAIRS).join(', ')}.`);
for (const name of ['rounds', 'seconds', 'callers']) if (!/^[1-9]\d{0,3}$/.test(options[name])) fail(`--${name} is ${options[name]}; expected a whole number from 1 on.`);

const figures = new Map();
for (let round = 1; round <= Number(options.rounds); round++) {
  for (const workload of workloads) {
    console.error(`== round ${round}: ${workload}`);
    const ours = await lines(load, [...PAIRS[workload], '--server', server, '--runs', '1', '--seconds', options.seconds, '--callers', options.callers, '--in-flight', '1000'], {});
    const theirs = await lines(path.join(options.peer, 'run-restate'), [options.variant, workload], { RUNS: '1', SECS: options.seconds, CONCS: options.callers, WARM: '15' });
    for (const figure of [...ours, ...theirs]) keep(figure);
  }
}
for (const figure of figures.values()) write(figure);
for (const ours of [...figures.values()].filter(figure => figure.product === 'baton')) {
  const theirs = [...figures.values()].find(other => other.product !== 'baton' && other.workload === ours.workload.replace(/-(embedded|stream)/, '') && other.metric === ours.metric);
  if (!theirs || !['workflows', 'steps', 'start-rate', 'p50', 'p99', 'time', 'cpu-per-workflow', 'start-to-ready', 'start-to-first-workflow', 'rss-idle-server',
    'wake-late-p50', 'wake-late-p99', 'first-start-to-all-done', 'restart-to-ready', 'restart-to-all-finished'].includes(ours.metric)) continue;
  const ratios = ours.runs.map((value, round) => (MORE_IS_BETTER.includes(ours.metric) ? value / theirs.runs[round] : theirs.runs[round] / value));
  write({ product: `baton : ${theirs.product}`, workload: ours.workload, metric: ours.metric, unit: 'times better', runs: ratios, others: ours.others });
}

/** Runs a program to its end and gives the JSON lines that it wrote. */
function lines(program, args, environment) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', data => { text += data; });
    child.once('error', reject).once('close', code => (code === 0
      ? resolve(text.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line)))
      : reject(new Error(`${program} ended with ${code}.`))));
  });
}

/** Adds a round's figure to those of the rounds before. */
function keep({ product, peer, workload, metric, unit, value, others_cores: others }) {
  const key = [product ?? peer, workload, metric].join(' ');
  const known = figures.get(key) ?? { product: product ?? peer, workload, metric, unit, runs: [], others: [] };
  known.runs.push(value);
  if (others !== undefined) known.others.push(others);
  figures.set(key, known);
}

function write({ product, workload, metric, unit, runs, others }) {
  console.log(JSON.stringify({ product, workload, metric, value: rounded(median(runs)), unit, runs: runs.map(rounded), ...(others.length ? { others_cores: rounded(median(others)) } : {}) }));
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function rounded(value) {
  return Number(value.toPrecision(4));
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
