import { machineNameOf } from '../../shared/arn';
import { useQueryValue } from '../../shared/router';
import { Icon } from '../../shared/ui/Icon';
import { QueryFilter } from '../../shared/ui/QueryFilter';

const selects = [
  ['status', 'Status', [['', 'Active'], ['open', 'Open'], ['claimed', 'Claimed'], ['closed', 'Closed'], ['completed', 'Completed'], ['cancelled', 'Cancelled']]],
  ['due', 'Due', [['', 'Due at any time'], ['overdue', 'Overdue'], ['day', 'Due within a day'], ['week', 'Due within a week']]],
  ['priority', 'Priority', [['', 'Any priority'], ['40', 'Normal and up'], ['60', 'High and up'], ['80', 'Urgent']]],
  ['sort', 'Order', [['', 'Newest first'], ['due', 'Due first'], ['priority', 'Urgent first']]],
] as const;

/** What the list is narrowed by; each choice is part of the address. */
export function TaskFilters() {
  const [machine, setMachine] = useQueryValue('machine');
  return (
    <div className="task-filters">
      <QueryFilter name="text" label="Title" placeholder="Part of the title" className="task-search" />
      {selects.map(([name, label, options]) => (
        <FilterSelect key={name} name={name} label={label} options={options} />
      ))}
      {machine && (
        <button type="button" className="button" onClick={() => setMachine(null)}>
          {machineNameOf(machine)} <Icon name="close" size={12} />
          <span className="visually-hidden">Show tasks of all state machines</span>
        </button>
      )}
    </div>
  );
}

function FilterSelect({ name, label, options }: { name: string; label: string; options: readonly (readonly [string, string])[] }) {
  const [value, setValue] = useQueryValue(name);
  return (
    <select className="input" aria-label={label} value={value ?? ''} data-set={value ? true : undefined} onChange={event => setValue(event.target.value || null)}>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}
