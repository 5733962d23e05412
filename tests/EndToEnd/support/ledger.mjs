import assert from 'node:assert/strict';
import { persistently } from './calls.mjs';
import { assertWhole, canonical, historyOf } from './history.mjs';

const ENDS = { SUCCEEDED: 'ExecutionSucceeded', FAILED: 'ExecutionFailed', ABORTED: 'ExecutionAborted' };

/** What a server holds of a workload, held against what it acknowledged. Everything wrong is collected: one fault must not hide another. */
export class Ledger {
  /** What is there of each execution, children included, as a text that does not depend on chance. */
  texts = new Map();
  faults = { lost: [], duplicated: [], 'refused and applied': [], 'not whole': [], 'not as undisturbed': [] };
  #workload;
  #client;
  #results = new Map();

  static async read(workload, client) {
    const ledger = new Ledger();
    ledger.#workload = workload;
    ledger.#client = client;
    for (const machineName of Object.keys(workload.machines).filter(name => name !== 'express')) await ledger.#readMachine(machineName);
    ledger.#checkResults();
    ledger.#checkRest();
    return ledger;
  }

  /** Numbers of what was acknowledged and how much of it is wrong, for people. */
  get counts() {
    const { marks, started, stopped, redriven, refusals, deliveries, expressEnds } = this.#workload;
    const results = [...marks.values()];
    return {
      acknowledged: { starts: started.size, results: results.filter(sent => sent.taken).length, stops: stopped.size, redrives: redriven.size },
      refused: refusals + results.filter(sent => sent.refused).length,
      ...Object.fromEntries(Object.entries(this.faults).map(([name, found]) => [name, found.length])),
      handedOutAgain: [...deliveries.values()].filter(times => times > 1).length,
      expressEndedAgain: [...expressEnds.values()].filter(times => times > 1).length,
    };
  }

  /** Adds every execution that is not as the one of its kind in another run. */
  compare(other, kindOf) {
    for (const [name, text] of this.texts) {
      const [found, expected] = [text, other.texts.get(kindOf(name))].map(lines => lines.split('\n'));
      const at = found.findIndex((line, index) => line !== expected[index]);
      if (at >= 0 || found.length !== expected.length) this.faults['not as undisturbed'].push(`${name}, line ${at}: ${found[at]}\nexpected: ${expected[at]}`);
    }
  }

  assertSound() {
    assert.deepEqual(Object.entries(this.faults).flatMap(([kind, found]) => found.map(what => `${kind}: ${what}`)), []);
  }

