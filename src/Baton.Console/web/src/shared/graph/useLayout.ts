import { useEffect, useState } from 'react';
import type { Layout } from './layout';
import type { GraphScope } from './model';

let worker: Worker | undefined;
let nextId = 1;
const waiting = new Map<number, (layout: Layout) => void>();

/** Lays a graph out beside the page, which goes on meanwhile. */
function layoutOf(scope: GraphScope): Promise<Layout> {
  if (!worker) {
    worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<{ id: number; layout: Layout }>) => {
      waiting.get(data.id)?.(data.layout);
      waiting.delete(data.id);
    };
  }
  return new Promise(resolve => {
    waiting.set(nextId, resolve);
    worker!.postMessage({ id: nextId++, scope });
  });
}

/** Where everything of the graph is; null until that is known. */
export function useLayout(scope: GraphScope): Layout | null {
  const [known, setKnown] = useState<{ scope: GraphScope; layout: Layout } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void layoutOf(scope).then(layout => isWanted && setKnown({ scope, layout }));
    return () => {
      isWanted = false;
    };
  }, [scope]);
  return known?.scope === scope ? known.layout : null;
}
