import type { Layout } from '../../shared/graph/layout';
import { referencesOf, type Machine, type Scope } from './model/machine';

/* The draft in other forms. */

/** Offers a file for saving. */
export function download(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The graph as Mermaid text. */
export function mermaidOf(machine: Machine): string {
  const lines = ['stateDiagram-v2'];
  const ids = new Map(machine.states.map((state, index) => [state.id, `s${index + 1}`]));
  const quoted = (text: string) => text.replaceAll('"', '#quot;').replaceAll(':', '#58;').replaceAll('\n', ' ');
  const write = (scope: Scope, indent: string) => {
    const byName = new Map(scope.states.map(state => [state.name, state]));
    for (const state of scope.states) {
      lines.push(`${indent}state "${quoted(state.name)}" as ${ids.get(state.id)}${state.scopes.length > 0 ? ' {' : ''}`);
      state.scopes.forEach((inner, index) => {
        if (index > 0) lines.push(`${indent}  --`);
        write(inner, `${indent}  `);
      });
      if (state.scopes.length > 0) lines.push(`${indent}}`);
    }
    const first = byName.get(scope.startAt ?? '');
    if (first) lines.push(`${indent}[*] --> ${ids.get(first.id)}`);
    for (const state of scope.states) {
      const ways = referencesOf(state).filter(way => byName.has(way.target));
      for (const way of ways) lines.push(`${indent}${ids.get(state.id)} --> ${ids.get(byName.get(way.target)!.id)}${way.label ? `: ${quoted(way.label)}` : ''}`);
      if (!ways.some(way => way.kind !== 'catch')) lines.push(`${indent}${ids.get(state.id)} --> [*]`);
    }
  };
  write(machine.root, '  ');
  return `${lines.join('\n')}\n`;
}

/** As long as labels are in the drawing. */
const LABEL_MAX = 26;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The colours of a drawing, as they are in the light: pictures are looked at in documents. */
function lightColours() {
  const probe = document.createElement('span');
  probe.style.colorScheme = 'light';
  document.body.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = { point: colour('surface-3'), ground: colour('bg'), surface: colour('surface'), line: colour('border-strong'), quiet: colour('text-2'), text: colour('text') };
  probe.remove();
  return colours;
}

/** The drawing as an SVG that needs nothing else. */
export function svgOf(machine: Machine, { nodes, edges, width, height }: Layout): string {
  const colours = lightColours();
  const margin = 12;
  const line = (points: { x: number; y: number }[]) => points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join('');
  const boxes = nodes.map(node => {
    const state = machine.byId.get(node.id);
    const isPoint = !state;
    const shape = `<rect x="${node.x}" y="${node.y}" width="${node.width}" height="${node.height}" rx="${isPoint ? 14 : 8}" fill="${isPoint ? colours.point : node.isContainer ? colours.ground : colours.surface}" stroke="${isPoint ? 'none' : colours.line}"${node.isContainer ? ' stroke-dasharray="4 3"' : ''}/>`;
    if (isPoint) return `${shape}<text x="${node.x + node.width / 2}" y="${node.y + node.height / 2 + 4}" text-anchor="middle" fill="${colours.quiet}" font-size="11">${escaped(node.name)}</text>`;
    const name = `<text x="${node.x + 12}" y="${node.y + 20}" fill="${colours.text}" font-size="12.5" font-weight="600">${escaped(state.name)}</text>`;
    return shape + name + (node.isContainer ? '' : `<text x="${node.x + 12}" y="${node.y + 36}" fill="${colours.quiet}" font-size="11">${escaped(state.type)}</text>`);
  });
  const lines = edges.map(edge => `<path d="${line(edge.points)}" fill="none" stroke="${colours.line}" stroke-width="1.4"${edge.kind === 'catch' ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#a)"/>`);
  const labels = edges.filter(edge => edge.labelAt).map(({ label, labelAt }) => {
    const text = label.length > LABEL_MAX ? `${label.slice(0, LABEL_MAX - 1)}…` : label;
    return `<rect x="${labelAt!.x - text.length * 3.3 - 4}" y="${labelAt!.y - 9}" width="${text.length * 6.6 + 8}" height="18" rx="4" fill="${colours.surface}"/><text x="${labelAt!.x}" y="${labelAt!.y + 4}" text-anchor="middle" fill="${colours.quiet}" font-size="11" font-family="monospace">${escaped(text)}</text>`;
  });
  const containers = boxes.filter((_, index) => nodes[index]!.isContainer);
  const others = boxes.filter((_, index) => !nodes[index]!.isContainer);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * margin}" height="${height + 2 * margin}" viewBox="${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}" font-family="system-ui, sans-serif"><defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L10,5L0,10z" fill="${colours.line}"/></marker></defs><rect x="${-margin}" y="${-margin}" width="100%" height="100%" fill="${colours.surface}"/>${containers.join('')}${lines.join('')}${others.join('')}${labels.join('')}</svg>`;
}

/** The side of a picture that browsers draw without failing, in pixels. */
const SIDE_MAX = 8_000;

/** The drawing as PNG, twice as large where that fits. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, SIDE_MAX / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser: take SVG.'))), 'image/png'));
}

