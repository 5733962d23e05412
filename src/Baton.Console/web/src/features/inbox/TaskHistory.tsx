import { useState, type FormEvent } from 'react';
import { ActList } from '../../shared/people/ActList';
import { useActor } from '../../shared/people/actor';
import { act, type Act, type HumanTask } from '../../shared/people/api';
import { Button } from '../../shared/ui/Button';
import { Fault, Loading } from '../../shared/ui/States';
import type { Doing } from './TaskPane';

const COMMENT_MAX = 8_192;

/** What was done and said, and a place to say something. */
export function TaskHistory({ task, acts, error, doing }: { task: HumanTask; acts: readonly Act[] | undefined; error: unknown; doing: Doing }) {
  const actor = useActor();
  const [text, setText] = useState('');
  const comment = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() && (await doing(() => act(task.id, 'comments', { text })))) setText('');
  };
  return (
    <div className="task-body">
      {actor && (
        <form className="comment" onSubmit={event => void comment(event)}>
          <textarea className="input" aria-label="Comment" placeholder="Say something about it" rows={2} maxLength={COMMENT_MAX} value={text} onChange={event => setText(event.target.value)} />
          <Button type="submit" disabled={!text.trim()}>Comment</Button>
        </form>
      )}
      {error ? <Fault error={error} /> : acts ? <ActList acts={acts} name="History" /> : <Loading />}
    </div>
  );
}
