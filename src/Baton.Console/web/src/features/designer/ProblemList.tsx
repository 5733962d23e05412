import { Icon } from '../../shared/ui/Icon';
import type { Edit } from './model/edits';
import type { Machine } from './model/machine';
import type { Problem } from './model/problems';

interface ProblemListProps {
  problems: readonly Problem[];
  machine: Machine;
  onGo: (problem: Problem) => void;
  onEdit: (edit: Edit) => void;
}

/** What is wrong, where, and what can be done about it. */
export function ProblemList({ problems, machine, onGo, onEdit }: ProblemListProps) {
  if (problems.length === 0) return <p className="panel-note"><Icon name="check" size={14} /> Nothing is wrong with the draft.</p>;
  return (
    <ul className="problem-list" aria-label="Problems">
      {problems.map((problem, index) => (
        <li key={`${problem.code} ${problem.message} ${index}`} data-severity={problem.severity}>
          <button type="button" className="problem-go" onClick={() => onGo(problem)}>
            <Icon name={problem.severity === 'ERROR' ? 'cross' : 'alert'} size={14} />
            <span className="visually-hidden">{problem.severity === 'ERROR' ? 'Error: ' : 'Warning: '}</span>
            <span className="problem-where truncate">{machine.byId.get(problem.stateId ?? '')?.name ?? 'Machine'}</span>
            <span className="problem-text">{problem.message}</span>
            <code className="quiet">{problem.code}</code>
          </button>
          {problem.fixes.map(fix => <button key={fix.label} type="button" className="link-button" onClick={() => onEdit(fix.edit)}>{fix.label}</button>)}
        </li>
      ))}
    </ul>
  );
}
