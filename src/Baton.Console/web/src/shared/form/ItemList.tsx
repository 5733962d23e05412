import { useEffect, useRef, type ReactNode } from 'react';
import { Button, IconButton } from '../ui/Button';

interface ItemListProps {
  /** What each item is called: `Line 1`. */
  names: readonly string[];
  /** What the button says that adds one. */
  addLabel: string;
  isFull?: boolean;
  /** The fields of an item. */
  item: (index: number) => ReactNode;
  onAdd: () => void;
  onMove: (from: number, to: number) => void;
  onRemove: (index: number) => void;
  /** What else can be done, beside the button that adds one. */
  children?: ReactNode;
}

/** Fields that repeat. The keyboard stays with what is done: with an item that is moved, in the first field of a new one, behind one that is removed. */
export function ItemList({ names, addLabel, isFull, item, onAdd, onMove, onRemove, children }: ItemListProps) {
  const list = useRef<HTMLOListElement>(null);
  const add = useRef<HTMLDivElement>(null);
  const focus = useRef<(() => void) | null>(null);
  useEffect(() => {
    focus.current?.();
    focus.current = null;
  });
  const tools = (index: number) => [...(list.current?.children[index]?.lastElementChild?.querySelectorAll('button') ?? [])];
  const move = (from: number, to: number) => {
    focus.current = () => {
      const [up, down] = tools(to);
      const [again, back] = to < from ? [up!, down!] : [down!, up!];
      (again.disabled ? back : again).focus();
    };
    onMove(from, to);
  };
  const remove = (index: number) => {
    focus.current = () => (tools(Math.min(index, names.length - 2)).at(-1) ?? add.current!.querySelector('button'))!.focus();
    onRemove(index);
  };
  const addOne = () => {
    focus.current = () => {
      const added = list.current!.lastElementChild!;
      (added.querySelector<HTMLElement>('input, select, textarea') ?? added.querySelector('button')!).focus();
    };
    onAdd();
  };
  return (
    <div className="form-list">
      {names.length > 0 && (
        <ol ref={list}>
          {names.map((name, index) => (
            <li key={index}>
              {item(index)}
              <div className="form-item-tools">
                <IconButton name={`${name} up`} icon="up" disabled={index === 0} onClick={() => move(index, index - 1)} />
                <IconButton name={`${name} down`} icon="down" disabled={index === names.length - 1} onClick={() => move(index, index + 1)} />
                <IconButton name={`Remove ${name}`} icon="close" onClick={() => remove(index)} />
              </div>
            </li>
          ))}
        </ol>
      )}
      <div ref={add} className="form-list-more">
        <Button icon="plus" disabled={isFull} onClick={addOne}>{addLabel}</Button>
        {children}
      </div>
    </div>
  );
}
