import { useQuery } from '@tanstack/react-query';
import { Link } from '../../shared/router';
import { Icon } from '../../shared/ui/Icon';
import { Page } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import { functionPlace, kinds, listFunctions, type BatonFunction } from './api';
import './functions.css';

/** Invocations come and go without a commit: how functions stand is read this often, in milliseconds. */
export const REFRESH = 2_000;

const columns: Column<BatonFunction>[] = [
  { name: 'Name', cell: item => <Link to={functionPlace(item.name)}>{item.name}</Link> },
  { name: 'How it is run', cell: item => kinds[item.settings.kind], wideOnly: true },
  { name: 'Status', cell: item => <FunctionState item={item} /> },
  { name: 'Running', cell: item => item.status.running.toLocaleString('en'), end: true },
  { name: 'Waiting', cell: item => item.status.waiting.toLocaleString('en'), end: true },
  { name: 'Invocations', cell: item => item.status.invocations.toLocaleString('en'), end: true, wideOnly: true },
  { name: 'Errors', cell: item => item.status.errors.toLocaleString('en'), end: true, wideOnly: true },
  { name: 'Changed', cell: item => <Time date={new Date(item.updatedAt)} />, wideOnly: true },
];

export default function FunctionsPage() {
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['functions'], queryFn: ({ signal }) => listFunctions(signal), refetchInterval: REFRESH });
  return (
    <Page title="Functions">
      {error ? <Fault error={error} retry={() => void refetch()} /> : null}
      {isPending && <div className="panel"><Loading rows={6} what="Loading functions" /></div>}
      {data && data.length === 0 && (
        <div className="panel">
          <Empty title="No function is here yet" icon="code">
            Add one with <code>baton function add NAME --pull</code>, or with any client of AWS Lambda; tasks that name it are run here.
          </Empty>
        </div>
      )}
      {data && data.length > 0 && <Table name="Functions" columns={columns} items={data} keyOf={item => item.name} note={<span>Counts are since the start of the server</span>} />}
    </Page>
  );
}

export function FunctionState({ item: { settings, status } }: { item: BatonFunction }) {
  const isAlone = settings.kind === 'pull' && (status.idle ?? 0) + status.running === 0;
  const [state, icon, text] =
    status.problem ? (['fault', 'alert', 'Cannot run'] as const)
    : isAlone ? ([status.waiting > 0 ? 'fault' : 'idle', status.waiting > 0 ? 'alert' : 'clock', 'No runtime asks for work'] as const)
    : (['ready', 'check', 'Ready'] as const);
  return (
    <span className="function-state" data-state={state}>
      <Icon name={icon} size={13} /> {text}
    </span>
  );
}
