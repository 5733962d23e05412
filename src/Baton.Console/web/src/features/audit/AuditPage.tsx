import { useInfiniteQuery } from '@tanstack/react-query';
import { callPeople } from '../../shared/api/http';
import { executionPlace, nameOf } from '../../shared/arn';
import { EXECUTIONS } from '../../shared/live/queries';
import { casePlace, taskPlace } from '../../shared/people/api';
import { Link, useQueryValue } from '../../shared/router';
import { Page } from '../../shared/ui/Page';
import { QueryFilter } from '../../shared/ui/QueryFilter';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import './audit.css';

interface Entry {
  id: number;
  at: string;
  by: string;
  what: string;
  text?: string;
  title: string;
  executionArn: string;
  taskId?: number;
  caseId?: number;
}

interface EntryPage {
  audit: Entry[];
  cursor?: string;
}

const columns: Column<Entry>[] = [
  { name: 'When', cell: item => <Time date={new Date(item.at)} /> },
  { name: 'Who', cell: item => <Link to={`/audit?by=${encodeURIComponent(item.by)}`}>{item.by}</Link> },
  { name: 'What', cell: item => <span title={item.text}><b>{item.what}</b>{item.text && `: ${item.text}`}</span> },
  { name: 'With', cell: item => <Link to={item.taskId ? taskPlace(item.taskId) : casePlace(item.caseId!)}>{item.taskId ? item.title : `Case ${item.title}`}</Link> },
  { name: 'Execution', cell: item => <Link to={executionPlace(item.executionArn)}>{nameOf(item.executionArn)}</Link>, wideOnly: true },
];

export default function AuditPage() {
  const [by] = useQueryValue('by');
  const [text] = useQueryValue('text');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [EXECUTIONS, 'audit', by, text],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '100', ...(by ? { by } : {}), ...(text ? { text } : {}), ...(pageParam ? { cursor: pageParam } : {}) });
      return callPeople(`audit?${query}`, { signal }) as Promise<EntryPage>;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.cursor,
    placeholderData: previous => previous,
  });
  const items = data?.pages.flatMap(page => page.audit);
  return (
    <Page title="Audit">
      <div className="toolbar">
        <QueryFilter name="by" label="Person" placeholder="Who, exactly" className="audit-filter" />
        <QueryFilter name="text" label="Text" placeholder="Part of who, what or a title" className="audit-filter" />
        <span className="quiet">What people did with tasks and cases; names are what they said, for nothing is authenticated yet. It is kept as long as the executions.</span>
      </div>
      {error ? <Fault error={error} retry={() => void refetch()} /> : null}
      {isPending && <div className="panel"><Loading rows={8} what="Loading the audit" /></div>}
      {items && items.length === 0 && (
        <div className="panel">
          {by || text ? (
            <Empty title="Nothing is like that" actions={<Link className="button" to="/audit">Show all</Link>}>Nobody did anything that has all that was chosen above.</Empty>
          ) : (
            <Empty title="Nobody has done anything yet" icon="audit">Whoever claims, answers, assigns or comments on a task is written down here.</Empty>
          )}
        </div>
      )}
      {items && items.length > 0 && <div className="audit"><Table name="Audit" columns={columns} items={items} keyOf={item => String(item.id)} more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined} /></div>}
    </Page>
  );
}
