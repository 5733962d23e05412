import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 200;

/** Prints a line of somebody. */
export const sayAs = who => text => console.log(`${new Date().toTimeString().slice(0, 8)} ${who.padEnd(15)} ${text}`);

/** Looks again and again, until the process is told to stop. Whoever is away meanwhile is waited for, and said so once. */
export async function live(say, look) {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopping.abort());
  let isAway = false;
  while (!stopping.signal.aborted) {
    try {
      await look();
      isAway = false;
    } catch (error) {
      if (error.status && error.status < 500 && error.status !== 409) throw error;
      if (!isAway && error.status !== 409) say(`waits: ${error.cause?.message ?? error.message}`);
      isAway = error.status !== 409; // 409: somebody else was faster, or it is over
    }
    await pause(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => {}); // an aborted wait ends the loop
  }
}
