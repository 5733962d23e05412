import { useMemo, useState } from 'react';
import { aligned, meansTheSame, stateChanges, together, type StateChange } from '../../shared/diff/definitions';
import { TextDiff } from '../../shared/diff/TextDiff';
import { StateGraph, type StateMark } from '../../shared/graph/StateGraph';
import { Icon } from '../../shared/ui/Icon';
import { Segments } from '../../shared/ui/Page';
import { Empty } from '../../shared/ui/States';
import { statusIcon, statusLabel } from '../../shared/ui/Status';

const kinds: StateChange[] = ['ADDED', 'CHANGED', 'REMOVED'];

/** Two definitions: what is different in their meaning, as a graph and as text. */
export function Comparison({ from, to }: { from: string; to: string }) {
  const [view, setView] = useState<'graph' | 'text'>('graph');
  const changes = useMemo(() => stateChanges(from, to), [from, to]);
  const marks = useMemo(() => new Map<string, StateMark>([...changes].map(([name, status]) => [name, { status, visits: 1 }])), [changes]);
  const both = useMemo(() => together(from, to), [from, to]);
  const [before, after] = useMemo(() => aligned(from, to) ?? [from, to], [from, to]);
  if (meansTheSame(from, to)) {
    return <Empty title="They mean the same" icon="check">{from === to ? 'The texts are the same, character by character.' : 'They differ in spaces or in the order of members alone, which mean nothing.'}</Empty>;
  }
  return (
    <section aria-label="Comparison">
      <div className="compare-tools">
        <Segments name="Compare as" value={view} options={[{ value: 'graph', label: 'Graph' }, { value: 'text', label: 'Text' }]} onChange={setView} />
        <ul className="changes-key" aria-label="States that differ">
          {kinds.map(kind => {
            const names = [...changes].filter(([, change]) => change === kind).map(([name]) => name);
            return (
              <li key={kind} className="status" data-status={kind} title={names.join(', ')}>
                <Icon name={statusIcon(kind)} size={13} />
                {names.length} {statusLabel(kind).toLowerCase()}
              </li>
            );
          })}
        </ul>
        {changes.size === 0 && <span className="quiet">No state is different: what changed is beside them.</span>}
      </div>
      {view === 'graph' ? (
        <div className="machine-graph"><StateGraph definition={both} name="Graph of the changes" marks={marks} /></div>
      ) : (
        <TextDiff name="Changes of the text" from={before} to={after} />
      )}
    </section>
  );
}
