import { until } from './wait.mjs';

/** Somebody who talks to `/api` in their own name. */
export class Person {
  constructor(server, name, groups = []) {
    this.server = server;
    this.headers = { 'baton-user': name, 'baton-groups': groups.join(','), 'content-type': 'application/json' };
    this.name = name;
  }

  /** @returns status and body, whatever they are */
  async ask(method, path, body) {
    const answer = await fetch(`${this.server.url}/api${path}`, { method, headers: this.headers, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined });
    return { status: answer.status, body: await answer.json() };
  }

  get(path) {
    return this.ask('GET', path);
  }

  act(id, what, body) {
    return this.ask('POST', `/tasks/${id}/${what}`, body);
  }

  /** Asks until the server is there to answer; an answer that was lost is asked for again. */
  async persistently(method, path, body) {
    return until(`an answer to ${method} ${path}`, () => this.ask(method, path, body).then(answer => (answer.status === 503 ? undefined : answer), () => undefined), { within: 60_000, every: 25 });
  }

  /** All pages of a list. */
  async all(path, field) {
    const items = [];
    for (let cursor; ;) {
      const { status, body } = await this.persistently('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor ? `&cursor=${cursor}` : ''}`);
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
      items.push(...body[field]);
      if (!body.cursor) return items;
      cursor = body.cursor;
    }
  }
}

/** What is wrong with a value by a schema of an OpenAPI document, as far as that document uses JSON Schema; a keyword that it does not know is a fault too. */
export function schemaFaults(document, schema, value, at = '$') {
  if (schema.$ref) return schemaFaults(document, schema.$ref.split('/').slice(1).reduce((part, name) => part[name], document), value, at);
  const faults = Object.keys(schema).filter(keyword => !['type', 'required', 'properties', 'additionalProperties', 'items', 'enum', 'description', 'format'].includes(keyword)).map(keyword => `${at}: ${keyword}?`);
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : Number.isInteger(value) ? 'integer' : typeof value;
  if (schema.type && kind !== schema.type && !(schema.type === 'number' && kind === 'integer')) return [...faults, `${at}: expected ${schema.type}, found ${kind}`];
  if (schema.enum && !schema.enum.includes(value)) faults.push(`${at}: ${value} is none of ${schema.enum}`);
  if (schema.format === 'date-time' && Number.isNaN(Date.parse(value))) faults.push(`${at}: ${value} is no time`);
  if (kind === 'array' && schema.items) faults.push(...value.flatMap((item, index) => schemaFaults(document, schema.items, item, `${at}[${index}]`)));
  if (kind !== 'object') return faults;
  faults.push(...(schema.required ?? []).filter(name => !(name in value)).map(name => `${at}: ${name} is missing`));
  for (const [name, inner] of Object.entries(value)) {
    const known = schema.properties?.[name] ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
    if (known) faults.push(...schemaFaults(document, known, inner, `${at}.${name}`));
    else if (schema.additionalProperties === false) faults.push(`${at}: ${name} is not described`);
  }
  return faults;
}
