import { graphOf, stateNames } from '../graph/model';
import type { ExpressionFunctions } from '../api/drafts';

/* What could be written at a place of a definition, in JSON or YAML. No React and no editor in here. */

export interface Suggestion {
  label: string;
  detail?: string;
  info?: string;
  apply?: string;
}

/** What could stand from an offset on; `isWanted` where it is offered before anything was typed. */
export interface Suggestions {
  from: number;
  options: Suggestion[];
  isWanted?: boolean;
  /** They stay the same while what stands from there to the cursor is like this; left out, while it is one word. */
  validFor?: RegExp;
}

export type Suggest = (text: string, offset: number) => Suggestions | null | Promise<Suggestions | null>;

const leading = /(?:"?(?:Next|Default|StartAt)"?\s*:\s*)"?([^"\n,}]*)$/;

/** Suggests names of states where one is asked for, and in expressions functions, variables and `$states`. */
export function definitionSuggest(functions: ExpressionFunctions | undefined): Suggest {
  return (text, offset) => {
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    const target = leading.exec(line);
    if (target) return { from: offset - target[1]!.length, isWanted: true, validFor: /^[^"\n,}]*$/, options: namesIn(text).map(label => ({ label, detail: 'state' })) };
    if (isInExpression(text, offset)) return inJsonata(text, offset, functions);
    const call = /States\.?\w*$/.exec(line);
    if (call) return { from: offset - call[0].length, options: (functions?.intrinsic ?? []).map(suggestionOf) };
    return inPath(line, text, offset);
  };
}

const suggestionOf = ({ name, usage, summary }: ExpressionFunctions['jsonata'][number]): Suggestion => ({ label: name, detail: usage.slice(name.length), info: summary, apply: `${name}(` });

/** Whether an expression between `{%` and `%}` is open. */
function isInExpression(text: string, offset: number): boolean {
  const open = text.lastIndexOf('{%', offset - 1);
  return open >= 0 && open + 2 <= offset && text.lastIndexOf('%}', offset - 1) < open;
}

const inStates: Suggestion[] = [
  { label: 'input', info: 'What the state was given.' },
  { label: 'result', info: 'What its task, its branches or its items gave.' },
  { label: 'errorOutput', info: 'In Catch: the error and its cause.' },
  { label: 'context', info: 'The execution, the state, the task token, the item of a Map.' },
];

function inJsonata(text: string, offset: number, functions: ExpressionFunctions | undefined): Suggestions | null {
  const before = text.slice(Math.max(0, offset - 120), offset);
  const member = /\$states\.(\w*)$/.exec(before);
  if (member) return { from: offset - member[1]!.length, isWanted: true, options: inStates };
  const name = /\$\w*$/.exec(before);
  if (!name) return null;
  return {
    from: offset - name[0].length,
    options: [{ label: '$states', detail: '.input .result .context', info: 'What the state sees.' }, ...variablesIn(text), ...(functions?.jsonata ?? []).map(suggestionOf)],
  };
}

/** Paths that the definition has already are good guesses for a new one. */
function inPath(line: string, text: string, offset: number): Suggestions | null {
  const path = /["'\s]((?:\$\.|\$\$\.)[\w.]*)$/.exec(line);
  if (!path) return null;
  const known = new Set([...text.matchAll(/["'\s](\$\$?\.[\w.[\]*]+)/g)].map(match => match[1]!));
  known.delete(path[1]!);
  for (const name of ['$$.Execution.Id', '$$.Execution.Input', '$$.Execution.Name', '$$.State.Name', '$$.State.EnteredTime', '$$.Task.Token', '$$.Map.Item.Index', '$$.Map.Item.Value']) known.add(name);
  return { from: offset - path[1]!.length, options: [...known].sort().map(label => ({ label })) };
}

function variablesIn(text: string): Suggestion[] {
  const names = new Set<string>();
  for (const [, block] of text.matchAll(/"?Assign"?\s*:\s*(\{[^}]*\}|(?:\n\s+\w[^\n]*)+)/g)) for (const [, name] of block!.matchAll(/(?:^|[{,\s])"?([A-Za-z_]\w*)(?:\.\$)?"?\s*:/g)) names.add(name!);
  return [...names].map(name => ({ label: `$${name}`, detail: ' variable' }));
}

/** The names of states; in a text that does not parse, or is YAML, what stands where they do. */
function namesIn(text: string): string[] {
  const scope = graphOf(text);
  if (scope) return [...stateNames(scope)];
  const json = [...text.matchAll(/"((?:[^"\\]|\\.)+)"\s*:\s*\{\s*"(?:Type|Comment)"/g)].map(match => match[1]!);
  const yaml = [...text.matchAll(/^\s+["']?([^"'\n#{]+?)["']?:\s*(?:\n\s+(?:#[^\n]*\n\s+)*(?:Type|Comment):|\{\s*Type:)/gm)].map(match => match[1]!);
  return [...new Set([...json, ...yaml])];
}
