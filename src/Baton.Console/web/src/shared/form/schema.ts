import type { Json, JsonObject } from '../people/api';

/** The part of JSON Schema that forms are made of, as the server checks it, and `ui` for how a field is shown. */
export interface Schema {
  type?: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
  enum?: Json[];
  const?: Json;
  title?: string;
  description?: string;
  default?: Json;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: 'date' | 'date-time' | 'email' | 'uri';
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  ui?: JsonObject;
}

/** What is wrong with the field that a path leads to. */
export interface Fault {
  path: readonly string[];
  message: string;
}

export type Control = 'line' | 'lines' | 'number' | 'date' | 'time' | 'email' | 'address' | 'check' | 'choice' | 'choices' | 'fixed' | 'group' | 'list' | 'json';

const LONG_TEXT = 200;

export function controlOf(field: Schema): Control {
  if (field.const !== undefined) return 'fixed';
  if (field.enum) return 'choice';
  switch (field.type ?? (field.properties ? 'object' : undefined)) {
    case 'boolean': return 'check';
    case 'number':
    case 'integer': return 'number';
    case 'array': return !field.items ? 'json' : field.items.enum ? 'choices' : 'list';
    case 'object': return field.properties ? 'group' : 'json';
    case 'string':
      if (field.format === 'date') return 'date';
      if (field.format === 'date-time') return 'time';
      if (field.format === 'email') return 'email';
      if (field.format === 'uri') return 'address';
      return field.ui?.['widget'] === 'textarea' || (field.maxLength ?? 0) > LONG_TEXT ? 'lines' : 'line';
    default: return 'json';
  }
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a form begins with: what the data has of its fields, and its own defaults where that has none. */
export function beginning(form: Schema, data: Json | undefined): JsonObject {
  const result: JsonObject = {};
  for (const [name, field] of Object.entries(form.properties ?? {})) {
    const given = isObject(data) ? data[name] : undefined;
    if (field.properties) result[name] = beginning(field, given);
    else {
      const start = given ?? field.const ?? field.default ?? (field.type === 'boolean' ? false : form.required?.includes(name) ? leastOf(field) : undefined);
      if (start !== undefined) result[name] = start;
    }
  }
  return result;
}

/** The items that a list has to have at least, to be filled in. */
const leastOf = (field: Schema): Json | undefined => (controlOf(field) === 'list' && field.minItems ? Array.from({ length: field.minItems }, () => blank(field.items!)) : undefined);

/** A new value for a field that has none. */
export function blank(field: Schema): Json {
  if (field.default !== undefined) return field.default;
  switch (controlOf(field)) {
    case 'group': return beginning(field, undefined);
    case 'check': return false;
    case 'list':
    case 'choices': return [];
    case 'fixed': return field.const!;
    default: return '';
  }
}

/** The value without the fields that are empty, which is what is sent: a number is a text until here, and keeps the digits that were typed. */
export function withoutBlanks(form: Schema, value: Json): Json | undefined {
  switch (controlOf(form)) {
    case 'group': {
      const result: JsonObject = {};
      for (const [name, inner] of Object.entries(isObject(value) ? value : {})) {
        const field = form.properties![name];
        const kept = field ? withoutBlanks(field, inner) : inner;
        if (kept !== undefined) result[name] = kept;
      }
      return result;
    }
    case 'list':
      return Array.isArray(value) ? value.map(item => withoutBlanks(form.items!, item) ?? '') : value;
    default:
      return value === '' ? undefined : value;
  }
}

/** The value as JSON in which numbers are as they were typed. */
export function jsonOf(form: Schema, value: Json): string {
  const control = controlOf(form);
  if (control === 'number' && typeof value === 'string' && isNumber(value)) return value.trim();
  if (control === 'json' && typeof value === 'string') return isJson(value) && form.type !== 'string' ? value : JSON.stringify(value);
  if (control === 'list' && Array.isArray(value)) return `[${value.map(item => jsonOf(form.items!, item)).join(',')}]`;
  if (control === 'group' && isObject(value)) return `{${Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${jsonOf(form.properties![name] ?? {}, inner)}`).join(',')}}`;
  return JSON.stringify(value);
}

/** Whether a text is a number as JSON writes it. */
export const isNumber = (text: string): boolean => /^\s*-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?\s*$/.test(text);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Checks what was filled in, in the words of the server, which has the last one. */
export function faultsOf(form: Schema, value: Json | undefined, path: readonly string[] = []): Fault[] {
  const fault = (message: string): Fault[] => [{ path, message }];
  if (value === undefined) return [];
  switch (controlOf(form)) {
    case 'fixed':
      return JSON.stringify(value) === JSON.stringify(form.const) ? [] : fault(`Expected ${JSON.stringify(form.const)}.`);
    case 'choice':
      return form.enum!.some(choice => JSON.stringify(choice) === JSON.stringify(value)) ? [] : fault('Choose one of the values.');
    case 'check':
      return typeof value === 'boolean' ? [] : fault('Expected yes or no.');
    case 'number':
      return numberFaults(form, value).flatMap(fault);
    case 'json':
      return typeof value === 'string' && form.type && !isJson(value) ? fault(`Expected JSON: ${form.type === 'array' ? 'an array' : 'an object'}.`) : [];
    case 'choices':
    case 'list': {
      if (!Array.isArray(value)) return fault('Expected a list.');
      const own: string[] = [];
      if (form.minItems !== undefined && value.length < form.minItems) own.push(`Expected at least ${form.minItems} ${form.minItems === 1 ? 'item' : 'items'}.`);
      if (form.maxItems !== undefined && value.length > form.maxItems) own.push(`Expected at most ${form.maxItems} ${form.maxItems === 1 ? 'item' : 'items'}.`);
      if (form.uniqueItems && new Set(value.map(item => JSON.stringify(item))).size < value.length) own.push('A value is there twice.');
      return [...own.flatMap(fault), ...value.flatMap((item, index) => faultsOf(form.items!, item, [...path, String(index)]))];
    }
    case 'group': {
      const fields = isObject(value) ? value : {};
      const missing = (form.required ?? []).filter(name => fields[name] === undefined).map(name => ({ path: [...path, name], message: 'The field is required.' }));
      return [...missing, ...Object.entries(form.properties ?? {}).flatMap(([name, field]) => faultsOf(field, fields[name], [...path, name]))];
    }
    default:
      return textFaults(form, value).flatMap(fault);
  }
}

function numberFaults(form: Schema, value: Json): string[] {
  const text = String(value);
  if (!isNumber(text)) return [form.type === 'integer' ? 'Expected a whole number.' : 'Expected a number.'];
  const number = Number(text);
  const faults: string[] = [];
  if (form.type === 'integer' && !Number.isInteger(number)) faults.push('Expected a whole number.');
  if (form.minimum !== undefined && number < form.minimum) faults.push(`Expected at least ${form.minimum}.`);
  if (form.maximum !== undefined && number > form.maximum) faults.push(`Expected at most ${form.maximum}.`);
  if (form.exclusiveMinimum !== undefined && number <= form.exclusiveMinimum) faults.push(`Expected more than ${form.exclusiveMinimum}.`);
  if (form.exclusiveMaximum !== undefined && number >= form.exclusiveMaximum) faults.push(`Expected less than ${form.exclusiveMaximum}.`);
  return faults;
}

/** Patterns are left to the server, whose regular expressions are others, and cannot be made to run for ever. */
function textFaults(form: Schema, value: Json): string[] {
  if (typeof value !== 'string') return ['Expected a text.'];
  const length = [...value].length;
  const faults: string[] = [];
  if (form.minLength !== undefined && length < form.minLength) faults.push(`Expected at least ${form.minLength} characters.`);
  if (form.maxLength !== undefined && length > form.maxLength) faults.push(`Expected at most ${form.maxLength} characters.`);
  if (form.format === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) faults.push('Expected an address like ada@example.org.');
  if (form.format === 'uri' && !/^[a-zA-Z][\w+.-]*:\S+$/.test(value)) faults.push('Expected an address like https://example.org.');
  return faults;
}

/** What each item of a list is called: `Line 2`, and where items have no title, by that of the list. */
export const itemName = (field: Schema, label: string, index: number): string => `${field.items?.title ?? label} ${index + 1}`;

/** What the field is called that a path leads to: `Line 2, Count`. */
export function nameOf(form: Schema, path: readonly string[]): string {
  const names: string[] = [];
  let field = form;
  for (const step of path) {
    const inner = field.items ?? field.properties?.[step] ?? {};
    names.push(field.items ? itemName(field, names.pop() ?? '', Number(step)) : (inner.title ?? step));
    field = inner;
  }
  return names.join(', ');
}

/** A list in which an item has another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const others = items.filter((_, index) => index !== from);
  return [...others.slice(0, to), items[from]!, ...others.slice(to)];
}

/** What a field allows, for people: `1 to 100`, `at most 20 characters`. */
export function hintOf(field: Schema): string {
  const range = (least: number | undefined, most: number | undefined, unit: string) =>
    least !== undefined && most !== undefined ? `${least} to ${most}${unit}` : least !== undefined ? `at least ${least}${unit}` : most !== undefined ? `at most ${most}${unit}` : '';
  const parts = [
    range(field.minimum, field.maximum, ''),
    field.exclusiveMinimum !== undefined ? `more than ${field.exclusiveMinimum}` : '',
    field.exclusiveMaximum !== undefined ? `less than ${field.exclusiveMaximum}` : '',
    range(field.minLength || undefined, field.maxLength, ' characters'),
    range(field.minItems || undefined, field.maxItems, ' items'),
    field.pattern ? `matches ${field.pattern}` : '',
  ];
  return parts.filter(Boolean).join(', ');
}
