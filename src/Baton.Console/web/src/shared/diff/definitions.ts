import { parseJson, prettyJson, type JsonNode } from '../json/json';

/* What is different between two definitions in their meaning: neither the order of members nor spaces. No React in here. */

export type StateChange = 'ADDED' | 'REMOVED' | 'CHANGED';

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

const object = (members: readonly (readonly [string, JsonNode])[]): ObjectNode => ({ kind: 'object', members });

const member = (node: JsonNode | undefined, name: string): JsonNode | undefined => (node?.kind === 'object' ? node.members.findLast(([known]) => known === name)?.[1] : undefined);

/** Both texts over several lines, the members of the first in the order of the second; null where one is not JSON. */
export function aligned(from: string, to: string): [string, string] | null {
  const [first, second] = [parseJson(from), parseJson(to)];
  return first && second && [prettyJson(inOrderOf(first, second)), prettyJson(second)];
}

/** A value with its members in the order of another's; those that the other does not have stay behind the one before them. */
function inOrderOf(node: JsonNode, model: JsonNode | undefined): JsonNode {
  if (node.kind === 'array') return { kind: 'array', items: node.items.map((item, index) => inOrderOf(item, model?.kind === 'array' ? model.items[index] : undefined)) };
  if (node.kind !== 'object') return node;
  if (model?.kind !== 'object') return node;
  const names = [...new Set(model.members.map(([name]) => name))];
  const own = node.members.map(([name, value]) => [name, inOrderOf(value, member(model, name))] as const);
  const isKnown = new Set(names);
  const ordered = names.flatMap(name => own.filter(([known]) => known === name));
  own.forEach((entry, index) => {
    if (isKnown.has(entry[0])) return;
    const before = own.slice(0, index).findLast(other => ordered.includes(other));
    ordered.splice(before ? ordered.indexOf(before) + 1 : 0, 0, entry);
  });
  return object(ordered);
}

/** The scopes within a state, by where they are. */
function scopesOf(state: JsonNode): [place: string, scope: JsonNode][] {
  const processor = member(state, 'ItemProcessor') ?? member(state, 'Iterator');
  const branches = member(state, 'Branches');
  return [...(processor ? [['ItemProcessor', processor] as [string, JsonNode]] : []), ...(branches?.kind === 'array' ? branches.items.map((scope, index) => [`Branches/${index}`, scope] as [string, JsonNode]) : [])];
}

/** The states of a scope and of all within it, each with what it is itself: without the states that it holds. */
function statesOf(scope: JsonNode | undefined, into = new Map<string, string>()): Map<string, string> {
  const states = member(scope, 'States');
  if (states?.kind !== 'object') return into;
  for (const [name, state] of states.members) {
    into.set(name, canonical(withoutStates(state)));
    for (const [, inner] of scopesOf(state)) statesOf(inner, into);
  }
  return into;
}

function withoutStates(node: JsonNode): JsonNode {
  if (node.kind === 'array') return { kind: 'array', items: node.items.map(withoutStates) };
  if (node.kind !== 'object') return node;
  const holdsStates = member(node, 'StartAt') !== undefined;
  return object(node.members.filter(([name]) => !(holdsStates && name === 'States')).map(([name, value]) => [name, withoutStates(value)] as const));
}

/** A text that two values have in common when they mean the same. */
function canonical(node: JsonNode): string {
  if (node.kind === 'array') return `[${node.items.map(canonical).join()}]`;
  if (node.kind !== 'object') return prettyJson(node);
  return `{${node.members.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).sort().join()}}`;
}

/** Whether two definitions mean the same. */
export function meansTheSame(from: string, to: string): boolean {
  const [first, second] = [parseJson(from), parseJson(to)];
  return from === to || (!!first && !!second && canonical(first) === canonical(second));
}

/** Which states were added, removed or changed. */
export function stateChanges(from: string, to: string): Map<string, StateChange> {
  const [before, after] = [statesOf(parseJson(from) ?? undefined), statesOf(parseJson(to) ?? undefined)];
  const changes = new Map<string, StateChange>();
  for (const [name, text] of after) if (before.get(name) !== text) changes.set(name, before.has(name) ? 'CHANGED' : 'ADDED');
  for (const name of before.keys()) if (!after.has(name)) changes.set(name, 'REMOVED');
  return changes;
}

/** One definition with the states of both, for drawing: what was removed stands where it was. */
export function together(from: string, to: string): string {
  const [first, second] = [parseJson(from), parseJson(to)];
  return first && second ? prettyJson(merged(first, second, new Set(statesOf(second).keys()))) : to;
}

function merged(before: JsonNode, after: JsonNode, present: ReadonlySet<string>): JsonNode {
  const [old, now] = [member(before, 'States'), member(after, 'States')];
  if (after.kind !== 'object' || old?.kind !== 'object' || now?.kind !== 'object') return after;
  const kept = now.members.map(([name, state]) => [name, mergedState(member(old, name), state, present)] as const);
  const states = object([...kept, ...old.members.filter(([name]) => !present.has(name))]);
  return object(after.members.map(([name, value]) => [name, name === 'States' ? states : value] as const));
}

function mergedState(before: JsonNode | undefined, after: JsonNode, present: ReadonlySet<string>): JsonNode {
  if (after.kind !== 'object' || before === undefined) return after;
  const old = new Map(scopesOf(before));
  const within = (place: string, scope: JsonNode) => (old.has(place) ? merged(old.get(place)!, scope, present) : scope);
  return object(
    after.members.map(([name, value]) => {
      if (name === 'ItemProcessor' || name === 'Iterator') return [name, within('ItemProcessor', value)] as const;
      if (name === 'Branches' && value.kind === 'array') return [name, { kind: 'array', items: value.items.map((scope, index) => within(`Branches/${index}`, scope)) }] as const;
      return [name, value] as const;
    }),
  );
}
