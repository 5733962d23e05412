import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../shared/api/http';
import { searchExecutions, type BulkAction, type FoundExecution, type FoundPage, type QueryFault } from '../../shared/api/runs';
import { EXECUTIONS } from '../../shared/live/queries';
import { Link } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { Page } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import { BulkDialog, type BulkTarget } from './BulkDialog';
import { ColumnsDialog, tableColumns, valueColumns } from './columns';
import './executions.css';
import { PlainFilters } from './PlainFilters';
import { useListQuery } from './query';
import { QueryBar } from './QueryBar';
import { ViewsMenu } from './ViewsMenu';

/** A list that costs more than this to find is not found again with every change. */
const LOOKED_LIVE = 2_000;
const READ_LIVE = 200;

const isDear = (data: InfiniteData<FoundPage> | undefined) =>
  !!data && (sum(data, page => page.looked) > LOOKED_LIVE || sum(data, page => page.read) > READ_LIVE);
const sum = (data: InfiniteData<FoundPage>, of: (page: FoundPage) => number) => data.pages.reduce((total, page) => total + of(page), 0);

export default function ExecutionsPage() {
  const list = useListQuery();
  const { query, columns, set } = list;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState<{ action: BulkAction; target: BulkTarget } | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const values = valueColumns(columns);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetching, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [EXECUTIONS, 'found', query, values],
    queryFn: ({ pageParam, signal }) => searchExecutions(query, values, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
    enabled: ({ state }) => !list.isLoading && list.view !== null && !isDear(state.data as InfiniteData<FoundPage> | undefined),
  });
  const items = data?.pages.flatMap(page => page.items);
  const last = data?.pages.at(-1);
  const fault = error instanceof ApiError && error.code === 'InvalidQuery' ? { message: error.message, ...(error.details as Omit<QueryFault, 'message'>) } : undefined;
  const change = (next: string) => {
    setSelected(new Set());
    set({ query: next });
  };
  const note = data && <Reach data={data} query={query} isBusy={isFetching && !isFetchingNextPage} onAgain={() => void refetch()} />;
  return (
    <Page
      title="Executions"
      actions={
        <>
          <ViewsMenu list={list} />
          <Button icon="columns" onClick={() => setChoosing(true)}>Columns</Button>
          <Link className="button" to="/bulk-jobs">Bulk jobs</Link>
        </>
      }
    >
      <div className="filters">
        <QueryBar query={query} fault={fault} onApply={change} />
        <div className="toolbar">
          <PlainFilters query={query} onChange={change} />
          {selected.size > 0 && (
            <div className="end bulk-actions" role="region" aria-label="Selection">
              <strong className="number" role="status">{selected.size} selected</strong>
              <Button icon="stop" onClick={() => setBulk({ action: 'STOP', target: { executionArns: [...selected] } })}>Stop…</Button>
              <Button icon="retry" onClick={() => setBulk({ action: 'REDRIVE', target: { executionArns: [...selected] } })}>Redrive…</Button>
              <Button kind="plain" onClick={() => setSelected(new Set())}>Clear</Button>
            </div>
          )}
          {items && items.length > 0 && selected.size === 0 && (
            <span className="end bulk-actions">
              <Button kind="plain" icon="stop" onClick={() => setBulk({ action: 'STOP', target: { query } })}>Stop all…</Button>
              <Button kind="plain" icon="retry" onClick={() => setBulk({ action: 'REDRIVE', target: { query } })}>Redrive all…</Button>
            </span>
          )}
        </div>
      </div>
      {list.view === null && <Fault error={new Error('The link leads to a view that there is not, or not any more.')} title="No such view" retry={() => change('')} />}
      {fault && <div className="panel"><Empty title="The query cannot be read" icon="search">Conditions like <code>status = FAILED</code> or <code>duration &gt; 5m</code>, joined by <code>and</code>, <code>or</code> and <code>not</code>. The field above suggests what there is.</Empty></div>}
      {error && !fault ? <Fault error={error} retry={() => void refetch()} /> : null}
      {isPending && !error && list.view !== null && <div className="panel"><Loading rows={9} what="Loading executions" /></div>}
      {items && items.length === 0 && (
        <div className="panel">
          {last?.nextToken ? (
            <Empty title="Nothing found so far" actions={<Button kind="primary" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{isFetchingNextPage ? 'Looking…' : 'Look further'}</Button>}><Looked data={data!} query={query} /></Empty>
          ) : query ? (
            <Empty title="No execution is like that" actions={<Button onClick={() => change('')}>Show all</Button>}>Everything that is stored was looked at.</Empty>
          ) : (
            <Empty title="Nothing has run yet" actions={<Link className="button" to="/machines">State machines</Link>}>An execution appears here as soon as it is started.</Empty>
          )}
        </div>
      )}
      {items && items.length > 0 && (
        <Table
          name="Executions" columns={[selection(items, selected, setSelected), ...tableColumns(columns)]} items={items} keyOf={item => item.executionArn} note={note}
          more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined}
        />
      )}
      {bulk && <BulkDialog {...bulk} onClose={() => setBulk(null)} />}
      {isChoosing && <ColumnsDialog columns={columns} onChange={next => set({ columns: next })} onClose={() => setChoosing(false)} />}
    </Page>
  );
}

function selection(items: FoundExecution[], selected: ReadonlySet<string>, setSelected: (selected: ReadonlySet<string>) => void): Column<FoundExecution> {
  const isAll = items.every(item => selected.has(item.executionArn));
  const toggle = (arn: string) => {
    const next = new Set(selected);
    if (!next.delete(arn)) next.add(arn);
    setSelected(next);
  };
  return {
    name: 'Selected',
    head: <input type="checkbox" className="select" aria-label="Select all that are shown" checked={isAll} onChange={() => setSelected(new Set(isAll ? [] : items.map(item => item.executionArn)))} />,
    cell: item => <input type="checkbox" className="select" aria-label={`Select ${item.name}`} checked={selected.has(item.executionArn)} onChange={() => toggle(item.executionArn)} />,
  };
}

/** How far a list goes, where that is not to its end, and that it stands still, where it does. */
function Reach({ data, query, isBusy, onAgain }: { data: InfiniteData<FoundPage>; query: string; isBusy: boolean; onAgain: () => void }) {
  return (
    <>
      {data.pages.at(-1)!.lookedTo && <Looked data={data} query={query} />}
      {isDear(data) && (
        <span>
          Found once, does not follow changes <Button kind="plain" disabled={isBusy} onClick={onAgain}>Find again</Button>
        </span>
      )}
    </>
  );
}

function Looked({ data, query }: { data: InfiniteData<FoundPage>; query: string }) {
  const to = data.pages.at(-1)!.lookedTo;
  return (
    <span>
      Looked at {sum(data, page => page.looked).toLocaleString('en')} executions{to && <>, back to <Time date={to} /></>}
      {to && /\binput[.[]/.test(query) && '. The settings of a state machine say by which values its executions are found at once'}
    </span>
  );
}
