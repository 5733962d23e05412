import './people.css';
import { Fragment } from 'react';
import { Time } from '../ui/Time';
import type { Act } from './api';

/** What was done, the newest first; drafts that one person saved in a row are told once. */
export function ActList({ acts, name }: { acts: readonly Act[]; name: string }) {
  const shown = acts.filter((act, index) => act.what !== 'saved a draft' || acts[index + 1]?.what !== act.what || acts[index + 1]?.by !== act.by);
  return (
    <ol className="acts" aria-label={name}>
      {shown.toReversed().map((act, index) => (
        <li key={index} data-what={act.what}>
          <span className="act-line">
            <b>{act.by ?? 'Baton'}</b> {act.what}
            {act.text && act.what !== 'commented' && <Fragment>: <span className="act-text">{act.text}</span></Fragment>}
          </span>
          <Time date={act.at} />
          {act.what === 'commented' && <p className="act-comment">{act.text}</p>}
        </li>
      ))}
    </ol>
  );
}
