import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { persistently } from './calls.mjs';
import { role } from './machines.mjs';
import { until } from './wait.mjs';
import { definitions } from './workload-machines.mjs';

const WORKERS = 10;

/** What an execution does follows from its number modulo this. */
export const KINDS = 30;

/**
 * A number of executions of each of ten machines, with workers that poll an activity, a service that is called and calls back, and clients
 * that stop and redrive. What each execution does follows from its input alone. Every result bears a mark that no other has, so that the
 * histories tell which results were taken. What the server acknowledged and what it refused is kept here, for the ledger to be held against.
 */
export class Workload {
  /** Results by their marks: the token, and whether the server took or refused them; neither where a try's answer was lost. */
  marks = new Map();
  /** How often each task was handed out. */
  deliveries = new Map();
  started = new Map();
  stopped = new Set();
  redriven = new Set();
  /** How often each Express execution has come to its end. */
  expressEnds = new Map();
  refusals = 0;
  /** How many calls were answered. */
  answers = 0;
  /** What was taken that had to be refused. */
  wronglyTaken = [];
  #ended = new AbortController();
  #background = new Set();
  #following = 0;
  #failures = [];

  constructor(each) {
    this.each = each;
  }

  /** Starts the service that machines call; its address is to be the server's endpoint for `lambda`. */
  async open() {
    this.service = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => this.#serve(request, response));
    this.service.listen(0, '127.0.0.1');
    await once(this.service, 'listening');
    return this;
  }

  get environment() {
    return { Baton__Endpoints__lambda: `http://127.0.0.1:${this.service.address().port}` };
  }

  /** The executions that are started, those of the machines in turn. */
  get names() {
    return Array.from({ length: this.each }, (_, i) => Object.keys(this.machines).filter(name => name !== 'inner').map(name => `${name}-${i}`)).flat();
  }

  /** How many executions somebody waits for, to stop or redrive them. */
  get followed() {
    return this.#following;
  }

