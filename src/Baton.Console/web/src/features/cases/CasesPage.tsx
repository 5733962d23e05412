import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { listStateMachines } from '../../shared/api/stepFunctions';
import { machineNameOf, machinePlace } from '../../shared/arn';
import { EXECUTIONS } from '../../shared/live/queries';
import { caseName, casePlace, listCases, type WorkflowCase } from '../../shared/people/api';
import { Link, useQueryValue } from '../../shared/router';
import { Page, Segments } from '../../shared/ui/Page';
import { QueryFilter } from '../../shared/ui/QueryFilter';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import { CaseBoard } from './CaseBoard';
import './cases.css';

/** A list is read in pages of so many; a board shows as many. */
const PAGE = 100;

const columns: Column<WorkflowCase>[] = [
  { name: 'Case', cell: item => <Link to={casePlace(item.id)}>{caseName(item)}</Link> },
  { name: 'Title', cell: item => item.title },
  { name: 'Status', cell: item => item.status && <CaseStatus status={item.status} /> },
  { name: 'Owner', cell: item => item.owner, wideOnly: true },
  { name: 'Labels', cell: item => <Labels labels={item.labels} />, wideOnly: true },
  { name: 'Execution', cell: item => <Status status={item.executionStatus} />, wideOnly: true },
  { name: 'State machine', cell: item => <Link to={machinePlace(item.stateMachineArn)}>{machineNameOf(item.stateMachineArn)}</Link>, wideOnly: true },
  { name: 'Changed', cell: item => <Time date={item.updatedAt} />, wideOnly: true },
];

export default function CasesPage() {
  const [view, setView] = useQueryValue('view');
  const [machine, setMachine] = useQueryValue('machine');
  const [status] = useQueryValue('status');
  const [owner] = useQueryValue('owner');
  const [label] = useQueryValue('label');
  const [text] = useQueryValue('text');
  const isBoard = view === 'board';
  const wanted = { machine, owner, label, text, status: isBoard ? null : status };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [EXECUTIONS, 'cases', wanted],
    queryFn: ({ pageParam, signal }) => listCases({ ...wanted, limit: String(PAGE), cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.cursor,
    placeholderData: previous => previous,
  });
  const items = data?.pages.flatMap(page => page.items);
  const more = hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined;
  return (
    <Page title="Cases">
      <div className="toolbar">
        <Segments name="View" value={isBoard ? 'board' : 'list'} options={[{ value: 'list', label: 'List' }, { value: 'board', label: 'Board' }]} onChange={chosen => setView(chosen === 'board' ? 'board' : null)} />
        <MachineSelect selected={machine} onSelect={setMachine} />
        {!isBoard && <QueryFilter name="status" label="Status" placeholder="Status" className="case-filter" />}
        <QueryFilter name="owner" label="Owner" placeholder="Owner" className="case-filter" />
        <QueryFilter name="label" label="Label" placeholder="Label, NAME=VALUE" className="case-filter" />
        <QueryFilter name="text" label="Key or title" placeholder="Part of the key or title" className="case-filter" />
      </div>
      {error ? <Fault error={error} retry={() => void refetch()} /> : null}
      {isPending && <div className="panel"><Loading rows={8} what="Loading cases" /></div>}
      {items && items.length === 0 && (
        <div className="panel">
          {machine || status || owner || label || text ? (
            <Empty title="No case is like that" actions={<Link className="button" to="/cases">Show all</Link>}>No execution carries a case that has all that was chosen above.</Empty>
          ) : (
            <Empty title="No case is here yet" icon="cases">A workflow opens one with the task <code>arn:aws:states:::case:update</code>: a key, a title, a status, an owner, labels.</Empty>
          )}
        </div>
      )}
      {items && items.length > 0 && (isBoard ? <CaseBoard cases={items} more={more} /> : <Table name="Cases" columns={columns} items={items} keyOf={item => String(item.id)} more={more} />)}
    </Page>
  );
}

export const CaseStatus = ({ status }: { status: string }) => <span className="case-status">{status}</span>;

export function Labels({ labels }: { labels: Readonly<Record<string, string>> }) {
  return (
    <span className="labels">
      {Object.entries(labels).map(([name, value]) => (
        <Link key={name} to={`/cases?label=${encodeURIComponent(`${name}=${value}`)}`} className="case-label">
          {name}: {value}
        </Link>
      ))}
    </span>
  );
}

function MachineSelect({ selected, onSelect }: { selected: string | null; onSelect: (arn: string | null) => void }) {
  const { data } = useQuery({ queryKey: ['machines', 'first'], queryFn: ({ signal }) => listStateMachines(undefined, signal) });
  const machines = (data?.items ?? []).filter(item => item.type === 'STANDARD').map(item => item.stateMachineArn);
  if (selected && !machines.includes(selected)) machines.unshift(selected);
  return (
    <select className="input" aria-label="State machine" value={selected ?? ''} onChange={event => onSelect(event.target.value || null)}>
      <option value="">All state machines</option>
      {machines.map(arn => <option key={arn} value={arn}>{machineNameOf(arn)}</option>)}
    </select>
  );
}
