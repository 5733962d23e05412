import { ViewportPortal } from '@xyflow/react';
import { memo, useId } from 'react';
import type { PlacedEdge } from './layout';
import { shortLabel, smooth } from './placed';

/** All ways from state to state in one drawing: as components of their own, hundreds of them would take longer than the states. */
export const Ways = memo(function Ways({ edges, isTaken }: { edges: readonly PlacedEdge[]; isTaken: (edge: PlacedEdge) => boolean }) {
  const end = useId();
  return (
    <ViewportPortal>
      <svg className="ways" aria-hidden="true">
        <defs>
          <marker id={end} className="way-end" viewBox="-10 -10 20 20" markerWidth="26" markerHeight="26" orient="auto" markerUnits="userSpaceOnUse">
            <polyline points="-5,-4 0,0 -5,4 -5,-4" />
          </marker>
        </defs>
        {edges.map(edge => <path key={edge.id} d={smooth(edge.points)} className={`way ${edge.kind} ${isTaken(edge) ? 'taken' : ''}`} markerEnd={`url(#${end})`} />)}
      </svg>
      {edges.map(edge => edge.labelAt && (
        <div key={edge.id} className={`way-label ${edge.kind}`} title={edge.label} style={{ transform: `translate(-50%, -50%) translate(${edge.labelAt.x}px, ${edge.labelAt.y}px)` }}>
          {shortLabel(edge.label)}
        </div>
      ))}
    </ViewportPortal>
  );
});
