import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { getRelatives, type Relatives } from '../../shared/api/execution';
import { describeExecution, type Execution } from '../../shared/api/stepFunctions';
import { designerPlace, executionPlace, machineNameOf, machinePlace, mapRunPlace, nameOf } from '../../shared/arn';
import { prepareGraph, StateGraph } from '../../shared/graph/StateGraph';
import { EXECUTION } from '../../shared/live/queries';
import { Link, useParameter, useQueryValue } from '../../shared/router';
import { StartDialog } from '../../shared/start/StartDialog';
import { Button, CopyButton } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { Facts, Page } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Tabs } from '../../shared/ui/Tabs';
import { Duration, Time } from '../../shared/ui/Time';
import { statesOf } from './definition';
import { EventList } from './EventList';
import './execution.css';
import { ExportMenu } from './ExportMenu';
import { marksOf, type History } from './history';
import { Inspector } from './Inspector';
import { machineOf } from './machineOf';
import { RedriveDialog } from './RedriveDialog';
import { Related } from './Related';
import { StepList } from './StepList';
import { StopDialog } from './StopDialog';
import { Timeline } from './Timeline';
import { useHistory } from './useHistory';
import { WhatItWaitsFor } from './WhatItWaitsFor';
import { failedVisit, WhyItFailed } from './WhyItFailed';

/** In the address: no step, also where one is chosen by itself. */
const NO_STEP = '0';

/** In the address: a redrive whose definition is still to be chosen. */
const ANY = 'any';

/** What an execution has started changes without it: that is asked again after this time, in milliseconds. */
const RELATIVES_PAUSE = 5_000;

export default function ExecutionPage() {
  const arn = useParameter('arn');
  const { data: execution, error, refetch } = useQuery({ queryKey: [EXECUTION, arn], queryFn: ({ signal }) => describeExecution(arn, signal) });
  const known = useHistory(arn);
  const [view] = useQueryValue('view');
  useEffect(() => {
    if (view === null || view === 'graph') prepareGraph();
  }, [view]);
  const { data: relatives } = useQuery({ queryKey: [EXECUTION, arn, 'relatives'], queryFn: ({ signal }) => getRelatives(arn, signal), retry: false, staleTime: 0, refetchInterval: query => (hasRunning(query.state.data) ? RELATIVES_PAUSE : false) });
  const crumbs = [{ label: 'Executions', to: '/executions' }, ...crumbsOf(relatives)];
  if (!execution) return <Page title={nameOf(arn)} crumbs={crumbs}>{error ? <Fault error={error} retry={() => void refetch()} /> : <div className="panel"><Loading rows={9} /></div>}</Page>;
  return (
    <Page title={execution.name} crumbs={crumbs} badge={<><Status status={execution.status} /><CopyButton name="ARN" text={arn} /></>} actions={<Actions execution={execution} history={known.history} />}>
      <Facts
        facts={[
          ['State machine', <Link to={machinePlace(execution.stateMachineVersionArn ?? execution.stateMachineArn)}>{versionText(execution)}</Link>],
          ['Started', <Time date={execution.startDate} />],
          ['Ended', execution.stopDate && <Time date={execution.stopDate} />],
          ['Duration', <Duration from={execution.startDate} to={execution.stopDate} />],
          ['Redrives', execution.redriveCount || undefined],
        ]}
      />
      <Inside execution={execution} known={known} relatives={relatives} />
    </Page>
  );
}

const hasRunning = (relatives: Relatives | undefined) => [...(relatives?.children ?? []), ...(relatives?.mapRuns ?? [])].some(({ status }) => status === 'RUNNING');

/** The executions above this one, and the Map Runs between them. */
const crumbsOf = (relatives: Relatives | undefined) =>
  [...(relatives?.ancestors ?? [])].reverse().flatMap(({ executionArn, mapRunArn }) => [{ label: nameOf(executionArn), to: executionPlace(executionArn) }, ...(mapRunArn ? [{ label: 'Map Run', to: mapRunPlace(mapRunArn) }] : [])]);

