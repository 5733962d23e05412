import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';
import { openConsole } from './browser.mjs';
import { executionPath } from './console.mjs';
import { designerParts } from './designer.mjs';
import { machine, pass, role, waiting } from './machines.mjs';
import { Server } from './server.mjs';
import { until } from './wait.mjs';

// Run by scripts/console-budgets: how fast the console is for a person, each figure beside what it may be.
const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(options.runs);
if (!/^[1-9]\d?$/.test(options.runs)) throw new Error(`--runs is ${options.runs}; expected a whole number from 1 to 99.`);

const server = await Server.start();
const client = server.client();
const create = async (name, definition) => (await client.createStateMachine({ name, roleArn: role, definition })).stateMachineArn;
const start = async (stateMachineArn, name, input = '{}') => (await client.startExecution({ stateMachineArn, name, input })).executionArn;

/** A page in a window without anything stored, from its address until an element with a text is on the screen: milliseconds, as the page counts them. */
async function open(path, selector, text) {
  const console = await openConsole(server, '../health'); // the same origin, and nothing of the console
  await console.page.addInitScript(([selector, text]) => {
    window.isThere = new Promise(resolve => {
      const look = () => [...document.querySelectorAll(selector)].some(element => element.textContent.includes(text)) && (observer.disconnect(), requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  }, [selector, text]);
  await console.page.goto(`/console/${path}`);
  return { ...console, milliseconds: await console.page.evaluate(() => window.isThere) };
}

/** Frames from now on until they are stopped: the lengths of all of them in milliseconds, in rising order. */
async function frames(page, act) {
  await page.evaluate(() => {
    window.frames = [];
    let last = performance.now();
    const next = now => {
      window.frames.push(now - last);
      last = now;
      window.frame = requestAnimationFrame(next);
    };
    window.frame = requestAnimationFrame(next);
  });
  await act();
  return page.evaluate(() => (cancelAnimationFrame(window.frame), window.frames.slice(1).sort((one, other) => one - other)));
}

const figures = [];
async function measure(workload, once) {
  const before = usage();
  const values = {};
  for (let run = 0; run < runs; run++) {
    for (const [metric, value] of Object.entries(await once(run))) (values[metric] ??= []).push(value);
    console.error(`${workload} ${run + 1}: ${Object.entries(values).map(([metric, list]) => `${metric} ${Math.round(list.at(-1))}`).join(', ')}`);
  }
  const after = usage();
  const others = before && (after.all - before.all - (after.own - before.own)) / (after.at - before.at);
  for (const [metric, list] of Object.entries(values)) {
    const { unit, atMost, atLeast } = budgets[workload][metric];
    const value = [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
    figures.push({ product: 'baton', workload, metric, value: round(value), unit, ...(atMost ? { at_most: atMost } : {}), ...(atLeast ? { at_least: atLeast } : {}), runs: list.map(round), others_cores: others && round(others) });
  }
}
const round = value => Math.round(value * 10) / 10;

const ms = (atMost) => ({ unit: 'ms', atMost });
const budgets = {
  'console-list': { 'first-load': ms(1_000), transferred: { unit: 'KiB', atMost: 350 } },
  'console-execution25000': { interactive: ms(1_500), 'events-shown': ms() },
  'console-execution500': { drawn: ms(1_000) },
  'console-designer500': { drawn: ms(1_000), 'pan-frames': { unit: '1/s', atLeast: 50 }, 'pan-longest-frame': ms(), 'typing-frames': { unit: '1/s', atLeast: 50 }, 'typing-longest-frame': ms(), 'insert-longest-frame': ms() },
  'console-update': { 'commit-to-screen': ms(300) },
};

/** Processor seconds of all programs and of ours; null where the system does not tell. */
function usage() {
  try {
    const second = 100; // ticks of /proc
    const [, user, nice, system] = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).map(Number);
    const parents = new Map();
    const used = new Map();
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      const fields = statOf(pid);
      if (!fields) continue;
      parents.set(pid, fields[1]);
      used.set(pid, fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0));
    }
    const isOurs = pid => pid === String(process.pid) || (parents.has(pid) && isOurs(parents.get(pid)));
    const own = [...used].reduce((sum, [pid, ticks]) => sum + (isOurs(pid) ? ticks : 0), 0);
    return { all: (user + nice + system) / second, own: own / second, at: performance.now() / 1_000 };
  } catch (e) {
    if (e.code === 'ENOENT') return null;
    throw e;
  }
}

/** What the system says of a process, from its state on; null when it has ended. */
function statOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  } catch {
    return null;
  }
}

