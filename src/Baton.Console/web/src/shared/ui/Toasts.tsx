import * as Radix from '@radix-ui/react-toast';
import { useSyncExternalStore } from 'react';
import { IconButton } from './Button';
import { Icon } from './Icon';

interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'fault';
}

const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let nextId = 1;

function set(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach(listener => listener());
}

/** Says in passing that something was done, or that it failed. */
export function toast(text: string, kind: Toast['kind'] = 'done'): void {
  set([...toasts, { id: nextId++, text, kind }]);
}

export function Toasts() {
  const shown = useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <Radix.Provider duration={6_000}>
      {shown.map(({ id, text, kind }) => (
        <Radix.Root key={id} className="toast" data-kind={kind} type={kind === 'fault' ? 'foreground' : 'background'} onOpenChange={open => open || set(toasts.filter(other => other.id !== id))}>
          <Icon name={kind === 'fault' ? 'alert' : 'check'} />
          <Radix.Description>{text}</Radix.Description>
          <Radix.Close asChild>
            <IconButton name="Dismiss" icon="close" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="toasts" />
    </Radix.Provider>
  );
}
