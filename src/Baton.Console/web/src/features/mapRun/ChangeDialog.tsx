import { useState } from 'react';
import { updateMapRun, type MapRun } from '../../shared/api/mapRuns';
import { ActionDialog } from '../../shared/ui/Dialog';
import { toast } from '../../shared/ui/Toasts';

/** Changes how a run goes on: how many at once, and how many failures it tolerates. */
export function ChangeDialog({ run, onClose }: { run: MapRun; onClose: () => void }) {
  const [concurrency, setConcurrency] = useState(String(run.maxConcurrency));
  const [count, setCount] = useState(String(run.toleratedFailureCount));
  const [percentage, setPercentage] = useState(String(run.toleratedFailurePercentage));
  const fields = [
    { id: 'run-concurrency', label: 'Children at once', hint: '0 is as many as there are', value: concurrency, set: setConcurrency, max: 2_147_483_647, step: 1 },
    { id: 'run-count', label: 'Tolerated failures: items', hint: '0 leaves it to the percentage', value: count, set: setCount, max: Number.MAX_SAFE_INTEGER, step: 1 },
    { id: 'run-percentage', label: 'Tolerated failures: percent', hint: '', value: percentage, set: setPercentage, max: 100, step: 'any' },
  ];
  const change = async () => {
    await updateMapRun(run.mapRunArn, { maxConcurrency: Number(concurrency), toleratedFailureCount: Number(count), toleratedFailurePercentage: Number(percentage) });
    toast('Changed the Map Run');
  };
  return (
    <ActionDialog title="Change the Map Run" description="It holds from now on: what runs already goes on." action="Change" onConfirm={change} onClose={onClose}>
      {fields.map(({ id, label, hint, value, set, max, step }) => (
        <div className="field" key={id}>
          <label htmlFor={id}>{label}</label>
          <input id={id} className="input" type="number" min={0} max={max} step={step} required value={value} onChange={event => set(event.target.value)} />
          {hint && <span className="hint">{hint}</span>}
        </div>
      ))}
    </ActionDialog>
  );
}