function versionText({ stateMachineArn, stateMachineVersionArn, stateMachineAliasArn }: Execution): string {
  const name = machineNameOf(stateMachineArn);
  const version = stateMachineVersionArn && `version ${nameOf(stateMachineVersionArn)}`;
  const alias = stateMachineAliasArn && `alias ${nameOf(stateMachineAliasArn)}`;
  return [name, version, alias].filter(Boolean).join(', ');
}

/** What stands in its way, its states, its events, and what is known of the one that is chosen: at first of the one that failed. */
function Inside({ execution, known: { events, history, error, isComplete }, relatives }: { execution: Execution; known: ReturnType<typeof useHistory>; relatives: Relatives | undefined }) {
  const arn = execution.executionArn;
  const [view, setView] = useQueryValue('view');
  const [step, setStep] = useQueryValue('step');
  const [event, setEvent] = useQueryValue('event');
  const { data: machine, error: machineError } = useQuery(machineOf(execution));
  const marks = useMemo(() => marksOf(history.visits), [history]);
  const states = useMemo(() => machine && statesOf(machine.definition), [machine]);
  const failed = isComplete ? failedVisit({ history, status: execution.status }) : undefined;
  const visit = step === null && event === null ? failed : history.visitOf.get(Number(step));
  const selectStep = (id: number | null) => {
    setEvent(null);
    setStep(id === null ? NO_STEP : String(id));
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
  const relativesCount = relatives ? relatives.ancestors.length + relatives.childrenTotal + relatives.mapRuns.length : 0;
  return (
    <>
      <WhyItFailed execution={execution} where={failed} onStep={selectStep} />
      <WhatItWaitsFor execution={execution} onStep={selectStep} />
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
              { id: 'timeline', label: 'Timeline', content: <Timeline execution={execution} history={history} selected={visit} onSelect={selectStep} /> },
              { id: 'events', label: `Events ${events.length.toLocaleString('en')}${isComplete ? '' : '…'}`, content: <EventList events={events} history={history} start={execution.startDate} selected={event ? Number(event) : null} onSelect={selectEvent} /> },
              ...(relatives && relativesCount > 0 ? [{ id: 'related', label: `Related ${relativesCount.toLocaleString('en')}`, content: <Related relatives={relatives} executionArn={arn} history={history} onStep={selectStep} /> }] : []),
            ]}
          />
        </div>
        <Inspector
          execution={execution} visit={visit} eventId={event ? Number(event) : undefined} states={states} failed={failed} isKnown={events.length > 0} onStep={selectStep} onEvent={selectEvent}
          onClose={() => { setEvent(null); setStep(failed ? NO_STEP : null); }}
        />
      </div>
    </>
  );
}

function Actions({ execution, history }: { execution: Execution; history: History }) {
  const [asked, setAsked] = useState<'stop' | 'again' | null>(null);
  const [redrive, setRedrive] = useQueryValue('redrive'); // with which definition
  const close = () => setAsked(null);
  return (
    <>
      {execution.status === 'RUNNING' && <Button kind="danger" icon="stop" onClick={() => setAsked('stop')}>Stop</Button>}
      {execution.redriveStatus === 'REDRIVABLE' && <Button icon="retry" onClick={() => setRedrive(ANY)}>Redrive</Button>}
      <Link className="button" to={designerPlace(execution.stateMachineArn.split('/')[0]!, execution.executionArn)}><Icon name="designer" size={14} />Open in designer</Link>
      {!execution.mapRunArn && <Button icon="play" onClick={() => setAsked('again')}>Start another</Button>}
      <ExportMenu execution={execution} />
      {asked === 'stop' && <StopDialog execution={execution} onClose={close} />}
      {redrive && execution.redriveStatus === 'REDRIVABLE' && <RedriveDialog execution={execution} history={history} wanted={redrive === ANY ? '' : redrive} onClose={() => setRedrive(null)} />}
      {asked === 'again' && <StartDialog stateMachineArn={execution.stateMachineArn} machineName={machineNameOf(execution.stateMachineArn)} input={execution.input ?? '{}'} onClose={close} />}
    </>
  );
}
