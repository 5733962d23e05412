import { useEffect, useState } from 'react';
import type { Layout } from './layout';
import type { GraphScope } from './model';

let worker: Worker | undefined;
let nextId = 1;
const waiting = new Map<number, (layout: Layout) => void>();

/** Layouts by their graphs: who comes back to one need not wait for it again. */
const known = new WeakMap<GraphScope, Promise<Layout>>();

/** Loads what lays graphs out, beside the page, before there is one to be laid out. */
export function prepareLayouts(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<{ id: number; layout: Layout }>) => {
    waiting.get(data.id)?.(data.layout);
    waiting.delete(data.id);
  };
  return worker;
}

/** Lays a graph out beside the page, which goes on meanwhile. */
function layoutOf(scope: GraphScope): Promise<Layout> {
  return new Promise(resolve => {
    waiting.set(nextId, resolve);
    prepareLayouts().postMessage({ id: nextId++, scope });
  });
}

/** Where everything of the graph is; null until that is known, and for no graph. */
export function useLayout(scope: GraphScope | null): Layout | null {
  const [found, setFound] = useState<{ scope: GraphScope; layout: Layout } | null>(null);
  useEffect(() => {
    if (!scope) return;
    let isWanted = true;
    const laying = known.get(scope) ?? layoutOf(scope);
    known.set(scope, laying);
    void laying.then(layout => isWanted && setFound({ scope, layout }));
    return () => {
      isWanted = false;
    };
  }, [scope]);
  return found?.scope === scope ? found!.layout : null;
}
