import assert from 'node:assert/strict';

const TERMINAL = new Set(['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionAborted', 'ExecutionTimedOut']);

/** The whole history of an execution. */
export async function historyOf(client, executionArn) {
  const events = [];
  let nextToken;
  do {
    const page = await client.getExecutionHistory({ executionArn, maxResults: 1000, nextToken });
    events.push(...page.events);
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
}

export const detailsOf = event => Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1] ?? {};

/** Ids are 1 to n, each event follows an earlier one, time does not go back, and exactly the last one ends the execution. */
export function assertWhole(events, name) {
  assert.ok(events.length >= 2, `${name} has a history`);
  for (const [index, event] of events.entries()) {
    assert.equal(event.id, index + 1, `${name}: ids have no gap`);
    assert.ok(event.previousEventId >= 0 && event.previousEventId < event.id, `${name}: event ${event.id} follows an earlier one`);
    assert.ok(index === 0 || event.timestamp >= events[index - 1].timestamp, `${name}: time does not go back at event ${event.id}`);
    assert.equal(TERMINAL.has(event.type), index === events.length - 1, `${name}: exactly the last event ends it, found ${event.type} as ${event.id} of ${events.length}`);
  }
}

/**
 * A history as a text that does not depend on chance: the tree of what follows what, with types and details, in an order of its own.
 * Branches and iterations interleave as it happens, so that what follows all of them is put below the start of the state.
 * `without` cuts from the details what is chance: tokens, marks.
 */
export function canonical(events, without) {
  const followers = new Map();
  for (const event of events) {
    const parent = parentOf(events, event);
    followers.set(parent, [...(followers.get(parent) ?? []), event]);
  }
  const textOf = (event, depth) => {
    const line = `${'  '.repeat(depth)}${event.type} ${without(JSON.stringify(detailsOf(event)))}`;
    return [line, ...below(event.id, depth + 1)].join('\n');
  };
  const below = (id, depth) => (followers.get(id) ?? []).map(event => textOf(event, depth)).sort();
  return below(0, 0).join('\n');
}

function parentOf(events, event) {
  const fan = /^(Parallel|Map)State(Succeeded|Failed|Exited)$/.exec(event.type)?.[1] ?? (event.type === 'MapIterationStarted' ? 'Map' : null);
  if (!fan) return event.previousEventId;
  let inner = 0;
  for (let id = event.previousEventId; id > 0; id = events[id - 1].previousEventId) {
    const { type } = events[id - 1];
    if (type === `${fan}StateExited`) inner++;
    if (type === `${fan}StateStarted` && inner-- === 0) return id;
  }
  throw new Error(`Event ${event.id}, ${event.type}, has no start of its state before it.`);
}
