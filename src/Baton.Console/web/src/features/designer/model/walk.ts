import { mainTarget, referencesOf, referencesTo, type Machine, type Scope, type State } from './machine';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The state that an arrow key leads to: along the ways up and down, between states that follow the same one to the sides. */
export function neighbour(machine: Machine, from: State | undefined, direction: Direction): State | undefined {
  if (!from) return named(machine.root, machine.root.startAt) ?? machine.states[0];
  const { scope } = from;
  const sources = scope.states.filter(state => state !== from && referencesOf(state).some(way => way.target === from.name));
  switch (direction) {
    case 'down':
      return named(scope, mainTarget(from)) ?? from.scopes[0]?.states[0] ?? after(scope, from, 1);
    case 'up':
      return sources.find(state => mainTarget(state) === from.name) ?? sources[0] ?? (referencesTo(scope, from.name).length > 0 && scope.owner ? scope.owner : after(scope, from, -1));
    default: {
      const siblings = sources.length > 0 ? referencesOf(sources[0]!).flatMap(way => named(scope, way.target) ?? []) : (scope.owner?.scopes.flatMap(inner => named(inner, inner.startAt) ?? []) ?? []);
      const distinct = [...new Set(siblings)];
      return distinct[distinct.indexOf(from) + (direction === 'left' ? -1 : 1)] ?? after(scope, from, direction === 'left' ? -1 : 1);
    }
  }
}

const named = (scope: Scope, name: string | undefined): State | undefined => (name === undefined ? undefined : scope.states.find(state => state.name === name));

const after = (scope: Scope, state: State, step: number): State | undefined => scope.states[scope.states.indexOf(state) + step];
