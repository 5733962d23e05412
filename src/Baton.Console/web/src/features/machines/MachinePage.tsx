import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeStateMachine, listVersions, type StateMachineVersion } from '../../shared/api/stepFunctions';
import { machinePlace, nameOf } from '../../shared/arn';
import { StateGraph } from '../../shared/graph/StateGraph';
import { CodeText } from '../../shared/json/CodeText';
import { sizeText } from '../../shared/json/json';
import { Link, useParameter, useQueryValue, withQuery } from '../../shared/router';
import { StartDialog } from '../../shared/start/StartDialog';
import { Button, CopyButton } from '../../shared/ui/Button';
import { Facts, Page } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Table, type Column } from '../../shared/ui/Table';
import { Tabs } from '../../shared/ui/Tabs';
import { Time } from '../../shared/ui/Time';
import './machines.css';

const crumbs = [{ label: 'State machines', to: '/machines' }];

/** A machine, or one of its versions: the ARN says which. */
export default function MachinePage() {
  const arn = useParameter('arn');
  const [tab, setTab] = useQueryValue('tab');
  const [isStarting, setStarting] = useState(false);
  const { data: machine, error, refetch } = useQuery({ queryKey: ['machine', arn], queryFn: ({ signal }) => describeStateMachine(arn, signal) });
  const version = /:stateMachine:[^:]+:(\d+)$/.exec(arn)?.[1];
  const machineArn = version ? arn.slice(0, -version.length - 1) : arn;
  const title = version ? `${nameOf(machineArn)}, version ${version}` : nameOf(arn);
  if (error) return <Page title={title} crumbs={crumbs}><Fault error={error} retry={() => void refetch()} /></Page>;
  if (!machine) return <Page title={title} crumbs={crumbs}><div className="panel"><Loading rows={8} /></div></Page>;
  return (
    <Page
      title={title}
      crumbs={version ? [...crumbs, { label: nameOf(machineArn), to: machinePlace(machineArn) }] : crumbs}
      badge={machine.status && <Status status={machine.status} />}
      actions={
        <>
          {machine.type === 'STANDARD' && <Link className="button" to={withQuery('/executions', { machine: arn })}>Executions</Link>}
          <Button kind="primary" icon="play" onClick={() => setStarting(true)}>Start execution</Button>
        </>
      }
    >
      <Facts
        facts={[
          ['Type', machine.type === 'EXPRESS' ? 'Express' : 'Standard'],
          ['Created', <Time date={machine.creationDate} />],
          ['Definition', sizeText(machine.definition)],
          ['Role', <span className="mono">{machine.roleArn}</span>],
        ]}
      />
      {machine.description && <p>{machine.description}</p>}
      <div className="panel">
        <Tabs
          name="Views of the state machine" selected={tab} onSelect={setTab}
          tabs={[
            { id: 'graph', label: 'Graph', content: <div className="machine-graph"><StateGraph definition={machine.definition} name={`Graph of ${title}`} /></div> },
            { id: 'text', label: 'Text', content: <DefinitionText text={machine.definition} /> },
            { id: 'versions', label: 'Versions', content: <Versions machineArn={machineArn} /> },
          ]}
        />
      </div>
      {isStarting && <StartDialog stateMachineArn={arn} machineName={title} isExpress={machine.type === 'EXPRESS'} onClose={() => setStarting(false)} />}
    </Page>
  );
}

const DefinitionText = ({ text }: { text: string }) => (
  <>
    <div className="panel-head">
      <span className="quiet">As it was deployed</span>
      <CopyButton name="definition" text={text} />
    </div>
    <CodeText text={text} name="Definition" />
  </>
);

const columns: Column<StateMachineVersion>[] = [
  { name: 'Version', cell: item => <Link to={machinePlace(item.stateMachineVersionArn)}>{nameOf(item.stateMachineVersionArn)}</Link> },
  { name: 'Published', cell: item => <Time date={item.creationDate} /> },
  { name: 'Executions', end: true, cell: item => <Link to={withQuery('/executions', { machine: item.stateMachineVersionArn })} aria-label={`Show executions of version ${nameOf(item.stateMachineVersionArn)}`}>Show</Link> },
];

function Versions({ machineArn }: { machineArn: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['versions', machineArn],
    queryFn: ({ pageParam, signal }) => listVersions(machineArn, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
  });
  if (error) return <Fault error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const items = data.pages.flatMap(page => page.items);
  if (items.length === 0) return <Empty title="No version is published">A version is a definition that stays: executions that are started by its ARN run it whatever is deployed later.</Empty>;
  return (
    <div className="panel-body">
      <Table name="Versions" columns={columns} items={items} keyOf={item => item.stateMachineVersionArn} more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined} />
    </div>
  );
}
