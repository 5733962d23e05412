import type { Execution } from '../../shared/api/stepFunctions';
import { JsonView } from '../../shared/json/JsonView';
import { Button, IconButton } from '../../shared/ui/Button';
import { Facts } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Duration, Time } from '../../shared/ui/Time';
import { detailsOf, type Visit } from './history';
import { useEventData } from './useHistory';

interface InspectorProps {
  execution: Execution;
  visit: Visit | undefined;
  eventId: number | undefined;
  /** Whether the events are there that data is read by. */
  isKnown: boolean;
  onClose: () => void;
  onEvent: (id: number) => void;
}

/** What is known of the step or event that is chosen; of the execution where none is. */
export function Inspector({ execution, visit, eventId, isKnown, onClose, onEvent }: InspectorProps) {
  const title = visit ? visit.name : eventId !== undefined ? `Event ${eventId}` : 'Execution';
  return (
    <section className="panel inspector" aria-label="Inspector">
      <div className="panel-head">
        <h2 className="truncate">{title}</h2>
        {visit && <Status status={visit.status} />}
        {(visit || eventId !== undefined) && <IconButton name="Back to the execution" icon="close" onClick={onClose} />}
      </div>
      <div className="panel-body inspector-body">
        {visit ? <Step execution={execution} visit={visit} onEvent={onEvent} /> : eventId !== undefined ? isKnown && <Event executionArn={execution.executionArn} id={eventId} /> : <Whole execution={execution} />}
      </div>
    </section>
  );
}

function Whole({ execution: { input, output, status } }: { execution: Execution }) {
  return (
    <>
      {input !== undefined && <JsonView name="Input" text={input} />}
      {output !== undefined ? <JsonView name="Output" text={output} /> : <p className="quiet">{status === 'RUNNING' ? 'There is an output when it has succeeded.' : 'It has no output.'}</p>}
    </>
  );
}

function Step({ execution, visit, onEvent }: { execution: Execution; visit: Visit; onEvent: (id: number) => void }) {
  const { event: entered, error } = useEventData(execution.executionArn, visit.id);
  const { event: exited } = useEventData(execution.executionArn, visit.exitId);
  const input = entered && detailsOf(entered)['input'];
  const output = exited && detailsOf(exited)['output'];
  const assigned = exited && (detailsOf(exited)['assignedVariables'] as Record<string, string> | undefined);
  return (
    <>
      <Facts
        facts={[
          ['Type', visit.type],
          ['Entered', <Time date={visit.entered} />],
          ['Duration', <Duration from={visit.entered} to={visit.exited ?? execution.stopDate} />],
          ['Attempts', visit.attempts > 1 ? visit.attempts : undefined],
        ]}
      />
      {visit.error !== undefined && (
        <div className="fault-text">
          <h3>{visit.error}</h3>
          {visit.cause && <pre>{visit.cause}</pre>}
        </div>
      )}
      {error && <Fault error={error} />}
      {!entered && !error && <Loading rows={3} />}
      {typeof input === 'string' && <JsonView name="Input" text={input} />}
      {typeof output === 'string' && <JsonView name="Output" text={output} />}
      {assigned && Object.keys(assigned).length > 0 && <JsonView name="Variables" text={`{${Object.entries(assigned).map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`} />}
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
