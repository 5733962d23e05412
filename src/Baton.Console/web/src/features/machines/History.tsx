import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { listRevisions, readRevision, updateMachine, type Revision } from '../../shared/api/machines';
import { describeStateMachine, listVersions } from '../../shared/api/stepFunctions';
import { nameOf } from '../../shared/arn';
import { queries } from '../../shared/live/queries';
import { useQueryValue } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import { toast } from '../../shared/ui/Toasts';
import { Comparison } from './Comparison';

/* What is compared is part of the address: `present`, `rN` for a revision, `vN` for a version. */

/** Every definition that the machine has had: compared by two, and deployed again. */
export function History({ machineArn }: { machineArn: string }) {
  const [from, setFrom] = useQueryValue('from');
  const [to, setTo] = useQueryValue('to');
  const [restoring, setRestoring] = useState<Revision | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['revisions', machineArn],
    queryFn: ({ pageParam, signal }) => listRevisions(machineArn, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
  });
  const { data: versions } = useQuery({ queryKey: ['versions', machineArn, 'first'], queryFn: ({ signal }) => listVersions(machineArn, undefined, signal) });
  const revisions = useMemo(() => data?.pages.flatMap(page => page.items) ?? [], [data]);
  if (error) return <Fault error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const present = revisions[0];
  const before = from ?? (revisions[1] ? `r${revisions[1].number}` : 'present');
  const after = to ?? 'present';
  const options = [
    { value: 'present', label: 'Present definition' },
    ...revisions.slice(1).map(revision => ({ value: `r${revision.number}`, label: `Revision ${revision.number}` })),
    ...(versions?.items ?? []).map(version => ({ value: `v${nameOf(version.stateMachineVersionArn)}`, label: `Version ${nameOf(version.stateMachineVersionArn)}` })),
  ];
  const columns: Column<Revision>[] = [
    { name: 'Revision', cell: item => <>{item.number}{item === present && <span className="quiet"> · present</span>}</> },
    { name: 'Deployed', cell: item => <Time date={item.creationDate} /> },
    { name: 'Id', cell: item => <span className="mono quiet">{item.revisionId}</span>, wideOnly: true },
    {
      name: 'Actions', end: true,
      cell: item => item !== present && (
        <span className="row-actions">
          <Button kind="plain" aria-label={`Compare revision ${item.number} with the present definition`} onClick={() => { setFrom(`r${item.number}`); setTo('present'); }}>Compare</Button>
          <Button kind="plain" aria-label={`Restore revision ${item.number}`} onClick={() => setRestoring(item)}>Restore</Button>
        </span>
      ),
    },
  ];
  return (
    <>
      <div className="panel-body">
        <Table name="Revisions" columns={columns} items={revisions} keyOf={item => String(item.number)} more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined} />
      </div>
      <div className="compare-head">
        <h2>What changed</h2>
        <Choice id="compare-from" label="From" value={before} options={options} onChange={setFrom} />
        <Choice id="compare-to" label="To" value={after} options={options} onChange={setTo} />
      </div>
      <Compared machineArn={machineArn} from={before} to={after} />
      {restoring && (
        <ActionDialog
          title={`Restore revision ${restoring.number}`} description="Its definition is deployed once more, as a new revision: what is started from now on runs it. The role and the settings stay as they are." action="Restore" onClose={() => setRestoring(null)}
          onConfirm={async () => {
            const { definition } = await readRevision(machineArn, restoring.number);
            await updateMachine({ stateMachineArn: machineArn, definition: definition! });
            await Promise.all(['machine', 'revisions', 'definition'].map(key => queries.invalidateQueries({ queryKey: [key, machineArn] })));
            toast(`Restored revision ${restoring.number}`);
          }}
        />
      )}
    </>
  );
}

const Choice = ({ id, label, value, options, onChange }: { id: string; label: string; value: string; options: { value: string; label: string }[]; onChange: (value: string) => void }) => (
  <span className="compare-choice">
    <label htmlFor={id}>{label}</label>
    <select id={id} className="input" value={value} onChange={event => onChange(event.target.value)}>
      {!options.some(option => option.value === value) && <option value={value}>{value}</option>}
      {options.map(option => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  </span>
);

async function readDefinition(machineArn: string, which: string, signal?: AbortSignal): Promise<string> {
  const [, kind, number] = /^([rv])(\d+)$/.exec(which) ?? [];
  if (kind === 'r') return (await readRevision(machineArn, Number(number), signal)).definition!;
  return (await describeStateMachine(kind === 'v' ? `${machineArn}:${number}` : machineArn, signal)).definition;
}

const useDefinition = (machineArn: string, which: string) => useQuery({ queryKey: ['definition', machineArn, which], queryFn: ({ signal }) => readDefinition(machineArn, which, signal) });

function Compared({ machineArn, from, to }: { machineArn: string; from: string; to: string }) {
  const before = useDefinition(machineArn, from);
  const after = useDefinition(machineArn, to);
  const error = before.error ?? after.error;
  if (error) return <div className="panel-body"><Fault error={error} /></div>;
  if (before.data === undefined || after.data === undefined) return <Loading />;
  return <Comparison from={before.data} to={after.data} />;
}
