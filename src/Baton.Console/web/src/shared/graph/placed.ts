/* What those who draw need of a layout: what makes one is loaded beside the page alone. */

const LABEL_MAX = 26;

/** A label as it is drawn. */
export const shortLabel = (label: string): string => (label.length > LABEL_MAX ? `${label.slice(0, LABEL_MAX - 1)}…` : label);