  async #readMachine(machineName) {
    const expected = this.#workload.names.filter(name => name.startsWith(`${machineName === 'inner' ? 'nested' : machineName}-`));
    const found = new Map();
    for (const item of await this.#list({ stateMachineArn: this.#workload.machines[machineName] })) {
      if (found.has(item.name)) this.faults.duplicated.push(`${machineName} has two executions ${item.name}`);
      if (!expected.includes(item.name)) this.faults.duplicated.push(`${machineName} has ${item.name}, which nobody started`);
      found.set(item.name, item);
    }
    for (const name of expected) {
      const item = found.get(name);
      if (!item) this.faults.lost.push(`${machineName} has no ${name}`);
      else await this.#readExecution(machineName === 'inner' ? `inner of ${name}` : name, item);
    }
  }

  async #readExecution(name, item) {
    const acknowledged = this.#workload.started.get(name);
    if (acknowledged && (acknowledged.executionArn !== item.executionArn || (acknowledged.startDate && acknowledged.startDate.getTime() !== item.startDate.getTime()))) {
      this.faults.lost.push(`${name} is not as its start was acknowledged: ${JSON.stringify([acknowledged, item])}`);
    }
    const text = await this.#readHistory(name, item);
    const children = name.startsWith('spread-') ? await this.#readMapRun(name, item) : [];
    this.texts.set(name, [text, ...children].join('\n'));
  }

  async #readMapRun(name, { executionArn }) {
    const { mapRuns } = await this.#client.listMapRuns({ executionArn });
    if (mapRuns.length !== 1) this.faults.duplicated.push(`${name} has ${mapRuns.length} Map Runs`);
    const texts = [];
    for (const { mapRunArn } of mapRuns) {
      const { itemCounts } = await this.#client.describeMapRun({ mapRunArn });
      const children = await this.#list({ mapRunArn });
      if (children.length !== itemCounts.total || itemCounts.succeeded !== itemCounts.total) this.faults.duplicated.push(`${name} has ${children.length} children for ${JSON.stringify(itemCounts)}`);
      for (const child of children) texts.push(await this.#readHistory(`a child of ${name}`, child));
    }
    return texts.sort();
  }

  /** One execution's history, whole, ended as its description says, as a text without chance. */
  async #readHistory(name, { executionArn, status }) {
    const events = await historyOf(this.#client, executionArn);
    try {
      for (const attempt of attempts(events)) assertWhole(attempt, name);
      assert.equal(events.at(-1).type, ENDS[status]);
    } catch (fault) {
      this.faults['not whole'].push(`${name}: ${fault.message}`);
    }
    this.#collectResults(name, events);
    if (this.#workload.stopped.has(name) && status !== 'ABORTED') this.faults.lost.push(`${name} was stopped and is ${status}`);
    const redrives = events.filter(event => event.type === 'ExecutionRedriven').length;
    if (this.#workload.redriven.has(name) && redrives !== 1) this.faults[redrives ? 'duplicated' : 'lost'].push(`${name} was redriven ${redrives} times`);
    return canonical(events, withoutChance);
  }

  /** What the histories tell of results: each was sent by us, none is told twice, and none of a token twice. */
  #collectResults(name, events) {
    for (const event of events) {
      const details = event.activitySucceededEventDetails ?? event.activityFailedEventDetails ?? event.taskSucceededEventDetails ?? event.taskFailedEventDetails;
      // The end of a nested execution tells its results again, and is no result that a worker sent.
      const mark = details && details.resourceType !== 'states' && /mark-\d+/.exec(details.output ?? details.cause ?? '')?.[0];
      if (!mark) continue;
      const token = this.#workload.marks.get(mark)?.taskToken;
      if (!token) this.faults.duplicated.push(`${name}: event ${event.id} tells ${mark}, which nobody sent`);
      else if (this.#results.has(token)) this.faults.duplicated.push(`${name}: event ${event.id} is a second result of one task`);
      this.#results.set(token, mark);
    }
  }

  #checkResults() {
    for (const [mark, sent] of this.#workload.marks) {
      const told = this.#results.get(sent.taskToken) === mark;
      if (sent.taken && !told) this.faults.lost.push(`${mark} was acknowledged and is in no history`);
      if (sent.refused && told) this.faults['refused and applied'].push(`${mark} was refused and is in a history`);
    }
  }

  #checkRest() {
    this.faults['refused and applied'].push(...this.#workload.wronglyTaken);
    for (const name of this.#workload.expressNames) {
      if (this.#workload.started.has(name) && !this.#workload.expressEnds.has(name)) this.faults.lost.push(`${name} never came to its end`);
    }
  }

  async #list(filter) {
    const items = [];
    let nextToken;
    do {
      const { answer } = await persistently(() => this.#client.listExecutions({ ...filter, maxResults: 1000, nextToken }));
      items.push(...answer.executions);
      nextToken = answer.nextToken;
    } while (nextToken);
    return items;
  }
}

/** A redrive goes on after an end: what is before and behind it, each with ids from 1. */
function attempts(events) {
  const at = events.findIndex(event => event.type === 'ExecutionRedriven');
  if (at < 0) return [events];
  return [events.slice(0, at), events.slice(at).map(event => ({ ...event, id: event.id - at, previousEventId: Math.max(0, event.previousEventId - at) }))];
}

/** The details of an event without what is chance, and without which execution of its kind it is. */
function withoutChance(text) {
  return text
    .replaceAll(/mark-\d+/g, 'mark')
    .replaceAll(/(token\\*":\\*")[\w-]{20,}/g, '$1token')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid')
    .replaceAll(/((?:Start|Stop)Date\\*":)\d+(\.\d+)?/g, '$1date')
    .replaceAll(/\b(steps|work|fan|callback|refused|nested|spread|halted|again)-\d+/g, '$1')
    .replaceAll(/((?:"Date|Content-Length)\\*":)(\[[^\]]*\]|\\*"[^"\\]*\\*")/g, '$1"some"');
}
