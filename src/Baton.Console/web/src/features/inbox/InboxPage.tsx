import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isWithPage } from '../../shared/focus';
import { EXECUTIONS } from '../../shared/live/queries';
import { ActorButton } from '../../shared/people/ActorButton';
import { useActor } from '../../shared/people/actor';
import { act } from '../../shared/people/api';
import { Link, navigate, usePlace, useQueryValue, withQuery } from '../../shared/router';
import { Page, Segments } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { toast } from '../../shared/ui/Toasts';
import { BulkBar } from './BulkBar';
import './inbox.css';
import { isActive, mayClaim } from './rules';
import { TaskFilters } from './TaskFilters';
import { rowId, TaskList } from './TaskList';
import { PANE_TITLE, TaskPane } from './TaskPane';
import { useTasks, type Scope, type Sort } from './useTasks';

const scopes: readonly { value: Scope; label: string }[] = [
  { value: 'mine', label: 'Mine' },
  { value: 'groups', label: 'My groups' },
  { value: 'unassigned', label: 'Unassigned' },
  { value: 'all', label: 'All' },
];

/** What waits for people: the tasks at the left, and the one that is chosen beside them; where there is little room, it takes their place. */
export default function InboxPage() {
  const actor = useActor();
  const { query } = usePlace();
  const [chosenScope, setScope] = useQueryValue('scope');
  const scope = scopes.find(({ value }) => value === chosenScope)?.value ?? (actor ? 'mine' : 'all');
  const sort = query.get('sort');
  const wanted = {
    scope, status: query.get('status'), due: query.get('due'), priority: query.get('priority'), machine: query.get('machine'), text: query.get('text') ?? '',
    sort: (sort === 'due' || sort === 'priority' ? sort : 'newest') as Sort,
  };
  const { items, error, isPending, refetch, isAskable, isPartial, more } = useTasks(wanted, actor);
  const selected = query.has('task') ? Number(query.get('task')) : null;
  const placeOf = (id: number | null) => withQuery('/inbox', { ...Object.fromEntries(query), task: id === null ? null : String(id) });
  const elsewhere = scope === 'mine' ? scopes.find(({ value }) => value === (actor && actor.groups.length > 0 ? 'groups' : 'unassigned')) : undefined;
  const isFiltered = !!(wanted.status || wanted.due || wanted.priority || wanted.machine || wanted.text);

  const [chosenIds, setChosen] = useState<ReadonlySet<number>>(new Set());
  const chosen = items?.filter(task => chosenIds.has(task.id) && isActive(task)) ?? []; // what has left the list is not acted on unseen
  const toggle = (id: number) => setChosen(ids => (ids.has(id) ? new Set([...ids].filter(other => other !== id)) : new Set([...ids, id])));

  const client = useQueryClient();
  const claim = async () => {
    const task = items?.find(({ id }) => id === selected);
    if (!task || !mayClaim(task, actor)) return;
    try {
      await act(task.id, 'claim');
      toast(`Claimed ${task.title}`);
    } catch (e) {
      toast((e as Error).message, 'fault');
    }
    await client.invalidateQueries({ queryKey: [EXECUTIONS] });
  };
  useKeys({
    move: step => {
      if (!items || items.length === 0) return;
      const at = items.findIndex(({ id }) => id === selected);
      const next = items[Math.max(0, Math.min(items.length - 1, at < 0 ? 0 : at + step))]!;
      navigate(placeOf(next.id), { replace: selected !== null });
      document.getElementById(rowId(next.id))?.focus();
    },
    open: () => document.getElementById(PANE_TITLE)?.focus(),
    claim: () => void claim(),
    choose: () => actor && selected !== null && toggle(selected),
    close: () => {
      if (selected === null) return;
      navigate(placeOf(null));
      document.getElementById(rowId(selected))?.focus();
    },
  });
  return (
    <Page title="Inbox" actions={<ActorButton />}>
      <div className="inbox" data-open={selected !== null || undefined}>
        <section className="panel inbox-list" aria-label="Tasks">
          <div className="inbox-head">
            <Segments name="Whose tasks" value={scope} options={scopes} onChange={setScope} />
            <TaskFilters />
          </div>
          {actor && isAskable && items && <BulkBar tasks={items} chosen={chosen} onChoose={tasks => setChosen(new Set(tasks.map(({ id }) => id)))} />}
          <div className="inbox-scroll">
            {error ? <Fault error={error} retry={() => void refetch()} /> : null}
            {isAskable && isPending && <Loading rows={8} what="Loading tasks" />}
            {!isAskable && (
              <Empty title={actor ? 'You are in no group' : 'Who are you?'} icon="person">
                {actor ? 'Say which groups you belong to, above, and their tasks appear here.' : 'Say who you are, above, and your tasks appear here. All tasks can be looked at without that.'}
              </Empty>
            )}
            {isAskable && items && items.length === 0 && (
              <Empty title={isFiltered ? 'No task is like that' : 'Nothing waits here'} actions={isFiltered ? <Link className="button" to={withQuery('/inbox', { scope })}>Show all of them</Link> : elsewhere && <Link className="button" to={withQuery('/inbox', { scope: elsewhere.value })}>Look in {elsewhere.label}</Link>}>
                {isFiltered ? 'No task has all that was chosen above.' : scope === 'mine' ? 'You have claimed no task, and none is assigned to you.' : 'A task appears here as soon as a workflow asks for somebody.'}
              </Empty>
            )}
            {isAskable && items && items.length > 0 && <TaskList tasks={items} selected={selected} placeOf={placeOf} chosen={chosenIds} onChoose={actor ? toggle : undefined} more={more} isPartial={isPartial} />}
          </div>
        </section>
        <section className="panel inbox-task" aria-label="Task">
          {selected === null ? (
            <Empty title="No task is chosen" icon="task">
              Choose one of the list to see what it is about.
            </Empty>
          ) : (
            <TaskPane
              key={selected} id={selected} back={placeOf(null)}
              onDone={() => {
                const at = items?.findIndex(({ id }) => id === selected) ?? -1;
                const next = items?.[at + 1] ?? items?.[at - 1];
                if (next && window.matchMedia('(min-width: 1081px)').matches) navigate(placeOf(next.id), { replace: true });
              }}
            />
          )}
        </section>
      </div>
    </Page>
  );
}

interface Keys {
  move: (step: 1 | -1) => void;
  open: () => void;
  claim: () => void;
  choose: () => void;
  close: () => void;
}

/** How long after `g` a letter is the place to go to, in milliseconds. */
const SEQUENCE_TIME = 1_200;

/** j and k go through the list, Enter goes into the task, c claims it, x chooses it, Escape closes it. */
function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    let pressedG = -Infinity;
    const press = (event: KeyboardEvent) => {
      if (performance.now() - pressedG < SEQUENCE_TIME) return;
      if (event.key === 'g') pressedG = performance.now();
      const at = event.target as HTMLElement;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || at.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=tree], [role=tablist]')) return;
      const isRow = isWithPage(at) || at.closest('.task-row, #main') !== null;
      if (event.key === 'j' || event.key === 'k') current.current.move(event.key === 'j' ? 1 : -1);
      else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && at.closest('.task-row')) current.current.move(event.key === 'ArrowDown' ? 1 : -1);
      else if (event.key === 'Enter' && at.closest('.task-row[aria-current]')) current.current.open();
      else if (event.key === 'c' && isRow) current.current.claim();
      else if (event.key === 'x' && isRow) current.current.choose();
      else if (event.key === 'Escape') current.current.close();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
