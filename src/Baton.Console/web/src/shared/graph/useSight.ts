import { useReactFlow, type Node, type NodeHandle, type Viewport } from '@xyflow/react';
import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import type { Layout, PlacedNode } from './layout';

/* Large graphs are quick because only what is seen of them is drawn, and because what is seen at first is a part that can be read. */

/** How all of a graph is brought into sight. */
export const fit = { maxZoom: 1, padding: 0.08 };

/** In this size a part is shown, where all of the graph would be too small. */
const LEGIBLE = 0.7;

/** What is seen at first: all of a graph, or a part. */
interface Sight extends Viewport {
  isWhole: boolean;
}

/** The place and the size of a state, and where lines begin and end at it: else the library draws all states, also those that nobody sees, to find that out. */
export const placedAs = ({ x, y, width, height }: PlacedNode, handles: NodeHandle[] = []): Pick<Node, 'position' | 'width' | 'height' | 'measured' | 'handles'> =>
  ({ position: { x, y }, width, height, measured: { width, height }, handles });

/**
 * What of a graph is seen at first; null until that is known. Brings what is looked at into sight, within a ReactFlowProvider.
 * @param lookAt a node; a new object each time
 * @param smallest the zoom below which all of the graph is too small, so that a part is shown
 */
export function useSight(frame: RefObject<HTMLElement | null>, layout: Layout, lookAt: { id: string } | null, smallest = LEGIBLE): Sight | null {
  const flow = useReactFlow();
  const size = useSize(frame);
  const [sight, setSight] = useState<Sight | null>(null);
  const wanted = lookAt?.id ?? null;
  useLayoutEffect(() => setSight(firstSight(layout, frame.current!, wanted, smallest)), []);
  useEffect(() => {
    const placed = layout.nodes.find(node => node.id === wanted);
    if (!placed || !frame.current) return;
    const { x, y, zoom } = flow.getViewport();
    const [left, top] = [placed.x * zoom + x, placed.y * zoom + y];
    const isSeen = left > 0 && top > 0 && left + placed.width * zoom < frame.current.clientWidth && top + Math.min(placed.height, 60) * zoom < frame.current.clientHeight;
    if (!isSeen) void flow.setCenter(placed.x + placed.width / 2, placed.y + placed.height / 2, { zoom: Math.max(zoom, 0.6) });
  }, [flow, frame, layout, lookAt, size, wanted]);
  return sight;
}

/** The size of an element as a text that changes with it. */
function useSize(element: RefObject<HTMLElement | null>): string {
  const [size, setSize] = useState('');
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setSize(`${entry!.contentRect.width} ${entry!.contentRect.height}`));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** All of the graph, or its beginning or what is looked at where that would be too small. */
function firstSight({ nodes, width, height }: Layout, { clientWidth, clientHeight }: HTMLElement, wanted: string | null, smallest: number): Sight {
  const zoom = Math.min(fit.maxZoom, clientWidth / width / (1 + fit.padding), clientHeight / height / (1 + fit.padding));
  if (zoom >= smallest) return { x: (clientWidth - width * zoom) / 2, y: (clientHeight - height * zoom) / 2, zoom, isWhole: true };
  const sought = nodes.find(node => node.id === wanted);
  const { x, y, width: wide, height: high } = sought ?? nodes[0]!;
  return { x: clientWidth / 2 - (x + wide / 2) * LEGIBLE, y: (sought ? clientHeight / 2 - (high / 2) * LEGIBLE : 24) - y * LEGIBLE, zoom: LEGIBLE, isWhole: false };
}
