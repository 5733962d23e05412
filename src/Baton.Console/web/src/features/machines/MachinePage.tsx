import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeMachine } from '../../shared/api/machines';
import { designerPlace, machinePlace, nameOf } from '../../shared/arn';
import { sizeText } from '../../shared/json/json';
import { Link, useParameter, useQueryValue, withQuery } from '../../shared/router';
import { StartDialog } from '../../shared/start/StartDialog';
import { Button, CopyButton } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { Facts, Page } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Tabs } from '../../shared/ui/Tabs';
import { Time } from '../../shared/ui/Time';
import { Aliases } from './Aliases';
import { DefinitionGraph, DefinitionText } from './Definition';
import { History } from './History';
import './machines.css';
import { RecentRuns } from './RecentRuns';
import { Settings } from './Settings';
import { Versions } from './Versions';

const crumbs = [{ label: 'State machines', to: '/machines' }];

/** A machine, or one of its versions: the ARN says which. */
export default function MachinePage() {
  const arn = useParameter('arn');
  const [tab, setTab] = useQueryValue('tab');
  const [isStarting, setStarting] = useState(false);
  const { data: machine, error, refetch } = useQuery({ queryKey: ['machine', arn], queryFn: ({ signal }) => describeMachine(arn, signal) });
  const label = arn.split(':')[7];
  const machineArn = label ? arn.slice(0, -label.length - 1) : arn;
  const title = !label ? nameOf(arn) : /^\d+$/.test(label) ? `${nameOf(machineArn)}, version ${label}` : `${nameOf(machineArn)}, alias ${label}`;
  if (error) return <Page title={title} crumbs={crumbs}><Fault error={error} retry={() => void refetch()} /></Page>;
  if (!machine) return <Page title={title} crumbs={crumbs}><div className="panel"><Loading rows={8} /></div></Page>;
  const isStandard = machine.type === 'STANDARD';
  return (
    <Page
      title={title}
      crumbs={label ? [...crumbs, { label: nameOf(machineArn), to: machinePlace(machineArn) }] : crumbs}
      badge={<>{machine.status && <Status status={machine.status} />}<CopyButton name="ARN" text={arn} /></>}
      actions={
        <>
          {isStandard && <Link className="button" to={withQuery('/executions', { machine: arn })}>Executions</Link>}
          {!label && <Link className="button" to={designerPlace(arn)}><Icon name="designer" size={14} />Edit in designer</Link>}
          <Button kind="primary" icon="play" onClick={() => setStarting(true)}>Start execution</Button>
        </>
      }
    >
      <div className="machine-head">
        <Facts
          facts={[
            ['Type', isStandard ? 'Standard' : 'Express'],
            ['Created', <Time date={machine.creationDate} />],
            ['Definition', sizeText(machine.definition)],
            ['Role', <span className="mono">{machine.roleArn}</span>],
          ]}
        />
        {isStandard && <RecentRuns arn={arn} />}
      </div>
      {machine.description && <p>{machine.description}</p>}
      <div className="panel">
        <Tabs
          name="Views of the state machine" selected={tab} onSelect={setTab}
          tabs={[
            { id: 'graph', label: 'Graph', content: <DefinitionGraph definition={machine.definition} name={`Graph of ${title}`} /> },
            { id: 'text', label: 'Text', content: <DefinitionText machine={machine} isPresent={!label} /> },
            { id: 'versions', label: 'Versions', content: <Versions machineArn={machineArn} /> },
            { id: 'aliases', label: 'Aliases', content: <Aliases machineArn={machineArn} /> },
            { id: 'history', label: 'History', content: <History machineArn={machineArn} /> },
            ...(label ? [] : [{ id: 'settings', label: 'Settings', content: <Settings machine={machine} /> }]),
          ]}
        />
      </div>
      {isStarting && <StartDialog stateMachineArn={arn} machineName={title} isExpress={!isStandard} onClose={() => setStarting(false)} />}
    </Page>
  );
}
