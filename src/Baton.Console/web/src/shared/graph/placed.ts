import type { PlacedNode } from './layout';

/* What those who draw need of a layout: what makes one is loaded beside the page alone. */

const LABEL_MAX = 26;

/** A label as it is drawn. */
export const shortLabel = (label: string): string => (label.length > LABEL_MAX ? `${label.slice(0, LABEL_MAX - 1)}…` : label);

/** The size of a state for the graph, which would else draw all states once to measure them, also those that nobody sees. */
export const boxOf = ({ width, height }: PlacedNode) => ({ width, height, measured: { width, height } });
