import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { JsonView } from '../../shared/json/JsonView';
import { queries } from '../../shared/live/queries';
import { Button, IconButton } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Icon } from '../../shared/ui/Icon';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { toast } from '../../shared/ui/Toasts';
import type { StateTest, StateTestResult } from './api';
import type { Machine } from './model/machine';
import { createTestCase, deleteTestCase, differences, expectationOf, listTestCases, runTestCase, updateTestCase, type Difference, type TestCase } from './keptTests';

/** How a test went: what differs, or why it could not be run. */
type Outcome = { result: StateTestResult; found: Difference[] } | { error: unknown };

const keyOf = (arn: string) => ['test cases', arn];
const isPassed = (outcome: Outcome) => 'found' in outcome && outcome.found.length === 0;

/** The kept tests of a machine's states, run on the draft as it is: one, or all of them. */
export function TestCases({ arn, machine, onOpen }: { arn: string; machine: Machine; onOpen: (test: TestCase) => void }) {
  const { data: cases, error, refetch } = useQuery({ queryKey: keyOf(arn), queryFn: ({ signal }) => listTestCases(arn, signal), enabled: arn !== '' });
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, Outcome>>(new Map());
  const [running, setRunning] = useState<number | null>(null);
  const [leaving, setLeaving] = useState<TestCase | null>(null);
  useEffect(() => setOutcomes(new Map()), [machine.text]); // it was another definition that they were run on
  if (arn === '') return <Empty title="There is no machine yet" icon="check">Save the machine. Tests of its states can be kept then, for everybody who changes it later.</Empty>;
  if (error) return <Fault error={error} retry={() => void refetch()} />;
  if (!cases) return <Loading rows={3} />;
  if (cases.length === 0) return <Empty title="No test is kept" icon="check">Test a state, and keep the test with its outcome. All kept tests run again here with one click, on the draft as it is.</Empty>;

  const run = async (tests: readonly TestCase[]) => {
    for (const test of tests) {
      setRunning(test.id);
      const outcome = await runTestCase(test, machine.text).then((result): Outcome => ({ result, found: differences(test.expected, result) }), (fault: unknown): Outcome => ({ error: fault }));
      setOutcomes(known => new Map(known).set(test.id, outcome));
    }
    setRunning(null);
  };
  const accept = async (test: TestCase, result: StateTestResult) => {
    await updateTestCase({ ...test, expected: expectationOf(result, test.expected.output !== undefined) });
    await queries.invalidateQueries({ queryKey: keyOf(arn) });
    setOutcomes(known => new Map(known).set(test.id, { result, found: [] }));
  };
  const done = cases.flatMap(({ id }) => outcomes.get(id) ?? []);
  const passed = done.filter(isPassed).length;
  return (
    <div className="test-cases">
      <h2 className="visually-hidden">Test cases</h2>
      <div className="panel-head">
        <span role="status" className="quiet">
          {running !== null ? `Running ${done.length + 1} of ${cases.length}…` : done.length === 0 ? `${cases.length} kept` : `${passed} passed${passed < done.length ? `, ${done.length - passed} failed` : ''}`}
        </span>
        <Button kind="primary" icon="play" disabled={running !== null} onClick={() => { setOutcomes(new Map()); void run(cases); }}>Run all</Button>
      </div>
      <ul aria-label="Test cases">
        {cases.map(test => {
          const outcome = outcomes.get(test.id);
          const isThere = machine.states.some(({ name }) => name === test.stateName);
          return (
            <li key={test.id} data-outcome={outcome && (isPassed(outcome) ? 'passed' : 'failed')}>
              <div className="test-case">
                <span className="test-mark">{running === test.id ? <Icon name="running" size={14} /> : outcome && <Icon name={isPassed(outcome) ? 'check' : 'cross'} size={14} />}<span className="visually-hidden">{outcome ? (isPassed(outcome) ? 'Passed' : 'Failed') : 'Not run'}</span></span>
                <span className="test-case-name"><b>{test.stateName}</b> {test.name}{!isThere && <span className="quiet"> (there is no such state any more)</span>}</span>
                <span className="test-case-actions">
                  <IconButton name={`Run ${test.name}`} icon="play" disabled={running !== null} onClick={() => void run([test])} />
                  <IconButton name={`Open ${test.name}`} icon="edit" disabled={!isThere} onClick={() => onOpen(test)} />
                  <IconButton name={`Delete ${test.name}`} icon="trash" onClick={() => setLeaving(test)} />
                </span>
              </div>
              {outcome && 'error' in outcome && <Fault error={outcome.error} />}
              {outcome && 'found' in outcome && outcome.found.length > 0 && (
                <div className="test-differences">
                  {outcome.found.map(({ what, expected, given }) => what === 'Output' && given !== 'none'
                    ? <JsonView key={what} text={given} name="Output" before={{ name: 'what is expected', text: expected }} note={<span className="quiet">expected otherwise: see the diff</span>} />
                    : <p key={what}>{what}: expected <b>{expected}</b>, was <b>{given}</b>.</p>)}
                  {outcome.result.cause && <p className="quiet">{outcome.result.cause}</p>}
                  <Button onClick={() => accept(test, outcome.result).catch((e: unknown) => toast((e as Error).message, 'fault'))}>Expect this from now on</Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {leaving && (
        <ActionDialog
          title={`Delete the test “${leaving.name}”`} description="It is deleted for everybody who designs this machine." action="Delete" danger onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await deleteTestCase(leaving.id);
            await queries.invalidateQueries({ queryKey: keyOf(arn) });
          }}
        />
      )}
    </div>
  );
}

/** Asks for the name under which a test that ran is kept. */
export function KeepTestCase({ arn, test: { stateName, input, variables, mock, retryCount }, result, onClose }: { arn: string; test: StateTest; result: StateTestResult; onClose: () => void }) {
  const [name, setName] = useState(() => suggestedName(result));
  const [withOutput, setWithOutput] = useState(result.output !== undefined);
  const keep = async () => {
    await createTestCase({ stateMachineArn: arn, stateName, input, variables, mock, retryCount, name, expected: expectationOf(result, withOutput) });
    await queries.invalidateQueries({ queryKey: keyOf(arn) });
    toast(`Kept “${name.trim()}”`);
  };
  return (
    <ActionDialog title={`Keep this test of ${stateName}`} description="What it is told now, and what has come out, which is expected from now on. Everybody who designs this machine can run it." action="Keep" onConfirm={keep} onClose={onClose}>
      <div className="field">
        <label htmlFor="test-case-name">Name</label>
        <input id="test-case-name" className="input" value={name} onChange={event => setName(event.target.value)} maxLength={120} required autoComplete="off" />
      </div>
      {result.output !== undefined && (
        <label className="check">
          <input type="checkbox" checked={withOutput} onChange={event => setWithOutput(event.target.checked)} /> The output has to be the same
        </label>
      )}
    </ActionDialog>
  );
}

function suggestedName({ status, error, nextState }: StateTestResult): string {
  const says = { SUCCEEDED: 'Succeeds', FAILED: 'Fails', RETRIABLE: 'Is retried', CAUGHT_ERROR: 'Is caught' }[status];
  return [says, error && ` on ${error}`, nextState && `, goes on to ${nextState}`].filter(Boolean).join('');
}
