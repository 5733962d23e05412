import { useMemo, useState } from 'react';
import { JsonView } from '../../shared/json/JsonView';
import { Button } from '../../shared/ui/Button';
import { Fault } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { durationText } from '../../shared/ui/Time';
import { runDraft, type DraftRun, type DraftStep } from './api';
import type { Samples } from './drafts';
import type { Machine } from './model/machine';

interface RunPanelProps {
  machine: Machine;
  samples: Samples;
  run: DraftRun | null;
  /** How many steps of the run are shown on the canvas. */
  shown: number;
  onSamples: (samples: Samples) => void;
  onRun: (run: DraftRun | null) => void;
  onShown: (count: number) => void;
  onSelect: (stateName: string) => void;
}

/** Runs the whole draft with given answers, in virtual time: waits take none. */
export function RunPanel({ machine, samples, run, shown, onSamples, onRun, onShown, onSelect }: RunPanelProps) {
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const tasks = useMemo(() => machine.states.filter(state => state.type === 'Task'), [machine]);
  const chosen = run?.steps[shown - 1];
  const start = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const result = await runDraft(machine.text, samples.input, mocksOf(samples, tasks.map(task => task.name)));
      onRun(result);
      onShown(result.steps.length);
    } catch (e) {
      onRun(null);
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  const go = (count: number) => {
    onShown(count);
    const step = run?.steps[count - 1];
    if (step) onSelect(step.name);
  };
  return (
    <div className="test-panel">
      <form
        aria-label="Run of the draft"
        onSubmit={event => {
          event.preventDefault();
          void start();
        }}
      >
        <div className="field">
          <label htmlFor="run-input">Input</label>
          <textarea id="run-input" className="input" rows={4} value={samples.input} onChange={event => onSamples({ ...samples, input: event.target.value })} spellCheck={false} />
        </div>
        {tasks.map(task => (
          <div key={task.id} className="field">
            <label htmlFor={`mock-${task.id}`}>{task.name} answers</label>
            <textarea
              id={`mock-${task.id}`} className="input" rows={2} value={samples.states[task.name]?.result ?? '{}'} spellCheck={false}
              onChange={event => onSamples({ ...samples, states: { ...samples.states, [task.name]: { ...samples.states[task.name], result: event.target.value } } })}
            />
          </div>
        ))}
        <Button type="submit" kind="primary" icon="play" disabled={isBusy}>Run the draft</Button>
      </form>
      <div className="test-result" aria-live="polite">
        {error !== undefined && <Fault error={error} />}
        {!run && error === undefined && <p className="quiet">Tasks answer what stands beside them, nothing outside hears of it, and a wait of a year takes no time. The canvas shows the way that was taken.</p>}
        {run && (
          <>
            <p className="test-outcome">
              <Status status={run.status} />
              <span>{durationText(run.stopDate.getTime() - run.startDate.getTime())} of virtual time, {run.steps.length} steps</span>
            </p>
            {[run.limit, run.missingMock?.message, run.error && `${run.error}: ${run.cause ?? ''}`, run.waitsForEver && `Nobody answers: ${run.waitsForEver.join(', ')}.`].filter(Boolean).map(text => <div key={text} className="problem-box" data-severity="ERROR"><span>{text}</span></div>)}
            <div className="steps-bar">
              <Button onClick={() => go(Math.max(0, shown - 1))} disabled={shown === 0}>Back</Button>
              <Button onClick={() => go(Math.min(run.steps.length, shown + 1))} disabled={shown === run.steps.length}>Step</Button>
              <input type="range" aria-label="Steps shown" min={0} max={run.steps.length} value={shown} onChange={event => go(Number(event.target.value))} />
              <span className="number quiet">{shown} / {run.steps.length}</span>
            </div>
            <ol className="run-steps" aria-label="Steps of the run">
              {run.steps.map((step, index) => <Step key={step.id} step={step} start={run.startDate} isChosen={index === shown - 1} onChoose={() => go(index + 1)} />)}
            </ol>
            {chosen?.input !== undefined && <JsonView text={chosen.input} name={`Input of ${chosen.name}`} />}
            {chosen?.output !== undefined && <JsonView text={chosen.output} name={`Output of ${chosen.name}`} />}
            {run.output !== undefined && <JsonView text={run.output} name="Output of the run" />}
          </>
        )}
      </div>
    </div>
  );
}

const Step = ({ step, start, isChosen, onChoose }: { step: DraftStep; start: Date; isChosen: boolean; onChoose: () => void }) => (
  <li>
    <button type="button" aria-pressed={isChosen} onClick={onChoose}>
      <span className="number quiet">+{durationText(step.startDate.getTime() - start.getTime())}</span>
      <span className="truncate">{step.name}</span>
      <Status status={step.status} />
    </button>
  </li>
);

/** What the tasks answer, in the form of a mock file. */
function mocksOf(samples: Samples, tasks: readonly string[]): string {
  const answers = tasks.map(name => {
    const text = samples.states[name]?.result ?? '{}';
    try {
      JSON.parse(text);
    } catch {
      throw new Error(`The answer of '${name}' is not JSON.`);
    }
    return `${JSON.stringify(name)}: { "Return": ${text} }`;
  });
  return `{ ${answers.join(', ')} }`;
}
