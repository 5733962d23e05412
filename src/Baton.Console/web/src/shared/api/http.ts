import { preferences } from '../preferences';
import { consoleRoot, serviceRoot } from '../place';

/** Why a request failed: the error's published code and its sentence, and what is wrong with single fields, like `data/amount`. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    /** What else the answer said. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** What is wrong with single fields. */
  get fields(): readonly { field: string; message: string }[] {
    return (this.details.fields as ApiError['fields'] | undefined) ?? [];
  }
}

/** Calls an operation of the AWS API: `POST /` with its name, as every SDK does. One of Baton's own is named with its service, like `Baton.RedriveExecution`. */
export async function callOperation(operation: string, input: object, signal?: AbortSignal): Promise<unknown> {
  const answer = await send(serviceRoot, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': operation.includes('.') ? operation : `AWSStepFunctions.${operation}`, authorization: scope() },
    body: JSON.stringify(input),
    signal,
  });
  const body = await json(answer);
  if (answer.ok) return body;
  const { __type, message } = (body ?? {}) as { __type?: string; message?: string };
  throw new ApiError(__type ?? `HTTP ${answer.status}`, message ?? answer.statusText, answer.status);
}

/** Asks the console's own API: a path like `executions` below `/console/api`. */
export function getConsole(path: string, query: Readonly<Record<string, string | undefined>>, signal?: AbortSignal): Promise<unknown> {
  const parameters = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]));
  return rest(`${consoleRoot}api/${path}${path.includes('?') ? '&' : '?'}${parameters}`, { signal });
}

/** Tells the console's own API to do something. */
export function sendConsole(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown> {
  return rest(`${consoleRoot}api/${path}`, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
}

/** Asks the API for people: a path like `tasks` below `/api`. With a body, which is JSON, it is a POST; `headers` say who acts. */
export function callPeople(path: string, { body, headers = {}, signal, keepalive }: { body?: string; headers?: Record<string, string>; signal?: AbortSignal; keepalive?: boolean } = {}): Promise<unknown> {
  const all = body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
  return rest(`${serviceRoot}api/${path}`, { method: body === undefined ? 'GET' : 'POST', headers: all, body, signal, keepalive });
}

async function rest(address: string, options: RequestInit): Promise<unknown> {
  const answer = await send(address, options);
  const body = await json(answer);
  if (answer.ok) return body;
  const { error, message, ...details } = (body ?? {}) as { error?: string; message?: string };
  throw new ApiError(error ?? `HTTP ${answer.status}`, message ?? answer.statusText, answer.status, details);
}

async function send(address: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, options);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new ApiError('Unreachable', 'The server does not answer. It is asked again when it is back.', 0);
  }
}

async function json(answer: Response): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return null; // not from the API: the status says it
  }
}

/** Requests are not authenticated, but the region that they are for stands where a signature would say it. */
function scope(): string {
  return `AWS4-HMAC-SHA256 Credential=console/20000101/${preferences().region}/states/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
}
