/* A query seen as conditions that are joined by `and`: what the plain controls show and change. The server reads the whole language; this knows words, texts and brackets. */

const parts = /"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[()]|[^\s()"']+/g;

/** The conditions that a query joins by `and`; null where something else joins it together. */
export function clausesOf(query: string): string[] | null {
  const clauses: string[] = [];
  let from = 0;
  let depth = 0;
  for (const { 0: part, index } of query.matchAll(parts)) {
    if (part === '(') depth++;
    else if (part === ')') depth--;
    else if (depth === 0 && /^or$/i.test(part)) return null;
    else if (depth === 0 && /^and$/i.test(part)) {
      clauses.push(query.slice(from, index).trim());
      from = index + part.length;
    }
  }
  const last = query.slice(from).trim();
  return last || clauses.length > 0 ? [...clauses, last] : clauses;
}

const isOf = (clause: string, field: string) => clause.slice(0, field.length).toLowerCase() === field && /^\s*(?:[=!<>~^]|not\s|in\b)/i.test(clause.slice(field.length));

/** What a query says of a field: nothing, one condition as it is written, or more than a plain control can show. */
export function conditionOn(query: string, field: string): string | null | 'other' {
  const clauses = clausesOf(query);
  if (!clauses) return new RegExp(`\\b${field}\\b`, 'i').test(query) ? 'other' : null;
  const own = clauses.filter(clause => isOf(clause, field));
  if (own.length > 0) return own.length > 1 ? 'other' : own[0]!;
  const isWithin = clauses.some(clause => new RegExp(`^(?:\\(|not\\b).*\\b${field}\\b`, 'is').test(clause));
  return isWithin ? 'other' : null;
}

/** The query with another condition on a field, or with none. */
export function withCondition(query: string, field: string, condition: string | null): string {
  const clauses = clausesOf(query);
  if (!clauses) return condition ? `(${query.trim()}) and ${condition}` : query;
  const at = clauses.findIndex(clause => isOf(clause, field));
  const rest = clauses.filter(clause => !isOf(clause, field));
  if (condition) rest.splice(at < 0 ? rest.length : at, 0, condition);
  return rest.join(' and ');
}

/** A value of `FIELD = VALUE`; null for any other condition. */
export function valueOf(condition: string | null): string | null {
  const value = condition === null ? undefined : /^\w+\s*=\s*(.+)$/s.exec(condition)?.[1];
  if (value === undefined) return null;
  if (!/^["']/.test(value)) return value;
  try {
    return JSON.parse(value) as string;
  } catch {
    return null; // not closed yet, or in single quotation marks
  }
}

/** A name as a query writes it. */
export const quoted = (text: string): string => JSON.stringify(text);
