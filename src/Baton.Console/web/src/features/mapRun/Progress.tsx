import type { Counts } from '../../shared/api/mapRuns';
import { Icon } from '../../shared/ui/Icon';
import { statusIcon, statusLabel } from '../../shared/ui/Status';
import './mapRun.css';

const parts = [['succeeded', 'SUCCEEDED'], ['failed', 'FAILED'], ['timedOut', 'TIMED_OUT'], ['aborted', 'ABORTED'], ['running', 'RUNNING'], ['pendingRedrive', 'PENDING_REDRIVE'], ['pending', 'PENDING']] as const;

/** How many stand how: as a bar, and in words below it. */
export function Progress({ name, counts }: { name: string; counts: Counts }) {
  const shown = parts.filter(([part]) => counts[part] > 0);
  return (
    <section className="progress" aria-label={name}>
      <h2>{name} <span className="quiet number">{counts.total.toLocaleString('en')}</span></h2>
      <div className="progress-bar" aria-hidden="true">
        {shown.map(([part, status]) => <i key={part} data-status={status} style={{ flexGrow: counts[part] }} />)}
      </div>
      <ul>
        {shown.map(([part, status]) => (
          <li key={part} data-status={status}>
            <Icon name={status === 'PENDING' ? 'clock' : statusIcon(status)} size={12} /> {status === 'PENDING' ? 'Pending' : statusLabel(status)} <strong className="number">{counts[part].toLocaleString('en')}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
