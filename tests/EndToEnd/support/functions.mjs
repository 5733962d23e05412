import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { after } from 'node:test';
import * as lambda from '@aws-sdk/client-lambda';
import { machine, role } from './machines.mjs';
import { Program } from './programs.mjs';
import { repository } from './places.mjs';
import { until } from './wait.mjs';

export const examples = path.join(repository, 'examples/functions');

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The AWS SDK's Lambda client, with one method for each operation; payloads are values. */
export function lambdaOf(server, options = {}) {
  const client = new lambda.LambdaClient({
    endpoint: server.url, region: 'eu-central-1', maxAttempts: 1, ...options,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a secret of nobody' },
  });
  const send = (name, input) => client.send(new lambda[`${name}Command`](input));
  return {
    createFunction: input => send('CreateFunction', { Role: role, Code: {}, ...input }),
    getFunction: input => send('GetFunction', input),
    getFunctionConfiguration: input => send('GetFunctionConfiguration', input),
    listFunctions: (input = {}) => send('ListFunctions', input),
    deleteFunction: input => send('DeleteFunction', input),
    async invoke(FunctionName, payload, rest = {}) {
      const answer = await send('Invoke', { FunctionName, Payload: payload === undefined ? undefined : encoder.encode(JSON.stringify(payload)), ...rest });
      const text = decoder.decode(answer.Payload ?? new Uint8Array());
      return { ...answer, text, payload: text ? JSON.parse(text) : undefined, log: answer.LogResult && Buffer.from(answer.LogResult, 'base64').toString() };
    },
  };
}

/** Adds a function, or says why not. */
export async function add(server, name, settings) {
  const answer = await fetch(`${server.url}/functions/${name}`, { method: 'PUT', body: JSON.stringify(settings) });
  if (!answer.ok) throw Object.assign(new Error(await answer.text()), { status: answer.status });
  return answer.json();
}

export const show = async (server, name) => (await fetch(`${server.url}/functions/${name}`)).json();

export const logs = async (server, name) => (await fetch(`${server.url}/functions/${name}/logs`)).text();

/** Waits until so many runtimes of a function ask for work. */
export const idle = (server, name, count = 1) => until(`${count} idle runtimes of ${name}`, async () => (await show(server, name)).status.idle === count, { within: 30_000 });

const runtimes = new Set();
after(() => Promise.all([...runtimes].map(runtime => runtime.stop())));

/** A runtime in this process: takes one event after the other until it is stopped. */
export class Runtime {
  #stop = new AbortController();
  taken = [];

  constructor(address, handle) {
    this.api = `http://${address}/2018-06-01/runtime`;
    runtimes.add(this);
    this.done = this.#run(handle);
  }

  /** Takes one event, without answering it. */
  static async next(address, signal) {
    const answer = await fetch(`http://${address}/2018-06-01/runtime/invocation/next`, { signal });
    return { id: answer.headers.get('lambda-runtime-aws-request-id'), headers: answer.headers, event: await answer.json() };
  }

  post(what, value) {
    return this.postText(what, JSON.stringify(value));
  }

  postText(what, body) {
    return fetch(`${this.api}/${what}`, { method: 'POST', body });
  }

  async stop() {
    this.#stop.abort();
    await this.done;
  }

  async #run(handle) {
    while (!this.#stop.signal.aborted) {
      try {
        const next = await Runtime.next(this.api.slice('http://'.length).split('/')[0], this.#stop.signal);
        this.taken.push(next);
        const result = await handle(next.event, next, this);
        if (result !== undefined) await this.post(`invocation/${next.id}/response`, result);
      } catch (failure) {
        if (this.#stop.signal.aborted) return;
        await new Promise(resolve => { setTimeout(resolve, 50); }); // the server is away
      }
    }
  }
}

/** The runtime in bash, with a program that does the work. */
export const bashRuntime = (address, ...program) =>
  Program.start(path.join(examples, 'bash/bootstrap'), program, { environment: { AWS_LAMBDA_RUNTIME_API: address } });

/** Creates a machine with one task and runs it to its end. */
export async function runTask(client, state, input = {}) {
  const { stateMachineArn } = await client.createStateMachine({ name: `m-${randomUUID()}`, definition: machine({ Call: { Type: 'Task', End: true, ...state } }), roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  return ended(client, executionArn);
}

export const ended = (client, executionArn) => until('the execution to end', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
}, { within: 60_000 });

export const arnOf = name => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
