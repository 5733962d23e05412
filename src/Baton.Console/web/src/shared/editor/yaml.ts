import { parseJson, type JsonNode } from '../json/json';

/** A JSON text as YAML; null where it is not JSON. Numbers keep their digits. */
export function yamlOf(json: string): string | null {
  const node = parseJson(json);
  return node && block(node, '').replace(/^\n/, '') + '\n';
}

const isEmpty = (node: JsonNode) => (node.kind === 'object' ? node.members.length === 0 : node.kind === 'array' && node.items.length === 0);

/** A value behind its name or dash: on the same line, or on lines of its own. */
function block(node: JsonNode, indent: string): string {
  if (isEmpty(node)) return node.kind === 'object' ? ' {}' : ' []';
  switch (node.kind) {
    case 'object':
      return node.members.map(([name, value]) => `\n${indent}${plain(name)}:${block(value, indent + '  ')}`).join('');
    case 'array':
      return node.items.map(item => `\n${indent}-${item.kind === 'object' && !isEmpty(item) ? block(item, indent + '  ').replace(/^\n\s+/, ' ') : block(item, indent + '  ')}`).join('');
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

const plain = (value: string): string => (/^[A-Za-z_][\w .$/()-]*$/.test(value) && !words.test(value) && !/\s$/.test(value) ? value : JSON.stringify(value));
