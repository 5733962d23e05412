// A Lambda runtime in plain JavaScript, without packages: takes one event after the other and gives each to a handler.
//   node bootstrap.mjs FILE.EXPORT        as in --handler: greet.handler is `handler` of greet.mjs
// It knows of the context what most handlers ask for, the request's id and the deadline.
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;
const [, file, name] = /^(.+)\.(\w+)$/.exec(process.argv[2] ?? process.env._HANDLER);
const { [name]: handle } = await import(pathToFileURL(path.resolve(`${file}.mjs`)));
if (typeof handle !== 'function') throw new TypeError(`${file}.mjs exports no function '${name}'.`);

const post = (id, what, value, headers = {}) => fetch(`${api}/${id}/${what}`, { method: 'POST', body: JSON.stringify(value ?? null), headers });

async function runNext() {
  const next = await fetch(`${api}/next`); // held until there is work
  if (!next.ok) throw new Error(`HTTP ${next.status}: ${await next.text()}`);
  const id = next.headers.get('lambda-runtime-aws-request-id');
  const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const event = await next.json();
  try {
    await post(id, 'response', await handle(event, { awsRequestId: id, getRemainingTimeInMillis: () => deadline - Date.now() }));
  } catch (failure) {
    const error = { errorType: failure.name, errorMessage: failure.message, stackTrace: failure.stack?.split('\n').slice(1).map(line => line.trim()) };
    await post(id, 'error', error, { 'Lambda-Runtime-Function-Error-Type': failure.name });
  }
}

for (;;) {
  await runNext().catch(async failure => {
    console.error(failure.cause?.message ?? failure.message); // the server is away, and is asked again
    await pause(1_000);
  });
}
