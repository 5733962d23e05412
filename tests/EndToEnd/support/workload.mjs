import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { persistently } from './calls.mjs';
import { machine, role } from './machines.mjs';
import { until } from './wait.mjs';

/** How many executions there are of each machine. */
const EACH = 40;
const WORKERS = 10;

/**
 * Two hundred executions of five machines, with workers that poll an activity and a service that calls back. What each execution does
 * follows from its input alone. Every result bears a mark that no other has, so that the histories tell which results were taken.
 */
export class Workload {
  /** Marks of results by whether the server acknowledged them. */
  marks = new Map();
  /** How often each task was handed out. */
  deliveries = new Map();
  started = new Map();
  #ended = new AbortController();
  #background = [];
  #failures = [];

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

  get names() {
    return Object.keys(this.machines).flatMap(name => Array.from({ length: EACH }, (_, i) => `${name}-${i}`));
  }

  /** Creates the machines and lets the workers poll. */
  async prepare(client) {
    this.client = client;
    const { activityArn } = await client.createActivity({ name: 'work' });
    this.machines = {};
    for (const [name, definition] of Object.entries(definitions(activityArn))) {
      this.machines[name] = (await client.createStateMachine({ name, definition, roleArn: role })).stateMachineArn;
    }
    for (let i = 0; i < WORKERS; i++) this.#inBackground(this.#work(activityArn));
  }

  /** Starts one execution until the server has acknowledged it. */
  async start(name) {
    const [machineName, number] = name.split('-');
    const n = Number(number);
    const input = JSON.stringify({ n, failures: n % 3, fatal: n % 10 === 7, items: [0, 1, 2].slice(0, 1 + (n % 3)) });
    try {
      const { answer } = await this.#persistently(() => this.client.startExecution({ stateMachineArn: this.machines[machineName], name, input }));
      this.started.set(name, answer);
    } catch (error) {
      // Started by a try whose answer was lost, and ended since.
      if (error.name !== 'ExecutionAlreadyExists' || !error.mayHaveArrived) throw error;
      this.started.set(name, { executionArn: `${this.machines[machineName].replace(':stateMachine:', ':execution:')}:${name}` });
    }
  }

  /** Waits until nothing runs any more. */
  async finish(within) {
    await until('every execution to end', async () => {
      if (this.#failures.length > 0) throw this.#failures[0];
      for (const stateMachineArn of Object.values(this.machines)) {
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

  /** The details of an event without what is chance. */
  static withoutChance(text) {
    return text.replaceAll(/mark-\d+/g, 'mark').replaceAll(/(token\\*":\\*")[\w-]{20,}/g, '$1token');
  }

  /** What goes on until the end; what fails there fails the run. */
  #inBackground(work) {
    this.#background.push(work.catch(error => {
      if (!this.#ended.signal.aborted) this.#failures.push(error);
    }));
  }

  #persistently(call) {
    return persistently(call, { signal: this.#ended.signal });
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

  /** Sends the result that follows from the task's input, under a mark of its own. */
  async #answer(taskToken, { n, attempt, failures, fatal }) {
    const mark = `mark-${this.marks.size}`;
    const sent = { taskToken, acknowledged: false };
    this.marks.set(mark, sent);
    try {
      await this.#persistently(() => (attempt < failures
        ? this.client.sendTaskFailure({ taskToken, error: 'Busy', cause: mark })
        : fatal ? this.client.sendTaskFailure({ taskToken, error: 'Fatal', cause: mark }) : this.client.sendTaskSuccess({ taskToken, output: JSON.stringify({ n, mark }) })));
      sent.acknowledged = true;
    } catch (error) {
      // The result was there already: of a try whose answer was lost, or of another worker with the same task. Which one, the histories tell.
      if (error.name !== 'TaskTimedOut') throw error;
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
    const delivered = this.deliveries.get(token) ?? 0;
    this.deliveries.set(token, delivered + 1);
    this.#inBackground(this.#callBack(token, execution, task));
  }

  /** Answers a token, once the history shows that the task was submitted: only then is it certain what comes first. */
  async #callBack(taskToken, executionArn, task) {
    await until('the submission', async () => {
      const { answer } = await this.#persistently(() => this.client.getExecutionHistory({ executionArn, maxResults: 1000, includeExecutionData: false }));
      return answer.events.filter(event => event.type === 'TaskSubmitted').length > task.submits;
    }, { within: 120_000 });
    await this.#answer(taskToken, task);
  }
}

const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 4 }];
const caught = [{ ErrorEquals: ['Fatal'], ResultPath: '$.why', Next: 'Sorry' }];
const sorry = { Sorry: { Type: 'Fail', Error: 'Sorry', Cause: 'It could not be done.' } };
const task = { 'n.$': '$.n', 'failures.$': '$.failures', 'fatal.$': '$.fatal', 'attempt.$': '$$.State.RetryCount' };

