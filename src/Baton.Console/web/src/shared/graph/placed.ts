/* What those who draw need of a layout: what makes one is loaded beside the page alone. */

const LABEL_MAX = 26;

/** A label as it is drawn. */
export const shortLabel = (label: string): string => (label.length > LABEL_MAX ? `${label.slice(0, LABEL_MAX - 1)}…` : label);

/** A line through the points with its corners rounded. */
export function smooth(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return '';
  const curves = rest.map((point, index) => {
    const next = rest[index + 1];
    const to = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : last;
    return `Q${point.x},${point.y} ${to.x},${to.y}`;
  });
  return `M${first.x},${first.y}${curves.join('')}${curves.length === 0 ? `L${last.x},${last.y}` : ''}`;
}
