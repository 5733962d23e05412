import { readTree, type Tree } from './tree';

/* A definition is JSON, whatever it is written in: that is drawn, changed by forms, and deployed. A person may write it in YAML, with notes; each follows the other. */

export type Language = 'json' | 'yaml';

export const languageNames: Readonly<Record<Language, string>> = { json: 'JSON', yaml: 'YAML' };

/** How a definition is written that is not written in JSON. */
export interface Notation {
  /** What a text says, with the places where it says it. Throws a TextFault. */
  read: (text: string) => Tree;
  /** The text with the least changed so that it says what a tree says. Throws where that cannot be, with a sentence for people. */
  write: (text: string, wanted: Tree) => string;
  print: (tree: Tree) => string;
}

let loaded: Notation | undefined;

/** YAML is loaded when somebody writes it; whatever is done in it has to wait for that. */
export async function loadYaml(): Promise<void> {
  loaded ??= (await import('./yaml')).yaml;
}

export function yaml(): Notation {
  if (!loaded) throw new Error('YAML is not loaded.');
  return loaded;
}

/** What a text says. Throws a TextFault. */
export const readText = (text: string, language: Language): Tree => (language === 'json' ? readTree(text) : yaml().read(text));
