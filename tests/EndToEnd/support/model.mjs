import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './places.mjs';

/** Errors that every AWS service may give, beside those that the model names for an operation. */
const COMMON_ERRORS = new Set([
  'AccessDeniedException', 'IncompleteSignature', 'InternalFailure', 'InvalidAction', 'NotAuthorized', 'RequestEntityTooLargeException', 'SerializationException',
  'ServiceUnavailable', 'ThrottlingException', 'UnknownOperationException', 'UnsupportedMediaTypeException', 'ValidationException', 'ValidationError',
]);

/** The API model that AWS publishes; null where the corpora are absent (BATON_CONFORMANCE, or shared/conformance above this folder). */
export const model = readModel();

function readModel() {
  const candidates = process.env.BATON_CONFORMANCE ? [process.env.BATON_CONFORMANCE] : [];
  for (let folder = repository; folder !== path.dirname(folder); folder = path.dirname(folder)) candidates.push(path.join(folder, 'shared/conformance'));
  const file = candidates.map(folder => path.join(folder, 'api/stepfunctions.service-2.json')).find(existsSync);
  return file ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** What an answer has that the model does not allow, one sentence each. */
export function faultsOfAnswer(operation, status, text) {
  if (!model) return [];
  const answer = JSON.parse(text);
  const described = model.operations[operation];
  if (status === 200) return described.output ? [...faultsOf(described.output.shape, answer, operation)] : [];
  const faults = [];
  if (typeof answer.__type !== 'string' || typeof answer.message !== 'string') faults.push(`${operation}: an error has __type and message, found ${text}`);
  if (![...described.errors.map(error => error.shape), ...COMMON_ERRORS].includes(answer.__type)) faults.push(`${operation}: the model knows no ${answer.__type} here`);
  return faults;
}

function* faultsOf(name, value, at) {
  const shape = model.shapes[name];
  if (!isOfType(shape.type, value)) {
    yield `${at} is to be a ${shape.type}, found ${JSON.stringify(value)}`;
    return;
  }
  if (shape.enum && !shape.enum.includes(value)) yield `${at} is to be one of ${shape.enum}, found ${value}`;
  const length = shape.type === 'string' || shape.type === 'list' ? value.length : value;
  if (shape.min !== undefined && length < shape.min) yield `${at} is below ${shape.min}`;
  if (shape.max !== undefined && length > shape.max) yield `${at} is above ${shape.max}`;
  if (shape.type === 'list') for (const [index, item] of value.entries()) yield* faultsOf(shape.member.shape, item, `${at}[${index}]`);
  if (shape.type === 'map') for (const [key, item] of Object.entries(value)) yield* faultsOf(shape.value.shape, item, `${at}.${key}`);
  if (shape.type !== 'structure') return;
  for (const member of shape.required ?? []) if (!(member in value)) yield `${at}.${member} is missing`;
  for (const [member, item] of Object.entries(value)) {
    if (member in shape.members) yield* faultsOf(shape.members[member].shape, item, `${at}.${member}`);
    else yield `${at}.${member} is not in the model`;
  }
}

function isOfType(type, value) {
  switch (type) {
    case 'structure': case 'map': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'list': return Array.isArray(value);
    case 'string': return typeof value === 'string';
    case 'boolean': return typeof value === 'boolean';
    case 'integer': case 'long': return Number.isInteger(value);
    case 'float': case 'double': case 'timestamp': return Number.isFinite(value);
    default: throw new Error(`The model has a type '${type}' that this check does not know.`);
  }
}
