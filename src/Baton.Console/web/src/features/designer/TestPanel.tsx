import { useEffect, useState } from 'react';
import { JsonView } from '../../shared/json/JsonView';
import { Button } from '../../shared/ui/Button';
import { Segments } from '../../shared/ui/Page';
import { Empty, Fault } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { testState, type StateTest, type StateTestResult } from './api';
import type { Answer, Samples } from './drafts';
import type { Machine, State } from './model/machine';
import { memberOf, readTree } from './model/tree';
import { KeepTestCase } from './TestCases';

interface TestPanelProps {
  /** The ARN of the machine, with which tests are kept; empty for a new one. */
  arn: string;
  machine: Machine;
  state: State | undefined;
  samples: Samples;
  onSamples: (samples: Samples) => void;
}

/** The stages of a test in the order in which data goes through them. */
const stages: readonly (readonly [name: string, label: string])[] = [
  ['input', 'Input'], ['afterInputPath', 'After InputPath'], ['afterParameters', 'After Parameters'], ['afterArguments', 'After Arguments'], ['afterItemsPath', 'After ItemsPath'], ['afterItemSelector', 'After ItemSelector'], ['afterItemBatcher', 'After ItemBatcher'],
  ['request', 'Request'], ['response', 'Response'], ['result', 'Result'], ['afterResultSelector', 'After ResultSelector'], ['afterResultPath', 'After ResultPath'], ['variables', 'Variables'], ['errorDetails', 'Which retrier or catcher'],
];

/** Runs one state of the draft alone, as it would run in an execution, and shows each stage of its data. */
export function TestPanel({ arn, machine, state, samples, onSamples }: TestPanelProps) {
  const own = (state && samples.states[state.name]) ?? {};
  const canMock = state?.type === 'Task' || state?.type === 'Map' || state?.type === 'Parallel';
  const needsMock = state?.type === 'Map' || state?.type === 'Parallel';
  const [tested, setTested] = useState<{ test: StateTest; result: StateTestResult } | { error: unknown } | null>(null);
  const [isKeeping, setKeeping] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const answer = own.answer ?? 'result';
  const mode: Answer = !canMock ? 'real' : needsMock && answer === 'real' ? 'result' : answer;
  const canRetry = mode !== 'real' && memberOf(state?.tree, 'Retry') !== undefined; // a real call is always the first
  useEffect(() => setTested(null), [state?.id]);
  if (!state) return <Empty title="Select a state" icon="play">It is run alone, with the input that you give, and shows what becomes of its data.</Empty>;
  const set = (change: Partial<typeof own>) => onSamples({ ...samples, states: { ...samples.states, [state.name]: { ...own, ...change } } });
  const input = own.input ?? (state.name === state.scope.startAt ? samples.input : '{}');
  const run = async () => {
    setBusy(true);
    try {
      for (const [name, text] of [['Input', input], ['Variables', own.variables ?? ''], ['Result', mode === 'result' ? (own.result ?? '{}') : '']] as const) if (text) check(name, text);
      const test: StateTest = {
        definition: machine.text, stateName: state.name, input, variables: own.variables || undefined,
        mock: mode === 'result' ? { result: own.result ?? '{}' } : mode === 'error' ? { errorOutput: { error: own.error || 'States.TaskFailed', cause: own.cause ?? '' } } : undefined,
        retryCount: canRetry && own.retries ? Number(own.retries) : undefined,
      };
      setTested({ test, result: await testState(test) });
    } catch (error) {
      setTested({ error });
    } finally {
      setBusy(false);
    }
  };
  const done = tested && 'result' in tested ? tested : null;
  const found = done?.result.inspectionData ?? {};
  const area = (label: string, name: 'input' | 'variables' | 'result', value: string, rows: number, hint?: string) => (
    <div className="field">
      <label htmlFor={`test-${name}`}>{label}</label>
      <textarea id={`test-${name}`} className="input" rows={rows} value={value} onChange={event => set({ [name]: event.target.value })} spellCheck={false} placeholder={hint} />
    </div>
  );
  return (
    <div className="test-panel">
      <form
        aria-label={`Test of ${state.name}`}
        onSubmit={event => {
          event.preventDefault();
          void run();
        }}
      >
        {area('Input', 'input', input, 5)}
        {canMock && (
          <Segments
            name="Answer" value={mode} onChange={answer => set({ answer })}
            options={[{ value: 'result', label: 'Given result' }, { value: 'error', label: 'Given error' }, ...(needsMock ? [] : [{ value: 'real' as const, label: 'Really call' }])]}
          />
        )}
        {mode === 'result' && area('Result', 'result', own.result ?? '{}', 4)}
        {mode === 'error' && (
          <>
            <div className="field"><label htmlFor="test-error">Error</label><input id="test-error" className="input" value={own.error ?? 'States.TaskFailed'} onChange={event => set({ error: event.target.value })} /></div>
            <div className="field"><label htmlFor="test-cause">Cause</label><input id="test-cause" className="input" value={own.cause ?? ''} onChange={event => set({ cause: event.target.value })} /></div>
          </>
        )}
        {canRetry && (
          <div className="field">
            <label htmlFor="test-retries">Retried before</label>
            <input id="test-retries" className="input test-retries" type="number" min={0} max={99_999_999} step={1} placeholder="0" value={own.retries ?? ''} onChange={event => set({ retries: event.target.value })} aria-describedby="test-retries-hint" />
            <span id="test-retries-hint" className="hint">How often: an error goes to Retry until its MaxAttempts, then to Catch.</span>
          </div>
        )}
        {area('Variables', 'variables', own.variables ?? '', 2, '{ "name": 1 }')}
        <Button type="submit" kind="primary" icon="play" disabled={isBusy}>Run the test</Button>
      </form>
      <div className="test-result" role="region" aria-label="Outcome of the test" aria-live="polite">
        <h2 className="visually-hidden">Outcome of the test</h2>
        {tested && 'error' in tested && <Fault error={tested.error} />}
        {done && (
          <>
            <p className="test-outcome">
              <Status status={{ RETRIABLE: 'RETRYING', CAUGHT_ERROR: 'CAUGHT' }[done.result.status as string] ?? done.result.status} />
              {done.result.nextState && <span>goes on to <b>{done.result.nextState}</b></span>}
              {arn && <Button className="test-keep" icon="check" onClick={() => setKeeping(true)}>Keep as a test case</Button>}
            </p>
            {done.result.error && <div className="problem-box" data-severity="ERROR"><span><b>{done.result.error}</b> {done.result.cause}</span></div>}
            {done.result.output !== undefined && <JsonView text={done.result.output} name="Output" />}
            {stages.filter(([name]) => found[name] !== undefined).map(([name, label]) => <JsonView key={name} text={typeof found[name] === 'string' ? found[name] : JSON.stringify(found[name])} name={label} />)}
          </>
        )}
        {done && isKeeping && <KeepTestCase arn={arn} test={done.test} result={done.result} onClose={() => setKeeping(false)} />}
        {!tested && <p className="quiet">Each stage of the data is shown here: input, what is selected, the request, the result, the output.</p>}
      </div>
    </div>
  );
}

function check(name: string, text: string): void {
  try {
    readTree(text);
  } catch (e) {
    throw new Error(`${name} is not JSON: ${(e as Error).message}`);
  }
}
