import { parseJson, type JsonNode } from '../json/json';

/** A JSON text as YAML; null where it is not JSON. Numbers keep their digits. */
export function yamlOf(json: string): string | null {
  const node = parseJson(json);
  return node && blockOf(node, '').replace(/^\n/, '') + '\n';
}

const isEmpty = (node: JsonNode) => (node.kind === 'object' ? node.members.length === 0 : node.kind === 'array' && node.items.length === 0);

/** A value behind its name or dash: on the same line, or on lines of its own, which begin with `indent`. */
export function blockOf(node: JsonNode, indent: string, step = '  '): string {
  if (isEmpty(node)) return node.kind === 'object' ? ' {}' : ' []';
  switch (node.kind) {
    case 'object':
      return node.members.map(([name, value]) => `\n${indent}${nameOf(name)}:${blockOf(value, indent + step, step)}`).join('');
    case 'array':
      return node.items.map(item => `\n${indent}-${blockOf(item, indent + '  ', step).replace(/^\n +/, ' ')}`).join('');
    case 'string':
      return ` ${text(node.text, indent)}`;
    default:
      return ` ${node.text}`;
  }
}

/** A text over several lines is written as such where YAML gives it back as it is. */
function text(value: string, indent: string): string {
  if (!/\n/.test(value) || /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe]|^\s|[^\S\n]\n|\n\n$|^\n/.test(value)) return plain(value);
  return `|${value.endsWith('\n') ? '' : '-'}\n${value.replace(/\n$/, '').split('\n').map(line => (line ? indent + line : '')).join('\n')}`;
}

const words = /^(?:true|false|null|True|False|Null|TRUE|FALSE|NULL)$/;

/** A name, or a text in one line, as it stands: where YAML would read something else, in quotes. */
export const nameOf = (value: string): string => (/^[A-Za-z_][\w .$/()-]*$/.test(value) && !words.test(value) && !/\s$/.test(value) ? value : quoted(value));

const plain = (value: string): string => (/^(?:arn:|\$)[\w.$:/-]*[\w$/-]$/.test(value) ? value : nameOf(value));

/** In single quotes where the others would need escapes, as around expressions. */
const quoted = (value: string): string => (/["\\]/.test(value) && !/['\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufeff\ufffe\uffff]/.test(value) ? `'${value}'` : JSON.stringify(value));
