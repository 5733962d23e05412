// What the plays of the examples share: a server of their own, programs that end with the play, the API, and the progress of a Map Run.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const baton = process.env.BATON ?? path.join(repository, 'artifacts/baton/baton');

export const step = text => console.log(`\n== ${text}`);

/** The folder of a play: its own below artifacts, which is emptied, or one that is given, which has to be empty. */
export function folderOf(name, given) {
  const folder = path.resolve(given ?? path.join(repository, 'artifacts', name));
  if (!given) rmSync(folder, { recursive: true, force: true });
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`--folder is ${folder}, which is not empty.`);
  return folder;
}

/** Runs a play, and ends what it started whatever happens. */
export async function play(act) {
  const running = [];
  const stopAll = async () => {
    for (const program of running.splice(0).reverse()) await program.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, async () => { await stopAll(); process.exit(130); });
  try {
    await act(new Stage(running));
    step(`Done in ${Math.round(process.uptime())} s`);
  } catch (failure) {
    console.error(failure);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}

class Stage {
  #running;

  constructor(running) {
    this.#running = running;
  }

  /** Starts a program whose output goes to a file, and waits until it has said `ready`. */
  async start(command, args, { log, ready, environment = {} }) {
    mkdirSync(path.dirname(log), { recursive: true });
    const output = openSync(log, 'w');
    const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', output, output] });
    closeSync(output);
    const ended = new Promise(resolve => child.once('exit', resolve).once('error', resolve));
    const program = {
      pid: child.pid, ended,
      text: () => readFileSync(log, 'utf8'),
      signal: name => child.kill(name),
      stop: () => (child.kill('SIGCONT'), child.kill('SIGTERM'), ended),
    };
    this.#running.push(program);
    while (!program.text().includes(ready)) {
      if (child.exitCode !== null || child.pid === undefined) throw new Error(`${command} did not get ready:\n${program.text()}`);
      await pause(50);
    }
    return program;
  }

  /** Starts a server; the same port again after a kill. */
  async serve(folder, { args = [], environment = {} } = {}) {
    const port = this.url ? new URL(this.url).port : '0';
    const server = await this.start(baton, ['serve', '--data', path.join(folder, 'data'), '--port', port, ...args], { log: path.join(folder, 'baton.log'), ready: 'Baton listens on', environment });
    this.url = /^Baton listens on (\S+)$/m.exec(server.text())[1];
    return server;
  }

  /** Runs a program to its end, shows what it says, and gives its exit code. */
  async run(command, ...args) {
    console.log(`$ ${[path.basename(command), ...args.map(arg => (/^[\w./:=@-]+$/.test(arg) ? arg : `'${arg}'`))].join(' ')}`);
    const child = spawn(command, args, { env: { ...process.env, BATON: baton, BATON_ENDPOINT: this.url }, stdio: ['ignore', 'inherit', 'inherit'] });
    return new Promise((resolve, reject) => { child.once('exit', resolve).once('error', reject); });
  }

  /** As `run`, where anything but success ends the play. */
  async must(command, ...args) {
    const code = await this.run(command, ...args);
    if (code !== 0) throw new Error(`${path.basename(command)} ${args[0]} ended with ${code}.`);
  }

  /** One call of the Step Functions API, which is JSON over HTTP. */
  async call(operation, input) {
    const answer = await fetch(this.url, { method: 'POST', body: JSON.stringify(input), headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': `AWSStepFunctions.${operation}` } });
    const output = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(`${operation}: ${output.message}`), { name: output.__type });
    return output;
  }

  /** Shows how far the newest Map Run of an execution is until the execution has ended, and tells how that ended. `look` sees each answer of DescribeMapRun. */
  async follow(executionArn, look = () => undefined) {
    for (let shown; ; await pause(200)) {
      const execution = await this.call('DescribeExecution', { executionArn });
      const newest = (await this.call('ListMapRuns', { executionArn })).mapRuns.sort((a, b) => b.startDate - a.startDate)[0];
      if (newest) {
        const run = await this.call('DescribeMapRun', { mapRunArn: newest.mapRunArn });
        const { pending, running, succeeded, failed, total } = run.itemCounts;
        const line = `${run.status.padEnd(9)} ${succeeded} of ${total} items done, ${running} running, ${pending} pending, ${failed} failed`;
        if (line !== shown) console.log(shown = line);
        await look(run);
      }
      if (execution.status !== 'RUNNING') return execution;
    }
  }
}
