import * as Radix from '@radix-ui/react-tabs';
import { useEffect, useRef, type ReactNode } from 'react';

export interface Tab {
  id: string;
  label: string;
  content: ReactNode;
}

/** Views of one thing; which one is shown is the caller's, so that it can be part of the address. */
export function Tabs({ name, tabs, selected, onSelect }: { name: string; tabs: Tab[]; selected: string | null; onSelect: (id: string) => void }) {
  const current = tabs.find(tab => tab.id === selected) ?? tabs[0]!;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = list.current!;
    const tab = frame.querySelector<HTMLElement>('[data-state=active]')!;
    frame.scrollLeft = Math.max(tab.offsetLeft + tab.offsetWidth - frame.clientWidth, Math.min(frame.scrollLeft, tab.offsetLeft));
  }, [current.id]); // a narrow window does not show all tabs
  return (
    <Radix.Root value={current.id} onValueChange={onSelect}>
      <Radix.List ref={list} className="tabs-list" aria-label={name}>
        {tabs.map(tab => (
          <Radix.Trigger key={tab.id} value={tab.id} className="tab">
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={current.id} tabIndex={-1}>
        {current.content}
      </Radix.Content>
    </Radix.Root>
  );
}
