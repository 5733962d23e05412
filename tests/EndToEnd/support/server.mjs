import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { clientOf } from './client.mjs';
import { executable } from './places.mjs';
import { storeOf } from './postgres.mjs';
import { atMost } from './wait.mjs';

const LOG_CHARACTERS_MAX = 64 * 1024;
const servers = new Set();
const folders = [];

// No server outlives its test file, whatever happens to that.
const killAll = () => Promise.all([...servers].map(server => server.kill()));
process.on('exit', killAll);
after(async () => {
  await killAll();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-e2e-'));
  folders.push(folder);
  return folder;
}

/** A process of `baton serve` on a data folder; the same folder and port after each restart. */
export class Server {
  #child;
  #log = '';

  constructor(program, folder, environment, directory) {
    this.program = program;
    this.folder = folder;
    this.directory = directory;
    this.environment = environment;
    this.port = 0;
  }

  /** Starts a server that ends with the test file, on a folder of its own unless one is given. */
  static async start({ program = executable, folder = temporaryFolder(), environment = {}, directory } = {}) {
    const store = program === executable ? await storeOf(folder) : {}; // the disk with faults is SQLite's
    const server = new Server(program, folder, { ...store, ...environment }, directory);
    servers.add(server);
    await server.restart();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid() {
    return this.#child.pid;
  }

  /** What the server wrote last, over all its starts. */
  get log() {
    return this.#log;
  }

  client(options) {
    return clientOf(this.url, options);
  }

  /** Starts the process, which must not run, and waits until it listens. */
  async restart() {
    this.launch();
    await atMost(30_000, 'The start of the server', this.ready);
  }

  /** Starts the process without waiting; <c>ready</c> tells when it listens, and fails when it ends before. */
  launch() {
    if (!existsSync(this.program)) throw new Error(`There is no server at ${this.program}: run scripts/build, or scripts/test-e2e for the one with faults.`);
    const started = performance.now();
    const child = spawn(this.program, ['serve', '--data', this.folder, '--port', String(this.port)], {
      cwd: this.directory, env: { ...process.env, ...this.environment }, stdio: [this.program === executable ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.exited = new Promise(resolve => child.once('exit', (code, signal) => resolve({ code, signal })));
    this.ready = new Promise((resolve, reject) => {
      let output = '';
      child.stdout.setEncoding('utf8').on('data', text => {
        output += text;
        this.#write(text);
        const address = /^Baton listens on http:\/\/127\.0\.0\.1:(\d+)$/m.exec(output);
        if (!address) return;
        this.port = Number(address[1]);
        resolve(performance.now() - started);
      });
      child.once('error', reject);
      this.exited.then(({ code, signal }) => reject(new Error(`The server ended with ${signal ?? code} before it listened.\n${this.#log}`)));
    });
    this.ready.catch(() => undefined); // whoever waits for it hears of it
    child.stderr.setEncoding('utf8').on('data', text => this.#write(text));
  }

  /** Orders a fault of the server with faults, and waits until it has it: `{ disk: {...} }`, `{ clock: seconds }`. */
  async tell(order) {
    const child = this.#child;
    const done = new Promise(resolve => {
      const hear = text => {
        if (!/^done$/m.test(text)) return;
        child.stdout.off('data', hear);
        resolve();
      };
      child.stdout.on('data', hear);
    });
    child.stdin.write(`${JSON.stringify(order)}\n`);
    await atMost(30_000, 'The order', done);
  }

  /** Sends a signal that is not for its end, like SIGSTOP. */
  signal(name) {
    this.#child.kill(name);
  }

  /** What `/health` answers. */
  async health() {
    const answer = await fetch(`${this.url}/health`);
    return { status: answer.status, text: await answer.text() };
  }

  /** SIGKILL: no time to write or say anything. */
  async kill() {
    this.#child?.kill('SIGKILL');
    return this.exited;
  }

  /** SIGTERM, or another signal that asks: the server drains. */
  async stop(how = 'SIGTERM') {
    const asked = performance.now();
    this.#child.kill(how);
    const { code, signal } = await atMost(20_000, 'The stop of the server', this.exited);
    return { code, signal, milliseconds: performance.now() - asked };
  }

  /** A test whose failure shows what the server said. */
  test(name, options, body = options) {
    test(name, body === options ? {} : options, async context => {
      try {
        await body(context);
      } catch (failure) {
        context.diagnostic(`The server's log:\n${this.#log}`);
        throw failure;
      }
    });
  }

  #write(text) {
    this.#log = (this.#log + text).slice(-LOG_CHARACTERS_MAX);
  }
}
