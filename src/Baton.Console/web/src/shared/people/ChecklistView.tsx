import './people.css';
import { Link } from '../router';
import { Icon, type IconName } from '../ui/Icon';
import { Time } from '../ui/Time';
import { taskPlace, type ChecklistStep } from './api';

const standings: Record<ChecklistStep['standing'], [label: string, icon: IconName]> = {
  done: ['Done', 'check'],
  now: ['Now', 'running'],
  next: ['Next', 'clock'],
  skipped: ['Skipped', 'cross'],
};

/** The steps of a process as a person who knows no state machines reads them: done, now, next, skipped; who and when. */
export function ChecklistView({ steps, name }: { steps: readonly ChecklistStep[]; name: string }) {
  const done = steps.filter(step => step.standing === 'done').length;
  return (
    <div className="checklist">
      <p className="quiet">
        {done} of {steps.length} done
      </p>
      <ol aria-label={name}>
        {steps.map((step, index) => {
          const [label, icon] = standings[step.standing];
          return (
            <li key={index} data-standing={step.standing} data-failed={step.error ? true : undefined} style={{ paddingLeft: step.depth * 18 }} aria-current={step.standing === 'now' ? 'step' : undefined}>
              <span className="checklist-mark">
                <Icon name={step.error ? 'alert' : icon} size={13} />
              </span>
              <span className="checklist-step">
                {step.taskId && step.standing === 'now' ? <Link to={taskPlace(step.taskId)}>{step.step}</Link> : step.step}
                {step.visits > 1 && <span className="quiet"> ×{step.visits}</span>}
              </span>
              <span className="checklist-about quiet">
                <span>{step.error ? `${label} with ${step.error}` : label}</span>
                {step.who && <span className="truncate">{step.who}</span>}
                {step.since && <Time date={step.since} />}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
