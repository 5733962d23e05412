import { askServer, readServer } from '../../shared/api/server';

/** A function, as `/functions` has it; times are RFC 3339. */
export interface BatonFunction {
  name: string;
  createdAt: string;
  updatedAt: string;
  settings: {
    kind: 'pull' | 'push' | 'hosted' | 'forward';
    description?: string;
    timeoutSeconds: number;
    waitSeconds: number;
    concurrency?: number;
    port?: number;
    endpoint?: string;
    command?: string[];
    directory?: string;
    environment?: Record<string, string>;
    handler?: string;
    memoryMiB?: number;
  };
  status: {
    waiting: number;
    running: number;
    runtimeApi?: string;
    idle?: number;
    workers?: { number: number; starts: number; lastExit?: string }[];
    problem?: string;
    invocations: number;
    errors: number;
    lastError?: string;
    lastErrorAt?: string;
  };
}

export const kinds: Record<BatonFunction['settings']['kind'], string> = { pull: 'Runtimes come for work', push: 'Posted to an address', hosted: 'Run by the server', forward: 'Passed on to Lambda' };

export const listFunctions = (signal?: AbortSignal) => readServer<BatonFunction[]>('functions', signal);

export const findFunction = (name: string, signal?: AbortSignal) => readServer<BatonFunction>(`functions/${encodeURIComponent(name)}`, signal);

/** What the workers of a hosted function logged last. */
export const readLogs = async (name: string, signal?: AbortSignal) => (await askServer(`functions/${encodeURIComponent(name)}/logs`, { signal })).text();

export interface Answer {
  text: string;
  /** `Handled` or `Unhandled` where the function failed. */
  error: string | null;
  log: string | null;
  milliseconds: number;
}

/** Invokes a function as the Lambda API does, and waits for its answer. */
export async function invoke(name: string, event: string): Promise<Answer> {
  const begun = performance.now();
  const answer = await askServer(`2015-03-31/functions/${encodeURIComponent(name)}/invocations`, { body: event, headers: { 'x-amz-log-type': 'Tail' } });
  const text = await answer.text();
  const log = answer.headers.get('x-amz-log-result');
  return {
    text, error: answer.headers.get('x-amz-function-error'), milliseconds: performance.now() - begun,
    log: log && new TextDecoder().decode(Uint8Array.from(atob(log), character => character.charCodeAt(0))),
  };
}

export const functionPlace = (name: string): string => `/functions/${encodeURIComponent(name)}`;