const listed = await create('listed', pass);
for (let n = 0; n < 200; n++) await start(listed, `listed-${n}`);
await measure('console-list', async () => {
  const { page, context, milliseconds } = await open('executions', 'main a', 'listed-199');
  const files = await page.evaluate(() => [location.href, ...performance.getEntriesByType('resource').map(entry => entry.name)].filter(url => /\/console\/(?!api\/)/.test(url)));
  let bytes = 0;
  for (const url of files) bytes += zlib.gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()), { level: 9 }).length;
  await context.close();
  return { 'first-load': milliseconds, transferred: bytes / 1_024 };
});

const each = machine({ Each: { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'One', States: { One: { Type: 'Pass', End: true } } }, End: true } });
const long = await start(await create('long', each), 'long', JSON.stringify(Array.from({ length: 6_248 }, (_, n) => n))); // four events an item
await until('the end of the long execution', async () => (await client.describeExecution({ executionArn: long })).status === 'SUCCEEDED', { within: 120_000 });
await measure('console-execution25000', async () => {
  const { page, context, milliseconds } = await open(`${executionPath(long)}?view=timeline`, '[role=tab]', '24,998');
  const begun = performance.now();
  await page.getByRole('tab', { name: 'Events 24,998' }).click();
  await page.getByRole('listbox', { name: 'Events' }).getByRole('option').first().waitFor();
  const shown = performance.now() - begun;
  await context.close();
  return { interactive: milliseconds, 'events-shown': shown };
});

const states = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`S${index}`, index % 10 === 3
  ? { Type: 'Choice', Choices: [{ Variable: '$.x', NumericEquals: index, Next: `S${Math.min(499, index + 4)}` }], Default: `S${index + 1}` }
  : { Type: 'Pass', ...(index === 499 ? { End: true } : { Next: `S${index + 1}` }) }]));
const large = await create('large', JSON.stringify({ StartAt: 'S0', States: states }, null, 2));
await measure('console-designer500', async () => {
  const { page, context, milliseconds } = await open(`designer/${encodeURIComponent(large)}`, '.react-flow__node .state-name', 'S0');
  const { state, inspector, canvas, entry } = designerParts(page);
  await state('S0').click();
  const perSecond = list => 1_000 / (list.reduce((sum, one) => sum + one, 0) / list.length);
  const pan = await frames(page, () => page.evaluate(async () => {
    const pane = document.querySelector('.react-flow__pane');
    for (let count = 0; count < 120; count++) {
      pane.dispatchEvent(new WheelEvent('wheel', { deltaY: count % 60 < 30 ? 40 : -40, bubbles: true, cancelable: true }));
      await new Promise(resolve => requestAnimationFrame(resolve));
    }
  }));
  const typing = await frames(page, () => inspector.getByLabel('Comment', { exact: true }).pressSequentially('the quick brown fox jumps over the lazy dog', { delay: 30 }));
  await canvas.focus();
  const insert = await frames(page, async () => {
    await entry('Wait').click();
    await state('Wait').waitFor();
  });
  await context.close();
  return { drawn: milliseconds, 'pan-frames': perSecond(pan), 'pan-longest-frame': pan.at(-1), 'typing-frames': perSecond(typing), 'typing-longest-frame': typing.at(-1), 'insert-longest-frame': insert.at(-1) };
});

const through = await start(large, 'through', '{"x":-1}');
await until('the end of the execution of 500 states', async () => (await client.describeExecution({ executionArn: through })).status === 'SUCCEEDED');
await measure('console-execution500', async () => {
  const { context, milliseconds } = await open(executionPath(through), '.react-flow__node .state', 'Succeeded');
  await context.close();
  return { drawn: milliseconds };
});

const told = await create('told', waiting);
const { page } = await openConsole(server, `executions?machine=${encodeURIComponent(told)}`);
await page.getByRole('banner').getByText('Live').waitFor();
await measure('console-update', async run => {
  const name = `told-${run}`;
  const seen = page.evaluate(wanted => new Promise(resolve => {
    const look = () => document.body.innerText.includes(wanted) && requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  }), name);
  await start(told, name);
  const committed = Date.now(); // the answer comes after the commit
  return { 'commit-to-screen': (await seen) - committed };
});
for (const figure of figures) console.log(JSON.stringify(figure));
await server.stop();
process.exit(); // the browser goes with it
