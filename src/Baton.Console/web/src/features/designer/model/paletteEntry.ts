import type { QueryLanguage } from './machine';
import { printFields } from './text';

/* What an entry of the palette is, and how those that call something are made. */

export const paletteGroups = ['States', 'People', 'Work', 'Data', 'Messages', 'Jobs', 'Machine learning', 'Operations', 'Patterns'] as const;

export interface PaletteEntry {
  id: string;
  label: string;
  /** What it does, in one line. */
  help: string;
  group: (typeof paletteGroups)[number];
  /** The type of its first state. */
  type: string;
  /** By what else it is found. */
  words?: string;
  make: (language: QueryLanguage) => string;
}

export type Fields = Record<string, unknown>;

/** The fragment of one state. */
export const one = (name: string, fields: Fields): string => printFields({ StartAt: name, States: { [name]: fields } });

/** Values that are computed: a JSONata expression, and the JSONPath that gives the same. */
class Computed {
  constructor(
    readonly jsonata: string,
    readonly path: string,
  ) {}
}

export const computed = (jsonata: string, path: string): Computed => new Computed(jsonata, path);
export const INPUT = computed('$states.input', '$');
export const TOKEN = computed('$states.context.Task.Token', '$$.Task.Token');

/** The fields of a request in either language. */
export const request = (language: QueryLanguage, values: Fields): Fields => ({ [language === 'JSONata' ? 'Arguments' : 'Parameters']: written(language, values) });

function written(language: QueryLanguage, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => written(language, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => {
    if (!(inner instanceof Computed)) return [name, written(language, inner)];
    return language === 'JSONata' ? [name, `{% ${inner.jsonata} %}`] : [`${name}.$`, inner.path];
  }));
}

export const task = (id: string, label: string, group: PaletteEntry['group'], help: string, resource: string, values: Fields, rest: Fields = {}, words = ''): PaletteEntry => ({
  id, label, group, help, type: 'Task', words: `${resource} ${words}`,
  make: language => one(label, { Type: 'Task', Resource: `arn:aws:states:::${resource}`, ...request(language, values), ...rest, End: true }),
});
