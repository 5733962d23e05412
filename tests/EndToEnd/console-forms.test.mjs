import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleModules } from './support/modules.mjs';

// What forms are made of, without a browser: fields from a JSON Schema for people, and fields from earlier inputs for those who start an execution.
const { beginning, blankOf, faultsOf, fieldsOf, jsonOf, nameOf, nodeOf, valueOf, withField, withMoved, withoutBlanks } = await consoleModules('shared/form/schema.ts', 'shared/start/inputForm.ts');

const form = {
  type: 'object', required: ['lines', 'name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    lines: {
      type: 'array', title: 'Lines', minItems: 2, maxItems: 3,
      items: { type: 'object', title: 'Line', required: ['sku'], properties: { sku: { type: 'string', title: 'Article' }, parts: { type: 'array', items: { type: 'integer' }, uniqueItems: true } } },
    },
    tags: { type: 'array', title: 'Tags', minItems: 1, items: { type: 'string', minLength: 2 } },
  },
};

test('a list that is required begins with as many items as it has to have; another is left out', () => {
  assert.deepEqual(beginning(form, undefined), { lines: [{}, {}] });
  assert.deepEqual(beginning(form, { lines: [{ sku: 'a' }], tags: ['new'] }), { lines: [{ sku: 'a' }], tags: ['new'] });
});

test('what is wrong with an item is told by its name, also of one within another', () => {
  const filled = { lines: [{ sku: 'a', parts: ['1', '2.5', '1'] }, { sku: '' }], tags: ['x'] };
  const told = faultsOf(form, withoutBlanks(form, filled)).map(({ path, message }) => `${nameOf(form, path)}: ${message}`);
  assert.deepEqual(told.sort(), [
    'Line 1, parts 2: Expected a whole number.', 'Line 1, parts: A value is there twice.', 'Line 2, Article: The field is required.', 'Name: The field is required.', 'Tags 1: Expected at least 2 characters.',
  ]);
  assert.deepEqual(faultsOf(form, { name: 'n', lines: [{ sku: 'a' }] }).map(({ path, message }) => [nameOf(form, path), message]), [['Lines', 'Expected at least 2 items.']]);
  assert.equal(jsonOf(form, { name: 'n', lines: [{ sku: 'a', parts: ['1.0', '2'] }] }), '{"name":"n","lines":[{"sku":"a","parts":[1.0,2]}]}');
});

test('a list in earlier inputs is what its items have in common, and JSON where they have nothing', () => {
  const kindsOf = fields => Object.fromEntries(fields.map(({ name, kind, fields: own, item }) => [name, kind === 'group' ? kindsOf(own) : kind === 'list' ? [item.kind === 'group' ? kindsOf(item.fields) : item.kind === 'list' ? [item.item.kind] : item.kind] : kind]));
  const inputs = ['{"a":[1,2.50],"b":[{"x":1,"y":null},{"x":2,"z":["t"]}],"c":[],"d":[1,"a"],"e":[[1],[2]],"f":[true],"g":[null],"h":[{"i":{"j":1}}]}', '{"a":[],"b":[],"c":[],"d":[],"e":[],"f":[null],"g":[],"h":1}'];
  assert.deepEqual(kindsOf(fieldsOf(inputs)), { a: ['number'], b: [{ x: 'number', y: 'json', z: ['text'] }], c: 'json', d: 'json', e: [['number']], f: ['boolean'], g: 'json', h: 'json' });
  const b = fieldsOf(inputs)[1];
  assert.equal(JSON.stringify(blankOf(b.item)), '{"kind":"object","members":[["x",{"kind":"number","text":"0"}]]}');
});

test('items are put in, moved and taken out of a text that keeps the digits of its numbers', () => {
  const text = '{"a": [1.50, 2, 3], "b": [{"x": 1}]}';
  const read = written => written.replace(/\s+/g, '');
  assert.equal(read(withField(text, ['a', 3], nodeOf('4.0', 'number'))), '{"a":[1.50,2,3,4.0],"b":[{"x":1}]}');
  assert.equal(read(withMoved(text, ['a'], 0, 2)), '{"a":[2,3,1.50],"b":[{"x":1}]}');
  assert.equal(read(withMoved(text, ['a'], 2, 0)), '{"a":[3,1.50,2],"b":[{"x":1}]}');
  assert.equal(read(withField(text, ['a', 1], null)), '{"a":[1.50,3],"b":[{"x":1}]}');
  assert.equal(read(withField(text, ['b', 0, 'x'], null)), '{"a":[1.50,2,3],"b":[{}]}'); // an item that nothing is left of stays
  assert.equal(read(withField(text, ['c', 0], nodeOf('a', 'text'))), '{"a":[1.50,2,3],"b":[{"x":1}],"c":["a"]}');
  const long = JSON.stringify({ a: Array.from({ length: 101 }, () => 1) });
  const input = { kind: 'object', members: [['a', { kind: 'array', items: Array.from({ length: 101 }, () => ({ kind: 'number', text: '1' })) }]] };
  assert.equal(fieldsOf([long])[0].kind, 'list');
  assert.equal(valueOf(input, ['a'], 'list').kind, 'json'); // too long for fields
});
