import { useQuery } from '@tanstack/react-query';
import { listViews, type SavedView } from '../../shared/api/runs';
import { machineNameOf, nameOf } from '../../shared/arn';
import { navigate, usePlace, withQuery } from '../../shared/router';
import { quoted } from './clauses';

export const defaultColumns: readonly string[] = ['name', 'status', 'machine', 'started', 'duration', 'redriveCount'];

/** Columns as the address writes them. Texts in brackets may hold commas. */
const columnParts = /(?:[^,"[]|"(?:\\.|[^"\\])*"|\[[^\]]*\])+/g;

export interface ListQuery {
  query: string;
  columns: readonly string[];
  /** The view that this began as; null where the address names one that there is not. */
  view?: SavedView | null;
  views: readonly SavedView[];
  isLoading: boolean;
  set: (change: { query?: string; columns?: readonly string[] }) => void;
}

/** What the list is asked for: the address says it, by itself or by the view that it names. */
export function useListQuery(): ListQuery {
  const { query: address } = usePlace();
  const { data: views } = useQuery({ queryKey: ['views'], queryFn: ({ signal }) => listViews(signal) });
  const id = address.get('view');
  const view = id ? (views?.find(one => String(one.id) === id) ?? (views ? null : undefined)) : undefined;
  const query = address.get('query') ?? plainQuery(address.get('status'), address.get('machine')) ?? view?.query ?? '';
  const columns = address.get('columns')?.match(columnParts) ?? (view && view.columns.length > 0 ? view.columns : defaultColumns);
  return {
    query, columns, view, views: views ?? [], isLoading: !!id && !views,
    set: change => {
      const next = { query, columns, ...change };
      const isView = !!view && next.query !== '';
      const standard = isView && view.columns.length > 0 ? view.columns : defaultColumns;
      const text = isView && next.query === view.query ? null : next.query;
      navigate(withQuery('/executions', { view: isView ? String(view.id) : null, query: text, columns: next.columns.join() === standard.join() ? null : next.columns.join() }), { replace: true });
    },
  };
}

/** What links of other pages say: a status, and a machine, a version or an alias by its ARN. */
function plainQuery(status: string | null, machine: string | null): string | null {
  if (!status && !machine) return null;
  const conditions: string[] = [];
  if (status) conditions.push(`status = ${/^\w+$/.test(status) ? status : quoted(status)}`);
  if (machine) {
    conditions.push(`machine = ${quoted(machineNameOf(machine))}`);
    if (machine.split(':').length > 7) conditions.push(/^\d+$/.test(nameOf(machine)) ? `version = ${nameOf(machine)}` : `alias = ${quoted(nameOf(machine))}`);
  }
  return conditions.join(' and ');
}
