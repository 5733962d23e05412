import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { after } from 'node:test';
import { until } from './wait.mjs';

const running = new Set();

// No program outlives its test file, whatever happens to that.
const killAll = () => running.forEach(({ child, end }) => child.kill(end));
process.on('exit', killAll);
after(killAll);

/** A port that was free a moment ago. */
export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise(resolve => { server.close(resolve); });
  return port;
}

/** A program of ours beside the server; ends with the test file. */
export class Program {
  log = '';

  /** Starts it and waits until it has said that it is ready. */
  static async start(command, args, { environment = {}, ready, end = 'SIGKILL' }) {
    const program = new Program();
    const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    program.child = child;
    const entry = { child, end };
    running.add(entry);
    program.exited = new Promise(resolve => child.once('exit', code => {
      running.delete(entry);
      resolve(code);
    }));
    program.silent = new Promise(resolve => child.once('close', resolve)); // all that it said is here
    child.once('error', error => { program.log += String(error); });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => { program.log += text; });
    if (ready) {
      await until(`'${ready}' from ${command}`, () => {
        if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}:\n${program.log}`);
        return program.log.includes(ready);
      }, { within: 30_000 });
    }
    return program;
  }

  async stop(signal = 'SIGTERM') {
    this.child.kill(signal);
    return this.exited;
  }
}

/** Runs a program to its end. */
export async function runToEnd(command, args, options = {}) {
  const program = await Program.start(command, args, options);
  const [code] = await Promise.all([program.exited, program.silent]);
  return { code, log: program.log };
}
