// A payment provider: charges and refunds over HTTP, for whoever has the API key. What it has taken it has written down before it says so, and finds again after it died.
//   PAYMENTS_KEY=secret node server.mjs --port 7081 --journal payments.jsonl
//
// POST /charges   Idempotency-Key: ORDER   {"amount": 9000, "card": "tok_visa"}   201, 200 for a repeat; 402 for the card tok_declined; 409 for another amount or after a refund
// POST /refunds   Idempotency-Key: ORDER   {"reason": "…"}                        201, 200 for a repeat; gives back what was charged for the order, which may be nothing
// GET  /journal                                                                  what was done, in order
// PUT  /faults    [{"path": "/charges", "fault": "die-after", "times": 1}]        what goes wrong from now on: "die-before", "die-after" (it was done), or a status such as 503
import { timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { port: { type: 'string' }, journal: { type: 'string' } } });
const key = Buffer.from(process.env.PAYMENTS_KEY ?? '');
if (key.length === 0 || !options.journal) throw new Error('Expected PAYMENTS_KEY in the environment, --port and --journal.');

const file = openSync(options.journal, 'a+');
const written = readFileSync(options.journal, 'utf8');
const whole = written.slice(0, written.lastIndexOf('\n') + 1);
truncateSync(options.journal, Buffer.byteLength(whole)); // a line without an end was never acknowledged
const journal = whole.split('\n').slice(0, -1).map(line => JSON.parse(line));
let faults = [];

const done = (order, what) => journal.find(entry => entry.order === order && entry.what === what);

/** Writes an entry down for good. */
function record(entry) {
  writeSync(file, `${JSON.stringify(entry)}\n`);
  fsyncSync(file);
  journal.push(entry);
  console.log(`${entry.order} ${entry.what} ${entry.amount}`);
  return { status: 201, body: entry };
}

function charge(order, { amount, card }) {
  if (!Number.isInteger(amount) || amount < 0 || typeof card !== 'string') return { status: 400, body: { error: 'Expected amount in whole cents, and card.' } };
  if (done(order, 'refunded')) return { status: 409, body: { error: 'It was refunded before it was charged.' } };
  const before = done(order, 'charged');
  if (before) return before.amount === amount ? { status: 200, body: before } : { status: 409, body: { error: `It was charged with ${before.amount}.` } };
  return card === 'tok_declined' ? { status: 402, body: { error: 'The card is declined.' } } : record({ order, what: 'charged', amount });
}

function refund(order, { reason }) {
  const before = done(order, 'refunded');
  return before ? { status: 200, body: before } : record({ order, what: 'refunded', amount: done(order, 'charged')?.amount ?? 0, reason });
}

function setFaults(list) {
  const wrong = !Array.isArray(list) || list.some(entry => !posts[entry?.path] || !(['die-before', 'die-after'].includes(entry.fault) || entry.fault >= 400 && entry.fault <= 599) || !(entry.times >= 1));
  if (wrong) return { status: 400, body: { error: 'Expected [{"path": "/charges" or "/refunds", "fault": "die-before", "die-after" or 400 to 599, "times": 1 or more}].' } };
  faults = list;
  return { status: 200, body: faults };
}

const posts = { '/charges': charge, '/refunds': refund };

function answer({ method, url, headers }, body) {
  if (method === 'GET' && url === '/journal') return { status: 200, body: journal };
  if (method === 'PUT' && url === '/faults') return setFaults(body);
  if (method !== 'POST' || !posts[url]) return { status: 404, body: { error: 'There is no such thing.' } };
  const given = Buffer.from(headers['x-api-key'] ?? '');
  if (given.length !== key.length || !timingSafeEqual(given, key)) return { status: 401, body: { error: 'Expected the API key as X-Api-Key.' } };
  const order = headers['idempotency-key'];
  if (!order) return { status: 400, body: { error: 'Expected Idempotency-Key.' } };

  const fault = faults.find(({ path, times }) => path === url && times > 0);
  if (fault) fault.times--;
  if (fault?.fault === 'die-before') die(order);
  if (fault?.fault >= 400) return { status: fault.fault, body: { error: 'A fault that was switched on.' } };
  const result = posts[url](order, body);
  if (fault?.fault === 'die-after') die(order);
  return result;
}

function die(order) {
  console.log(`${order} dies`);
  process.kill(process.pid, 'SIGKILL');
}

const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  let result;
  try {
    result = answer(request, Object(JSON.parse(text || '{}')));
  } catch (failure) {
    if (!(failure instanceof SyntaxError)) throw failure;
    result = { status: 400, body: { error: failure.message } };
  }
  response.writeHead(result.status, { 'content-type': 'application/json' }).end(JSON.stringify(result.body));
});
server.listen(Number(options.port ?? 7081), '127.0.0.1', () => console.log(`Payments listen on http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => {
  closeSync(file);
  process.exit(0);
});
