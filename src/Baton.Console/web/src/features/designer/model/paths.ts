/** As many paths are offered; large data has more than anybody looks through. */
const PATHS_MAX = 200;

/** The JSONPaths of all that a JSON text holds, the outer ones first; none where it is not JSON. */
export function pathsOf(text: string): string[] {
  const open: [path: string, value: unknown][] = [];
  try {
    open.push(['$', JSON.parse(text)]);
  } catch {
    return [];
  }
  const paths: string[] = [];
  for (let next = open.shift(); next && paths.length < PATHS_MAX; next = open.shift()) {
    const [path, value] = next;
    paths.push(path);
    if (typeof value !== 'object' || value === null) continue;
    const inner = Array.isArray(value) ? value.slice(0, 1).map(item => ['[0]', item] as const) : Object.entries(value).map(([name, item]) => [/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`, item] as const);
    open.push(...inner.map(([step, item]): [string, unknown] => [path + step, item]));
  }
  return paths;
}
