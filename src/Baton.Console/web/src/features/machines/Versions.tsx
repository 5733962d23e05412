import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteVersion, publishVersion } from '../../shared/api/machines';
import { listVersions, type StateMachineVersion } from '../../shared/api/stepFunctions';
import { machinePlace, nameOf } from '../../shared/arn';
import { queries } from '../../shared/live/queries';
import { Link, withQuery } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import { toast } from '../../shared/ui/Toasts';

/** The published versions of a machine: definitions that stay. */
export function Versions({ machineArn }: { machineArn: string }) {
  const [asked, setAsked] = useState<'publish' | StateMachineVersion | null>(null);
  const [note, setNote] = useState('');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['versions', machineArn],
    queryFn: ({ pageParam, signal }) => listVersions(machineArn, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
  });
  const changed = async (text: string) => {
    await queries.invalidateQueries({ queryKey: ['versions', machineArn] });
    await queries.invalidateQueries({ queryKey: ['targets', machineArn] });
    toast(text);
  };
  if (error) return <Fault error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const items = data.pages.flatMap(page => page.items);
  const columns: Column<StateMachineVersion>[] = [
    { name: 'Version', cell: item => <Link to={machinePlace(item.stateMachineVersionArn)}>{nameOf(item.stateMachineVersionArn)}</Link> },
    { name: 'Published', cell: item => <Time date={item.creationDate} /> },
    { name: 'Executions', cell: item => <Link to={withQuery('/executions', { machine: item.stateMachineVersionArn })} aria-label={`Show executions of version ${nameOf(item.stateMachineVersionArn)}`}>Show</Link> },
    {
      name: 'Compare', wideOnly: true,
      cell: item => <Link to={withQuery(machinePlace(machineArn), { tab: 'history', from: `v${nameOf(item.stateMachineVersionArn)}`, to: 'present' })} aria-label={`Compare version ${nameOf(item.stateMachineVersionArn)} with the present definition`}>With the present</Link>,
    },
    { name: 'Actions', end: true, cell: item => <Button kind="plain" aria-label={`Delete version ${nameOf(item.stateMachineVersionArn)}`} onClick={() => setAsked(item)}>Delete</Button> },
  ];
  return (
    <>
      <div className="panel-head">
        <span className="quiet">A version is a definition that stays: executions that are started by its ARN run it whatever is deployed later.</span>
        <Button onClick={() => setAsked('publish')}>Publish</Button>
      </div>
      {items.length === 0 ? (
        <Empty title="No version is published">Publish one to have a definition that nobody changes, and to lead aliases to it.</Empty>
      ) : (
        <div className="panel-body">
          <Table name="Versions" columns={columns} items={items} keyOf={item => item.stateMachineVersionArn} more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined} />
        </div>
      )}
      {asked === 'publish' && (
        <ActionDialog
          title="Publish a version" description="The present definition becomes the next version, unless it is the latest one already." action="Publish" onClose={() => setAsked(null)}
          onConfirm={async () => {
            const { stateMachineVersionArn } = (await publishVersion(machineArn, note)) as { stateMachineVersionArn: string };
            setNote('');
            await changed(`Published version ${nameOf(stateMachineVersionArn)}`);
          }}
        >
          <div className="field">
            <label htmlFor="version-note">Description</label>
            <input id="version-note" className="input" value={note} onChange={event => setNote(event.target.value)} maxLength={256} placeholder="What is new in it" autoComplete="off" />
          </div>
        </ActionDialog>
      )}
      {asked !== null && asked !== 'publish' && (
        <ActionDialog
          title={`Delete version ${nameOf(asked.stateMachineVersionArn)}`} description="Executions of it that run go on. Nothing can be started by its ARN any more, and its number is not given out again." action="Delete" danger
          onClose={() => setAsked(null)}
          onConfirm={async () => {
            await deleteVersion(asked.stateMachineVersionArn);
            await changed(`Deleted version ${nameOf(asked.stateMachineVersionArn)}`);
          }}
        />
      )}
    </>
  );
}
