import { lazy, Suspense, useMemo } from 'react';
import { Empty, Loading } from '../ui/States';
import { graphOf } from './model';

const Drawing = lazy(() => import('./Drawing'));

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

/** The graph of a definition, drawn when it is known where everything is. */
export function StateGraph({ definition, ...rest }: StateGraphProps) {
  const scope = useMemo(() => graphOf(definition), [definition]);
  if (!scope) return <Empty title="There is no graph">The definition is not a state machine.</Empty>;
  return (
    <Suspense fallback={<Loading what="Drawing" />}>
      <Drawing scope={scope} {...rest} />
    </Suspense>
  );
}
