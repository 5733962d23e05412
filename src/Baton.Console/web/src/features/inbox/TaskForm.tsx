import { useRef, useState } from 'react';
import { ApiError } from '../../shared/api/http';
import { beginning, faultsOf, jsonOf, nameOf, withoutBlanks, type Fault as FieldFault, type Schema } from '../../shared/form/schema';
import { FormFields } from '../../shared/form/FormFields';
import { useActor } from '../../shared/people/actor';
import { act, type HumanTask, type JsonObject } from '../../shared/people/api';
import { Button } from '../../shared/ui/Button';
import { Fault } from '../../shared/ui/States';
import { Time } from '../../shared/ui/Time';
import { toast } from '../../shared/ui/Toasts';
import { whyNotAnswer } from './rules';
import { useDraft } from './useDraft';

/** The form of a task, and its outcomes as buttons. What is typed is kept as a draft; what is wrong stands at its field. */
export function TaskForm({ task, onChanged, onDone }: { task: HumanTask; onChanged: (task: HumanTask) => void; onDone: () => void }) {
  const actor = useActor();
  const form = task.form && ({ ...task.form, type: 'object' } as Schema);
  const [value, setValue] = useState<JsonObject>(() => task.draft ?? (form ? beginning(form, task.data) : {}));
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const faulty = form ? [...new Set(faults.map(({ path }) => nameOf(form, path)))] : [];
  const frame = useRef<HTMLFieldSetElement>(null);
  const reason = whyNotAnswer(task, actor);
  // Where several answer, each has an answer of their own, and the task one draft.
  const draft = useDraft(task, form && !reason && !task.approvals ? jsonOf(form, withoutBlanks(form, value) ?? {}) : null);

  const refuse = (found: readonly FieldFault[]) => {
    setFaults(found);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>('[aria-invalid], [data-faulty] input, [data-faulty] button')?.focus());
  };
  const complete = async (outcome: string) => {
    const filled = form && (withoutBlanks(form, value) as JsonObject);
    const found = form ? faultsOf(form, filled) : [];
    setError(undefined);
    if (found.length > 0) return refuse(found);
    setBusy(true);
    setFaults([]);
    draft.stop();
    try {
      const after = await act(task.id, 'complete', form ? `{"outcome":${JSON.stringify(outcome)},"data":${jsonOf(form, filled!)}}` : { outcome });
      toast(after.status === 'completed' ? `Completed ${after.title}` : `Answered ${after.title}: others have to agree`);
      onChanged(after);
      setBusy(false);
      if (after.status === 'completed') onDone();
    } catch (e) {
      const fields = e instanceof ApiError ? e.fields.filter(({ field }) => field.startsWith('data/')) : [];
      if (fields.length > 0) refuse(fields.map(({ field, message }) => ({ path: field.split('/').slice(1), message })));
      else setError(e);
      setBusy(false);
    }
  };
  return (
    <section aria-label="Answer">
      <fieldset ref={frame} className="task-form" disabled={reason !== null || isBusy}>
        <legend className="visually-hidden">Answer</legend>
        {faulty.length > 0 && <p className="task-faults" role="alert">{faulty.length === 1 ? 'One field is' : `${faulty.length} fields are`} not right yet: {faulty.join('; ')}.</p>}
        {form && (
          <FormFields
            form={form} value={value} faults={faults}
            onChange={next => {
              setValue(next);
              draft.changed();
              if (faults.length > 0) setFaults(faultsOf(form, withoutBlanks(form, next)));
            }}
          />
        )}
        {error !== undefined && <Fault error={error} />}
        <div className="outcomes">
          {task.outcomes.map((outcome, index) => (
            <Button key={outcome} kind={index === 0 ? 'primary' : undefined} onClick={() => void complete(outcome)}>
              {task.outcomes.length === 1 && outcome === 'done' ? 'Complete' : outcome}
            </Button>
          ))}
          <span className="quiet" role="status">
            {reason ?? (draft.state === 'saving' ? 'Saving the draft…' : draft.state === 'failed' ? `The draft is not saved: ${draft.message}` : draft.savedAt ? <>Draft saved <Time date={draft.savedAt} /></> : '')}
          </span>
        </div>
      </fieldset>
    </section>
  );
}
