import { useState, type FormEvent } from 'react';
import { searchExecutions, type FoundExecution } from '../../shared/api/runs';
import { executionPlace, machineNameOf, machinePlace } from '../../shared/arn';
import { Link } from '../../shared/router';
import { Button, IconButton } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { Fault } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import type { Column } from '../../shared/ui/Table';
import { Duration, Time } from '../../shared/ui/Time';
import { defaultColumns } from './query';

type Known = Column<FoundExecution> & { about: string };

/** Columns that every row has without reading more. */
const known: Readonly<Record<string, Known>> = {
  name: { name: 'Name', about: 'Name', cell: item => <Link to={executionPlace(item.executionArn)}>{item.name}</Link> },
  status: { name: 'Status', about: 'Status', cell: item => <Status status={item.status} /> },
  machine: { name: 'State machine', about: 'State machine', cell: item => <Link to={machinePlace(item.stateMachineArn)}>{machineNameOf(item.stateMachineArn)}</Link>, wideOnly: true },
  started: { name: 'Started', about: 'Started', cell: item => <Time date={item.startDate} /> },
  stopped: { name: 'Ended', about: 'Ended', cell: item => item.stopDate && <Time date={item.stopDate} />, wideOnly: true },
  duration: { name: 'Duration', about: 'Duration', cell: item => <Duration from={item.startDate} to={item.stopDate} />, end: true, wideOnly: true },
  redriveCount: { name: 'Redrives', about: 'Redrives', cell: item => item.redriveCount || '', end: true, wideOnly: true },
};

/** Columns of data that many ask for, with what stands at their heads, beside the paths that they type. */
const offered: Readonly<Record<string, string>> = { error: 'Error', cause: 'Cause', 'case.key': 'Case', 'case.title': 'Case title', 'case.status': 'Case status', version: 'Version', alias: 'Alias' };

/** Those of the columns whose values have to be read. */
export const valueColumns = (columns: readonly string[]): string[] => columns.filter(column => !known[column]);

export function tableColumns(columns: readonly string[]): Column<FoundExecution>[] {
  const values = valueColumns(columns);
  return columns.map(column => known[column] ?? { name: offered[column] ?? column, cell: (item: FoundExecution) => <Value text={item.values?.[values.indexOf(column)]} /> });
}

const Value = ({ text }: { text: string | null | undefined }) => (text === null || text === undefined ? <span className="quiet" aria-label="None">–</span> : <span title={text}>{text}</span>);

interface ColumnsDialogProps {
  columns: readonly string[];
  onChange: (columns: readonly string[]) => void;
  onClose: () => void;
}

/** Which columns the list has: those that every execution has, and values of its data by their fields. */
export function ColumnsDialog({ columns, onChange, onClose }: ColumnsDialogProps) {
  const [field, setField] = useState('');
  const [error, setError] = useState<unknown>();
  const own = columns.filter(column => !known[column] && !offered[column]);
  const toggle = (column: string) => onChange(columns.includes(column) ? columns.filter(one => one !== column) : [...columns, column]);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = field.trim();
    if (!wanted || columns.includes(wanted)) return;
    try {
      await searchExecutions('name = ""', [wanted], undefined, undefined, 1); // the server says whether it is a field
      onChange([...columns, wanted]);
      setField('');
      setError(undefined);
    } catch (e) {
      setError(e);
    }
  };
  const box = (column: string, label: string) => (
    <label key={column} className="check">
      <input type="checkbox" checked={columns.includes(column)} disabled={column === 'name'} onChange={() => toggle(column)} />
      {label}
    </label>
  );
  return (
    <Dialog title="Columns" onClose={onClose}>
      <div className="dialog-body">
        <div className="columns-choice">
          {Object.entries(known).map(([column, { about }]) => box(column, about))}
          {Object.entries(offered).map(([column, label]) => box(column, label))}
        </div>
        <form onSubmit={event => void add(event)} className="field">
          <label htmlFor="column">A value of the input or output</label>
          <span className="columns-add">
            <input id="column" className="input mono" value={field} onChange={event => setField(event.target.value)} placeholder="input.order.id" spellCheck={false} autoComplete="off" />
            <Button type="submit">Add</Button>
          </span>
          {error !== undefined && <Fault error={error} />}
        </form>
        {own.length > 0 && (
          <ul className="columns-own" aria-label="Added columns">
            {own.map(column => (
              <li key={column}>
                <code>{column}</code>
                <IconButton name={`Remove ${column}`} icon="close" onClick={() => toggle(column)} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="dialog-foot">
        <Button onClick={() => onChange(defaultColumns)}>Reset</Button>
        <Button kind="primary" onClick={onClose}>Done</Button>
      </div>
    </Dialog>
  );
}