function definitions(activityArn) {
  const activity = { Type: 'Task', Resource: activityArn, TimeoutSeconds: 3600, Parameters: task, Retry: retry };
  const invoke = (name, submits) => ({
    Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', TimeoutSeconds: 3600, Retry: retry,
    Parameters: { FunctionName: name, Payload: { ...task, ...submits, 'token.$': '$$.Task.Token', 'execution.$': '$$.Execution.Id' } },
  });
  return {
    steps: machine({
      First: { Type: 'Pass', Result: { seen: true }, ResultPath: '$.first', Next: 'Wait' },
      Wait: { Type: 'Wait', Seconds: 1, Next: 'Which' },
      Which: { Type: 'Choice', Choices: [{ Variable: '$.fatal', BooleanEquals: true, Next: 'Sorry' }], Default: 'Again' },
      Again: { Type: 'Wait', Seconds: 1, Next: 'Done' },
      Done: { Type: 'Succeed' },
      ...sorry,
    }),
    work: machine({ Work: { ...activity, Catch: caught, ResultPath: '$.result', Next: 'Done' }, Done: { Type: 'Pass', End: true }, ...sorry }),
    fan: machine({
      Both: {
        Type: 'Parallel', ResultPath: '$.both', Next: 'Each',
        Branches: [
          JSON.parse(machine({ A1: { Type: 'Pass', Next: 'A2' }, A2: { Type: 'Pass', Result: 'a', End: true } })),
          JSON.parse(machine({ B1: { Type: 'Wait', Seconds: 1, Next: 'B2' }, B2: { Type: 'Pass', Result: 'b', End: true } })),
          JSON.parse(machine({ C1: { ...activity, Parameters: { ...task, fatal: false, 'fatal.$': undefined }, End: true } })),
        ],
      },
      Each: {
        Type: 'Map', ItemsPath: '$.items', ItemSelector: { 'n.$': '$$.Map.Item.Value', failures: 0, fatal: false }, ResultPath: '$.each', Next: 'InTurn',
        ItemProcessor: JSON.parse(machine({ E1: { ...activity, Next: 'E2' }, E2: { Type: 'Pass', End: true } })),
      },
      InTurn: {
        Type: 'Map', ItemsPath: '$.items', MaxConcurrency: 1, ResultPath: '$.turns', End: true,
        ItemProcessor: JSON.parse(machine({ T1: { Type: 'Pass', Next: 'T2' }, T2: { Type: 'Pass', End: true } })),
      },
    }),
    callback: machine({ Ask: { ...invoke('ask', { 'submits.$': '$$.State.RetryCount' }), Catch: caught, ResultPath: '$.answer', Next: 'Done' }, Done: { Type: 'Pass', End: true }, ...sorry }),
    refused: machine({ Ask: { ...invoke('refuse', { submits: 0 }), Catch: caught, ResultPath: '$.answer', End: true }, ...sorry }),
  };
}

/** Every result that the histories tell was sent by us, none is told twice, none of a token twice, and none that was acknowledged is missing. */
export function assertResults(workload, histories) {
  const told = new Set();
  const tokens = new Set();
  for (const [name, events] of histories) {
    for (const event of events) {
      const details = event.activitySucceededEventDetails ?? event.activityFailedEventDetails ?? event.taskSucceededEventDetails ?? event.taskFailedEventDetails;
      const mark = /mark-\d+/.exec(details?.output ?? details?.cause ?? '')?.[0];
      if (!mark) continue;
      const sent = workload.marks.get(mark);
      assert.ok(sent, `${name}: event ${event.id} tells ${mark}, which nobody sent`);
      assert.ok(!told.has(mark), `${name}: event ${event.id} tells ${mark} a second time`);
      assert.ok(!tokens.has(sent.taskToken), `${name}: event ${event.id} is a second result of one task`);
      told.add(mark);
      tokens.add(sent.taskToken);
    }
  }
  for (const [mark, sent] of workload.marks) assert.ok(!sent.acknowledged || told.has(mark), `${mark} was acknowledged and is in no history`);
  return told.size;
}
