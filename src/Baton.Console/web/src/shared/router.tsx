import { createContext, useCallback, useContext, useMemo, useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent, type ReactNode } from 'react';
import { consoleRoot } from './place';

/** A place in the console: a path like `/executions/ARN` and what stands behind the question mark. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

export type Parameters = Readonly<Record<string, string>>;

const listeners = new Set<() => void>();
addEventListener('popstate', () => listeners.forEach(listener => listener()));

/** Goes to a place: a path below the console's root. `replace` does not leave a trace in the browser's history. */
export function navigate(to: string, { replace = false } = {}): void {
  const address = consoleRoot + to.replace(/^\//, '');
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  listeners.forEach(listener => listener());
  if (!replace) scrollTo(0, 0);
}

export function usePlace(): Place {
  const address = useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname + location.search,
  );
  return useMemo(() => {
    const [path = '', query = ''] = address.split('?', 2);
    return { path: '/' + path.slice(consoleRoot.length), query: new URLSearchParams(query) };
  }, [address]);
}

/** What a pattern like `/executions/:arn` makes of a path; null where it does not fit. */
export function match(pattern: string, path: string): Parameters | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decoded(given[index]!);
    if (value === null) return null;
    if (part.startsWith(':')) parameters[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return parameters;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // not an address that was made here
  }
}

/** Builds an address: ``place`/executions/${arn}` `` with its values encoded, and a query without what is empty. */
export function place(strings: TemplateStringsArray, ...values: string[]): string {
  return strings.reduce((text, part, index) => text + encodeURIComponent(values[index - 1] ?? '') + part);
}

export function withQuery(path: string, query: Readonly<Record<string, string | undefined | null>>): string {
  const text = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])).toString();
  return text ? `${path}?${text}` : path;
}

export const ParametersContext = createContext<Parameters>({});

export function useParameter(name: string): string {
  return useContext(ParametersContext)[name] ?? '';
}

/** A value that is part of the address, so that a link leads back to it. */
export function useQueryValue(name: string): [string | null, (value: string | null) => void] {
  const { path, query } = usePlace();
  const set = useCallback(
    (value: string | null) => {
      const next = new URLSearchParams(location.search);
      if (value) next.set(name, value);
      else next.delete(name);
      navigate(next.size > 0 ? `${path}?${next}` : path, { replace: true });
    },
    [name, path],
  );
  return [query.get(name), set];
}

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  to: string;
  children: ReactNode;
}

/** A link within the console: an ordinary one, which does not load the page again. */
export function Link({ to, onClick, children, ...rest }: LinkProps) {
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={consoleRoot + to.replace(/^\//, '')} onClick={click} {...rest}>
      {children}
    </a>
  );
}
