import { useRef, type KeyboardEvent } from 'react';
import { caseName, casePlace, type WorkflowCase } from '../../shared/people/api';
import { Link } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { Status } from '../../shared/ui/Status';
import { Time } from '../../shared/ui/Time';
import { useColumns } from './statuses';

const NONE = '';

const steps: Record<string, readonly [across: number, down: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], k: [0, -1], j: [0, 1] };

/** Cases by their statuses, in the columns that their machines declare. Arrow keys go from card to card. */
export function CaseBoard({ cases, more }: { cases: readonly WorkflowCase[]; more: { isLoading: boolean; load: () => void } | undefined }) {
  const frame = useRef<HTMLDivElement>(null);
  const machines = [...new Set(cases.map(one => one.stateMachineArn))];
  const columns = useColumns(machines, cases.map(one => one.status ?? NONE));
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const grid = [...frame.current!.querySelectorAll('section')].map(section => [...section.querySelectorAll<HTMLElement>('.card > a')]).filter(cards => cards.length > 0);
    const column = grid.findIndex(cards => cards.includes(document.activeElement as HTMLElement));
    if (column < 0) return;
    const row = grid[column]!.indexOf(document.activeElement as HTMLElement) + step[1];
    const next = grid[Math.max(0, Math.min(grid.length - 1, column + step[0]))]!;
    event.preventDefault();
    next[Math.max(0, Math.min(next.length - 1, row))]!.focus();
  };
  return (
    <>
      <p className="quiet board-note">
        <Icon name="help" size={14} /> A case moves when its workflow moves it, or somebody answers one of its tasks. Cards cannot be dragged.
      </p>
      <div className="board" ref={frame} onKeyDown={move} role="group" aria-label="Cases by status">
        {columns.map(status => {
          const own = cases.filter(one => (one.status ?? NONE) === status);
          return (
            <section key={status} className="board-column" aria-label={status || 'Without a status'}>
              <h2>
                {status || 'Without a status'} <span className="quiet number">{own.length}{more ? '+' : ''}</span>
              </h2>
              <ul>
                {own.map(one => (
                  <li key={one.id} className="card">
                    <Link to={casePlace(one.id)}>{caseName(one)}</Link>
                    {one.title && one.title !== caseName(one) && <span className="card-title">{one.title}</span>}
                    <span className="card-about quiet">
                      <Icon name="person" size={12} />
                      <span className="truncate">{one.owner ?? 'nobody'}</span>
                      <Time date={one.updatedAt} />
                    </span>
                    {one.executionStatus !== 'RUNNING' && <Status status={one.executionStatus} />}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {more && (
        <div>
          <Button disabled={more.isLoading} onClick={more.load}>{more.isLoading ? 'Loading…' : 'Load more'}</Button>
        </div>
      )}
    </>
  );
}
