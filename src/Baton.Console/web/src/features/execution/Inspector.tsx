import { useQuery } from '@tanstack/react-query';
import { getStep } from '../../shared/api/execution';
import type { Execution } from '../../shared/api/stepFunctions';
import { JsonView } from '../../shared/json/JsonView';
import { EXECUTION } from '../../shared/live/queries';
import { Button, IconButton } from '../../shared/ui/Button';
import { Facts } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Duration, Time } from '../../shared/ui/Time';
import { Cause } from './Cause';
import type { StateFields } from './definition';
import { hintFor } from './errorHints';
import { Handling } from './Handling';
import { detailsOf, type Visit } from './history';
import { Stages } from './Stages';
import { useEventData } from './useHistory';

interface InspectorProps {
  execution: Execution;
  visit: Visit | undefined;
  eventId: number | undefined;
  /** The states of the definition that ran. */
  states: ReadonlyMap<string, StateFields> | undefined;
  /** The step whose failure is told above all: here it is only named. */
  failed: Visit | undefined;
  /** Whether the events are there that data is read by. */
  isKnown: boolean;
  onClose: () => void;
  onStep: (id: number) => void;
  onEvent: (id: number) => void;
}

/** What is known of the step or event that is chosen; of the execution where none is. */
export function Inspector({ execution, visit, eventId, states, failed, isKnown, onClose, onStep, onEvent }: InspectorProps) {
  const title = visit ? visit.name : eventId !== undefined ? `Event ${eventId}` : 'Execution';
  return (
    <section className="panel inspector" aria-label="Inspector">
      <div className="panel-head">
        <h2 className="truncate">{title}</h2>
        {visit && <Status status={visit.status} />}
        {(visit || eventId !== undefined) && <IconButton name="Back to the execution" icon="close" onClick={onClose} />}
      </div>
      <div className="panel-body inspector-inside">
        {visit ? (
          <Step key={visit.id} execution={execution} visit={visit} fields={states?.get(visit.name)} isToldAbove={visit === failed} onStep={onStep} onEvent={onEvent} />
        ) : eventId !== undefined ? isKnown && <Event executionArn={execution.executionArn} id={eventId} /> : <Whole execution={execution} />}
      </div>
    </section>
  );
}

function Whole({ execution: { input, output, status } }: { execution: Execution }) {
  return (
    <>
      {input !== undefined && <JsonView name="Input" text={input} />}
      {output !== undefined ? <JsonView name="Output" text={output} before={input === undefined ? undefined : { name: 'Input', text: input }} /> : <p className="quiet">{status === 'RUNNING' ? 'There is an output when it has succeeded.' : 'It has no output.'}</p>}
    </>
  );
}

function Step({ execution, visit, fields, isToldAbove, onStep, onEvent }: { execution: Execution; visit: Visit; fields: StateFields | undefined; isToldAbove: boolean; onStep: (id: number) => void; onEvent: (id: number) => void }) {
  const { data: step, error } = useQuery({
    queryKey: [EXECUTION, execution.executionArn, 'step', visit.id],
    queryFn: ({ signal }) => getStep(execution.executionArn, visit.id, signal),
    ...(visit.exited ? { staleTime: Infinity } : {}),
  });
  const failure = step?.failure ?? (visit.error === undefined ? undefined : { error: visit.error, cause: visit.cause, asked: [] });
  const hint = hintFor(failure?.error);
  return (
    <>
      <Facts
        facts={[
          ['Type', visit.type],
          ['Entered', <Time date={visit.entered} />],
          ['Duration', <Duration from={visit.entered} to={visit.exited ?? execution.stopDate} />],
          ['Attempts', visit.attempts > 1 ? visit.attempts : undefined],
          ['Iteration', visit.iteration],
          ['In', visit.parent && <Button kind="plain" className="inline-link" onClick={() => onStep(visit.parent!.id)}>{visit.parent.name}</Button>],
        ]}
      />
      {failure && (
        <div className="fault-text">
          <h3>{failure.error ?? 'It failed without an error’s name'}</h3>
          {!isToldAbove && failure.cause && <Cause text={failure.cause} />}
          {!isToldAbove && hint && <p className="hint-text">{hint}</p>}
          {!isToldAbove && <Handling failure={failure} onStep={onStep} />}
        </div>
      )}
      {error && <Fault error={error} />}
      {step ? <Stages step={step} fields={fields} /> : !error && <Loading rows={3} />}
      <div>
        <h3>Events</h3>
        <ul className="step-events">
          {visit.events.slice(0, 50).map(event => (
            <li key={event.id}>
              <Button kind="plain" onClick={() => onEvent(event.id)}>
                <span className="number quiet">{event.id}</span> {event.type}
              </Button>
            </li>
          ))}
        </ul>
        {visit.events.length > 50 && <p className="quiet">and {visit.events.length - 50} more, in the list of events</p>}
      </div>
    </>
  );
}

function Event({ executionArn, id }: { executionArn: string; id: number }) {
  const { event, error } = useEventData(executionArn, id);
  if (error) return <Fault error={error} />;
  if (!event) return <Loading rows={3} />;
  const { input, output, parameters, ...rest } = detailsOf(event);
  const payloads = Object.entries({ Input: input, Output: output, Parameters: parameters }).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return (
    <>
      <Facts facts={[['Type', event.type], ['At', <Time date={event.timestamp} />], ['After event', event.previousEventId || undefined]]} />
      {payloads.map(([name, text]) => <JsonView key={name} name={name} text={text} />)}
      {Object.keys(rest).length > 0 && <JsonView name="Details" text={JSON.stringify(rest)} />}
    </>
  );
}
