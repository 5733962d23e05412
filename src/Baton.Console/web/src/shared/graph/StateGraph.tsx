import { useEffect, useMemo } from 'react';
import { lazily } from '../ui/lazily';
import { Empty, Loading } from '../ui/States';
import { graphOf, type GraphScope } from './model';
import { prepareLayouts, useLayout } from './useLayout';

const loading = () => import('./Drawing');
const Drawing = lazily(loading, { what: 'Drawing' });

/** What is known of a state where the graph shows an execution. */
export interface StateMark {
  status: string;
  /** How often it was entered. */
  visits: number;
}

export interface StateGraphProps {
  definition: string;
  name: string;
  marks?: ReadonlyMap<string, StateMark>;
  selected?: string | null;
  onSelect?: (stateName: string) => void;
}

const GRAPHS_MAX = 8;
const graphs = new Map<string, GraphScope | null>();

/** The graph of a definition; of the last few always the same one. */
function knownGraphOf(definition: string): GraphScope | null {
  const graph = graphs.has(definition) ? graphs.get(definition)! : graphOf(definition);
  graphs.delete(definition);
  graphs.set(definition, graph);
  if (graphs.size > GRAPHS_MAX) graphs.delete(graphs.keys().next().value!);
  return graph;
}

/** Loads what lays a graph out and what draws it, before its definition is known. */
export function prepareGraph(): void {
  prepareLayouts();
  void loading();
}

/** The graph of a definition, drawn when it is known where everything is: that is found out while what draws is still being loaded. */
export function StateGraph({ definition, ...rest }: StateGraphProps) {
  const scope = useMemo(() => knownGraphOf(definition), [definition]);
  const layout = useLayout(scope);
  useEffect(() => void loading(), []);
  if (!scope) return <Empty title="There is no graph">The definition is not a state machine.</Empty>;
  return layout ? <Drawing layout={layout} {...rest} /> : <Loading what="Drawing" />;
}
