import type { QueryLanguage } from './model/machine';

/** What is being dragged: browsers do not tell it before it is dropped. */
export type Dragged = { kind: 'fragment'; make: (language: QueryLanguage) => string } | { kind: 'states'; ids: readonly string[] };

export const dragged: { current: Dragged | null } = { current: null };
