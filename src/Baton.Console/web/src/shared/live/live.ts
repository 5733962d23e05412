import { useEffect, useSyncExternalStore } from 'react';
import { consoleRoot } from '../place';

/** What the server tells: executions that have changed, that a bulk job has, or that something was missed and everything is to be looked at. */
export type LiveEvent = { kind: 'executions'; executions: { executionArn: string; status: string }[] } | { kind: 'missed' } | { kind: 'jobs' };

/** Whether the server is heard at the moment. */
export type LiveState = 'connecting' | 'live' | 'lost';

type Message = { id: string; event: LiveEvent | null; state: LiveState };

const listeners = new Set<(event: LiveEvent) => void>();
const watchers = new Set<() => void>();
const channel = new BroadcastChannel(`baton.live ${consoleRoot}`);
let state: LiveState = 'connecting';
let lastId = '';
let hasBegun = false;

function hear({ id, event, state: next }: Message): void {
  if (id) lastId = id;
  if (next !== state) {
    state = next;
    watchers.forEach(watcher => watcher());
  }
  if (event) listeners.forEach(listener => listener(event));
}

/** A browser opens six connections to a server at most: one tab listens, and passes on to the others what it hears. */
function begin(): void {
  if (hasBegun) return;
  hasBegun = true;
  channel.onmessage = ({ data }: MessageEvent<Message | 'state?'>) => {
    if (data !== 'state?') hear(data);
    else if (isSource) channel.postMessage({ id: lastId, event: null, state } satisfies Message);
  };
  channel.postMessage('state?');
  void navigator.locks.request(channel.name, () => {
    listen();
    return new Promise<never>(() => undefined); // kept until the tab is closed; the next one goes on where this one was
  });
}

let isSource = false;

function listen(): void {
  isSource = true;
  const source = new EventSource(`${consoleRoot}api/events${lastId ? `?after=${lastId}` : ''}`);
  const tell = (message: Message) => {
    hear(message);
    channel.postMessage(message);
  };
  source.addEventListener('begin', event => tell({ id: event.lastEventId, event: null, state: 'live' }));
  source.addEventListener('executions', event => tell({ id: event.lastEventId, event: { kind: 'executions', executions: JSON.parse(event.data as string) }, state: 'live' }));
  source.addEventListener('jobs', () => tell({ id: '', event: { kind: 'jobs' }, state: 'live' }));
  source.addEventListener('missed', event => tell({ id: event.lastEventId, event: { kind: 'missed' }, state: 'live' }));
  source.addEventListener('error', () => {
    tell({ id: '', event: null, state: 'lost' });
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2_000); // refused: the browser itself does not try again
  });
}

/** Calls back with what the server tells while the component is shown. */
export function useLive(onEvent: (event: LiveEvent) => void): void {
  useEffect(() => {
    begin();
    listeners.add(onEvent);
    return () => void listeners.delete(onEvent);
  }, [onEvent]);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    watcher => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}
