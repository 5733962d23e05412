import { useMemo, useRef } from 'react';
import type { Layout } from '../../shared/graph/layout';
import type { GraphScope } from '../../shared/graph/model';
import { useLayout } from '../../shared/graph/useLayout';

/** Where everything is; while the new places are not known, the old ones. A graph that looks the same is not laid out anew. */
export function useLatestLayout(scope: GraphScope): Layout | null {
  const look = useMemo(() => JSON.stringify(scope), [scope]);
  const same = useMemo(() => scope, [look]);
  const latest = useRef<Layout | null>(null);
  const layout = useLayout(same);
  if (layout) latest.current = layout;
  return latest.current;
}
