import { setTimeout as pause } from 'node:timers/promises';

/** A call that goes on until the server answers it, as an SDK with patience does. Tells whether an earlier try may have arrived. */
export async function persistently(call, { within = 120_000, signal } = {}) {
  const deadline = performance.now() + within;
  let mayHaveArrived = false;
  for (;;) {
    try {
      return { answer: await call(), mayHaveArrived };
    } catch (error) {
      if (!isOutage(error) || performance.now() > deadline) throw Object.assign(error, { mayHaveArrived });
      mayHaveArrived ||= error.code !== 'ECONNREFUSED';
      await pause(20, null, { signal });
    }
  }
}

/** The server was not there, went away, or could not store anything; not an answer to the call. */
export const isOutage = error => error.name !== 'AbortError' && error.name !== 'UnmodeledAnswer' && error.$fault !== 'client';
