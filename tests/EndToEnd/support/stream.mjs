import http from 'node:http';
import { until } from './wait.mjs';

/** One worker stream, as docs/reference/worker-stream.md has it: keeps all that came, by kind. */
export class WorkerStream {
  tasks = [];
  taken = [];
  refused = [];
  withdrawn = [];
  started = [];
  ended = [];
  errors = [];
  isStopping = false;
  isClosed = false;
  frames = 0;

  /** Opens one, and serves an activity if one is given. */
  static async open(server, activity, { max = 100, worker, holds } = {}) {
    const stream = new WorkerStream();
    await stream.#connect(server);
    if (activity) stream.send({ serve: [{ as: 7, activity, max, worker, holds }] });
    return stream;
  }

  /** Sends a frame; a Buffer goes as it is. */
  send(frame) {
    this.socket.write(Buffer.isBuffer(frame) ? frame : framed(JSON.stringify(frame)));
  }

  /** Waits until as many things of a kind have come. */
  until(kind, count = 1) {
    return until(`${count} ${kind}`, () => (this[kind].length >= count ? this[kind] : null));
  }

  /** Gone without a word. */
  destroy() {
    this.socket.destroy();
  }

  #connect(server) {
    return new Promise((resolve, reject) => {
      const request = http.get(`${server.url}/worker-stream`, { headers: { Connection: 'Upgrade', Upgrade: 'baton-worker-stream/1' } });
      request.on('error', reject).on('response', answer => reject(new Error(`HTTP ${answer.statusCode}`)));
      request.on('upgrade', (_, socket, head) => {
        this.socket = socket;
        let received = head;
        const read = data => {
          received = Buffer.concat([received, data]);
          for (let end; received.length >= 4 && received.length >= (end = 4 + received.readUInt32BE()); received = received.subarray(end)) {
            this.#receive(JSON.parse(received.subarray(4, end)));
          }
        };
        socket.on('data', read).on('error', () => undefined).on('close', () => { this.isClosed = true; });
        read(Buffer.alloc(0));
        resolve();
      });
    });
  }

  #receive(frame) {
    this.frames++;
    for (const [kind, items] of Object.entries(frame)) {
      if (kind === 'stopping') this.isStopping = items;
      else this[kind].push(...items);
    }
  }
}

/** A frame of these bytes: their length in four bytes, big end first, then they. */
export function framed(text) {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
