import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the answer is something, and gives that back; fails with a sentence when time is up. */
export async function until(what, ask, { within = 15_000, every = 15 } = {}) {
  const deadline = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${within} ms in vain for ${what}.`);
    await pause(every);
  }
}

/** Fails when a promise takes longer than it may. */
export async function atMost(milliseconds, what, promise) {
  const timer = new AbortController();
  const late = pause(milliseconds, null, { signal: timer.signal }).then(() => {
    throw new Error(`${what} took more than ${milliseconds} ms.`);
  });
  late.catch(() => undefined); // cancelled: nobody is late
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}
