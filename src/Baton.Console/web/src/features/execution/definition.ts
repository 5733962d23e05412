/* What a definition says of one state. No React and no DOM in here. */

export type StateFields = Readonly<Record<string, unknown>>;

/** The states of a definition by their names, those within others too. */
export function statesOf(definition: string): Map<string, StateFields> {
  const states = new Map<string, StateFields>();
  const add = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    const { States } = value as { States?: Record<string, StateFields> };
    for (const [name, state] of Object.entries(States ?? {})) {
      states.set(name, state);
      for (const inner of [state['ItemProcessor'], state['Iterator'], ...((state['Branches'] as unknown[]) ?? [])]) add(inner);
    }
  };
  try {
    add(JSON.parse(definition));
  } catch {
    // no definition that can be read says nothing of its states
  }
  return states;
}
