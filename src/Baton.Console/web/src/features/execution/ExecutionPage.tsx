import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { describeExecution, describeStateMachineForExecution, redriveExecution, stopExecution, type Execution } from '../../shared/api/stepFunctions';
import { machineNameOf, machinePlace, nameOf } from '../../shared/arn';
import { StateGraph } from '../../shared/graph/StateGraph';
import { EXECUTION } from '../../shared/live/queries';
import { Link, useParameter, useQueryValue } from '../../shared/router';
import { StartDialog } from '../../shared/start/StartDialog';
import { Button, CopyButton } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Facts, Page } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Tabs } from '../../shared/ui/Tabs';
import { Duration, Time } from '../../shared/ui/Time';
import { toast } from '../../shared/ui/Toasts';
import { EventList } from './EventList';
import './execution.css';
import { marksOf } from './history';
import { Inspector } from './Inspector';
import { StepList } from './StepList';
import { useHistory } from './useHistory';
import { WhyItFailed } from './WhyItFailed';

export default function ExecutionPage() {
  const arn = useParameter('arn');
  const { data: execution, error, refetch } = useQuery({ queryKey: [EXECUTION, arn], queryFn: ({ signal }) => describeExecution(arn, signal) });
  const crumbs = [{ label: 'Executions', to: '/executions' }];
  if (!execution) return <Page title={nameOf(arn)} crumbs={crumbs}>{error ? <Fault error={error} retry={() => void refetch()} /> : <div className="panel"><Loading rows={9} /></div>}</Page>;
  return (
    <Page title={execution.name} crumbs={crumbs} badge={<><Status status={execution.status} /><CopyButton name="ARN" text={arn} /></>} actions={<Actions execution={execution} />}>
      <Facts
        facts={[
          ['State machine', <Link to={machinePlace(execution.stateMachineVersionArn ?? execution.stateMachineArn)}>{versionText(execution)}</Link>],
          ['Started', <Time date={execution.startDate} />],
          ['Ended', execution.stopDate && <Time date={execution.stopDate} />],
          ['Duration', <Duration from={execution.startDate} to={execution.stopDate} />],
          ['Redrives', execution.redriveCount || undefined],
        ]}
      />
      <Inside execution={execution} />
    </Page>
  );
}

function versionText({ stateMachineArn, stateMachineVersionArn, stateMachineAliasArn }: Execution): string {
  const name = machineNameOf(stateMachineArn);
  const version = stateMachineVersionArn && `version ${nameOf(stateMachineVersionArn)}`;
  const alias = stateMachineAliasArn && `alias ${nameOf(stateMachineAliasArn)}`;
  return [name, version, alias].filter(Boolean).join(', ');
}

/** The states, the events, and what is known of the one that is chosen. */
function Inside({ execution }: { execution: Execution }) {
  const arn = execution.executionArn;
  const [view, setView] = useQueryValue('view');
  const [step, setStep] = useQueryValue('step');
  const [event, setEvent] = useQueryValue('event');
  const { data: machine, error: machineError } = useQuery({
    queryKey: [EXECUTION, arn, 'machine', execution.redriveCount], // a redrive may bring another definition
    queryFn: ({ signal }) => describeStateMachineForExecution(arn, signal),
    staleTime: Infinity,
  });
  const { events, history, error, isComplete } = useHistory(arn);
  const marks = useMemo(() => marksOf(history.visits), [history]);
  const visit = history.visits.find(one => one.id === Number(step));
  const selectStep = (id: number | null) => {
    setEvent(null);
    setStep(id === null ? null : String(id));
  };
  const selectState = (name: string) => {
    const last = history.visits.findLast(one => one.name === name);
    if (last && last.name !== visit?.name) selectStep(last.id);
  };
  const selectEvent = (id: number) => {
    setStep(null);
    setEvent(String(id));
  };
  if (error) return <Fault error={error} />;
  return (
    <>
      <WhyItFailed execution={execution} history={history} onStep={selectStep} />
      <div className="execution">
        <div className="panel execution-views">
          <Tabs
            name="Views of the execution" selected={view} onSelect={setView}
            tabs={[
              {
                id: 'graph', label: 'Graph',
                content: machineError ? <Fault error={machineError} /> : machine ? <StateGraph definition={machine.definition} name="Graph of the execution" marks={marks} selected={visit?.name} onSelect={selectState} /> : <Loading />,
              },
              { id: 'steps', label: `Steps ${history.visits.length.toLocaleString('en')}`, content: <StepList visits={history.visits} selected={visit?.id ?? null} onSelect={selectStep} /> },
              { id: 'events', label: `Events ${events.length.toLocaleString('en')}${isComplete ? '' : '…'}`, content: <EventList events={events} history={history} start={execution.startDate} selected={event ? Number(event) : null} onSelect={selectEvent} /> },
            ]}
          />
        </div>
        <Inspector execution={execution} visit={visit} eventId={event ? Number(event) : undefined} isKnown={events.length > 0} onClose={() => { setStep(null); setEvent(null); }} onEvent={selectEvent} />
      </div>
    </>
  );
}

function Actions({ execution }: { execution: Execution }) {
  const [asked, setAsked] = useState<'stop' | 'redrive' | 'again' | null>(null);
  const close = () => setAsked(null);
  const { executionArn, name, status } = execution;
  return (
    <>
      {status === 'RUNNING' && <Button kind="danger" icon="stop" onClick={() => setAsked('stop')}>Stop</Button>}
      {execution.redriveStatus === 'REDRIVABLE' && <Button icon="retry" onClick={() => setAsked('redrive')}>Redrive</Button>}
      {!execution.mapRunArn && <Button icon="play" onClick={() => setAsked('again')}>Start another</Button>}
      {asked === 'stop' && (
        <ActionDialog title={`Stop ${name}?`} description="It ends as aborted. What its tasks have done elsewhere stays done." action="Stop" danger onClose={close} onConfirm={async () => { await stopExecution(executionArn); toast(`Stopped ${name}`); }} />
      )}
      {asked === 'redrive' && (
        <ActionDialog title={`Redrive ${name}?`} description="It goes on where it failed, with the input it had. What succeeded is not run again." action="Redrive" onClose={close} onConfirm={async () => { await redriveExecution(executionArn); toast(`Redriven ${name}`); }} />
      )}
      {asked === 'again' && <StartDialog stateMachineArn={execution.stateMachineArn} machineName={machineNameOf(execution.stateMachineArn)} input={execution.input ?? '{}'} onClose={close} />}
    </>
  );
}