  /** Throws what failed first in the background, if anything did. */
  check() {
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  get expressNames() {
    return this.names.filter(name => name.startsWith('express-'));
  }

  /** Creates the machines and lets the workers poll. */
  async prepare(client) {
    this.client = client;
    const { activityArn } = await client.createActivity({ name: 'work' });
    this.machines = {};
    for (const [name, definition] of definitions(activityArn)) {
      const type = name === 'express' ? 'EXPRESS' : 'STANDARD';
      this.machines[name] = (await client.createStateMachine({ name, definition, type, roleArn: role })).stateMachineArn;
    }
    for (let i = 0; i < WORKERS; i++) this.#inBackground(this.#work(activityArn));
  }

  /** Starts one execution until the server has acknowledged it, and lets somebody do what is to be done to it. */
  async start(name) {
    const [machineName, number] = name.split('-');
    const n = Number(number) % KINDS;
    const input = JSON.stringify({ n, failures: n % 3, fatal: n % 10 === 7, items: [0, 1, 2].slice(0, 1 + (n % 3)) });
    const begin = given => this.#persistently(() => this.client.startExecution({ stateMachineArn: this.machines[machineName], name, input: given }));
    try {
      this.started.set(name, (await begin(input)).answer);
    } catch (error) {
      // Started by a try whose answer was lost, and ended since.
      if (error.name !== 'ExecutionAlreadyExists' || !error.mayHaveArrived) throw error;
      this.started.set(name, { executionArn: `${this.machines[machineName].replace(':stateMachine:', ':execution:')}:${name}` });
    }
    if (n % 5 === 0 && machineName !== 'express') await this.#refused(`another start of ${name}`, 'ExecutionAlreadyExists', () => begin('{"other":true}'));
    const follow = { halted: this.#stop, again: this.#redrive }[machineName];
    if (follow) this.#follow(follow.call(this, name, this.started.get(name).executionArn));
  }

  /** Waits until nothing runs any more and nobody has anything left to do. */
  async finish(within) {
    await until('every execution to end', async () => {
      this.check();
      if (this.#following > 0 || this.expressNames.some(name => !this.expressEnds.has(name))) return false;
      for (const [name, stateMachineArn] of Object.entries(this.machines)) {
        if (name === 'express') continue;
        const { executions } = await this.client.listExecutions({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 });
        if (executions.length > 0) return false;
      }
      return true;
    }, { within, every: 100 });
  }

  async close() {
    this.#ended.abort();
    this.service.close();
    this.service.closeAllConnections();
    await Promise.all(this.#background);
  }

  /** What goes on until the end; what fails there fails the run. */
  #inBackground(work) {
    const watched = work
      .catch(error => { if (!this.#ended.signal.aborted) this.#failures.push(error); })
      .finally(() => this.#background.delete(watched));
    this.#background.add(watched);
  }

  /** What has to be done before the run is over. */
  #follow(work) {
    this.#following++;
    this.#inBackground(work.finally(() => { this.#following--; }));
  }

  async #persistently(call) {
    try {
      return await persistently(call, { within: 600_000, signal: this.#ended.signal });
    } finally {
      this.answers++;
    }
  }

  /** Asks for what the server has to refuse. */
  async #refused(what, name, call) {
    try {
      await call();
      this.wronglyTaken.push(what);
    } catch (error) {
      if (error.name !== name) throw error;
      this.refusals++;
    }
  }

  async #reaches(executionArn, type) {
    await until(type, async () => {
      this.#ended.signal.throwIfAborted();
      const { answer } = await this.#persistently(() => this.client.getExecutionHistory({ executionArn, maxResults: 1, reverseOrder: true, includeExecutionData: false }));
      return answer.events[0].type === type;
    }, { within: 600_000, every: 50 });
  }

  async #stop(name, executionArn) {
    await this.#reaches(executionArn, 'WaitStateEntered');
    await this.#persistently(() => this.client.stopExecution({ executionArn, error: 'Halted', cause: 'It was told to.' }));
    this.stopped.add(name);
  }

  async #redrive(name, executionArn) {
    await this.#reaches(executionArn, 'ExecutionFailed');
    await this.#persistently(() => this.client.redriveExecution({ executionArn, clientToken: name }));
    this.redriven.add(name);
  }

  async #work(activityArn) {
    while (!this.#ended.signal.aborted) {
      const { answer } = await this.#persistently(() => this.client.getActivityTask({ activityArn, workerName: 'worker' }, { abortSignal: this.#ended.signal }));
      if (!answer.taskToken) continue;
      this.deliveries.set(answer.taskToken, (this.deliveries.get(answer.taskToken) ?? 0) + 1);
      const task = JSON.parse(answer.input);
      await pause((task.n * 37) % 250, null, { signal: this.#ended.signal }); // the work itself: kills meet tasks that are held
      await this.#answer(answer.taskToken, task);
    }
  }

  /** Sends the result that follows from the task's input, under a mark of its own; at times a second one, which is to be refused. */
  async #answer(taskToken, { n, attempt, failures, fatal, redriven }) {
    const failure = attempt < failures ? 'Busy' : fatal || redriven === 0 ? 'Fatal' : null;
    await this.#send(taskToken, mark => (failure
      ? this.client.sendTaskFailure({ taskToken, error: failure, cause: mark })
      : this.client.sendTaskSuccess({ taskToken, output: JSON.stringify({ n, mark }) })));
    if (n % 5 === 0) await this.#send(taskToken, mark => this.client.sendTaskSuccess({ taskToken, output: JSON.stringify({ n, mark }) }));
  }

  async #send(taskToken, call) {
    const mark = `mark-${this.marks.size}`;
    const sent = { taskToken, taken: false, refused: false };
    this.marks.set(mark, sent);
    try {
      await this.#persistently(() => call(mark));
      sent.taken = true;
    } catch (error) {
      // The result was there already: of a try whose answer was lost, or of another worker with the same task. Which one, the histories tell.
      if (error.name !== 'TaskTimedOut') throw error;
      sent.refused = !error.mayHaveArrived;
    }
  }

  async #serve(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { token, execution, ...task } = JSON.parse(Buffer.concat(chunks));
    response.sendDate = false;
    response.setHeader('Content-Type', 'application/json');
    if (request.url.includes('/functions/refuse/') && task.attempt < task.failures) {
      response.setHeader('X-Amz-Function-Error', 'Unhandled');
      response.end(JSON.stringify({ errorType: 'Busy', errorMessage: `attempt ${task.attempt}` }));
      return;
    }
    response.end('{"taken":true}');
    if (request.url.includes('/functions/note/')) this.expressEnds.set(execution, (this.expressEnds.get(execution) ?? 0) + 1);
    if (!token) return;
    this.deliveries.set(token, (this.deliveries.get(token) ?? 0) + 1);
    this.#inBackground(this.#callBack(token, execution, task));
  }

  /** Answers a token, once the history shows that the task was submitted: only then is it certain what comes first. */
  async #callBack(taskToken, executionArn, task) {
    await until('the submission', async () => {
      this.#ended.signal.throwIfAborted();
      const { answer } = await this.#persistently(() => this.client.getExecutionHistory({ executionArn, maxResults: 1000, includeExecutionData: false }));
      return answer.events.filter(event => event.type === 'TaskSubmitted').length > task.submits;
    }, { within: 600_000 });
    await this.#answer(taskToken, task);
  }
}
