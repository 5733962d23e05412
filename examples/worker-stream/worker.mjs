// A worker in plain JavaScript (Node 18 or later, no packages): docs/reference/worker-stream.md says what goes over the wire.
//   node worker.mjs http://127.0.0.1:7070 arn:aws:states:us-east-1:000000000000:activity:greet
import http from 'node:http';
import { pathToFileURL } from 'node:url';

/** Works on an activity until `stop()` is called, and comes back when the connection breaks. `handler(input, { token, signal })` gives the output or throws. */
export function work(endpoint, activity, handler, { max = 16, worker = `node-${process.pid}`, beatMs = 10_000 } = {}) {
  const tasks = new Map(); // token -> { abort, result }: what was handed out and not acknowledged
  let socket = null;
  let isStopping = false;

  function send(frame) {
    const json = Buffer.from(JSON.stringify(frame));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(json.length);
    socket?.write(Buffer.concat([length, json]));
  }

  async function run({ token, input }) {
    const task = { abort: new AbortController(), result: null };
    tasks.set(token, task);
    try {
      task.result = { token, output: (await handler(input, { token, signal: task.abort.signal })) ?? null };
    } catch (failure) {
      task.result = { token, error: failure.name, cause: failure.message };
    }
    send({ results: [task.result] });
  }

  function receive({ tasks: handedOut = [], taken = [], refused = [], withdrawn = [], errors = [] }) {
    for (const task of handedOut) run(task);
    for (const token of taken) tasks.delete(token);
    for (const token of withdrawn) tasks.get(token)?.abort.abort();
    for (const { token, error, message } of [...refused, ...errors]) {
      const task = tasks.get(token);
      if (error === 'ServiceUnavailable' && task?.result) {
        setTimeout(() => send({ results: [task.result] }), 1_000);
        continue;
      }
      if (!['TaskTimedOut', 'TaskDoesNotExist'].includes(error)) console.error(`${error}: ${message}`);
      task?.abort.abort(); // nobody waits for it
      if (task?.result) tasks.delete(token);
    }
    if (isStopping && tasks.size === 0) socket.end();
  }

  function connect() {
    if (isStopping && tasks.size === 0) return;
    const headers = { Connection: 'Upgrade', Upgrade: 'baton-worker-stream/1' };
    const request = http.get(`${endpoint}/worker-stream`, { headers });
    const again = () => { socket = null; if (!isStopping) setTimeout(connect, 500); };
    request.on('response', answer => { answer.resume(); console.error(`refused: HTTP ${answer.statusCode}`); again(); }).on('error', again);
    request.on('upgrade', (_, upgraded, head) => {
      socket = upgraded;
      const beats = setInterval(() => send({ heartbeats: [...tasks].filter(([, task]) => !task.result).map(([token]) => token) }), beatMs);
      let received = head;
      socket.on('data', data => {
        received = Buffer.concat([received, data]);
        for (let end; received.length >= 4 && received.length >= (end = 4 + received.readUInt32BE()); received = received.subarray(end)) receive(JSON.parse(received.subarray(4, end)));
      });
      socket.on('error', () => undefined).on('close', () => { clearInterval(beats); again(); });
      send({ serve: [{ as: 1, activity, worker, max: isStopping ? 0 : max, holds: [...tasks.keys()] }], results: [...tasks.values()].map(task => task.result).filter(Boolean) });
    });
  }

  connect();
  return { stop() { isStopping = true; if (tasks.size === 0) socket?.end(); else send({ serve: [{ as: 1, max: 0 }] }); } };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [endpoint, activity] = process.argv.slice(2);
  const { stop } = work(endpoint, activity, input => ({ greeting: `Hello ${input.name}` }));
  process.once('SIGINT', stop).once('SIGTERM', stop);
}
