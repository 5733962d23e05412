import { type ReactNode } from 'react';
import { ApiError } from '../api/http';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';

/** While something is read for the first time. */
export function Loading({ rows = 5, what = 'Loading' }: { rows?: number; what?: string }) {
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{what}…</span>
      {Array.from({ length: rows }, (_, index) => <i key={index} aria-hidden="true" />)}
    </div>
  );
}

/** Where there is nothing: why, and what to do about it. */
export function Empty({ title, icon = 'empty', children, actions }: { title: string; icon?: IconName; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="blank">
      <Icon name={icon} size={32} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}

/** What went wrong, by its code and its sentence. */
export function Fault({ error, title, retry }: { error: unknown; title?: string; retry?: () => void }) {
  return (
    <div className="fault-panel" role="alert">
      <Icon name="alert" />
      <div>
        <h2>{title ?? (error instanceof ApiError ? error.code : 'This page has failed')}</h2>
        <p>{error instanceof Error ? error.message : String(error)}</p>
        {retry && (
          <div>
            <Button icon="retry" onClick={retry}>Try again</Button>
          </div>
        )}
      </div>
    </div>
  );
}
