import { useEffect, type ReactNode } from 'react';
import { Link } from '../router';

interface PageProps {
  title: string;
  /** The pages above this one. */
  crumbs?: { label: string; to: string }[];
  badge?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: where it is, what it is called, what can be done, and what there is. */
export function Page({ title, crumbs, badge, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Baton`;
  }, [title]);
  return (
    <div className="page">
      {crumbs && (
        <nav className="crumbs" aria-label="Breadcrumbs">
          <ol>
            {crumbs.map(({ label, to }) => (
              <li key={to}>
                <Link to={to}>{label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <header className="page-head">
        <h1>{title}</h1>
        {badge}
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** Names and values about one thing; what has no value is left out. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value === null || value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** One of a few values. */
export function Segments<T extends string>({ name, value, options, onChange }: { name: string; value: T; options: readonly { value: T; label: string }[]; onChange: (value: T) => void }) {
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{name}</legend>
      {options.map(option => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
