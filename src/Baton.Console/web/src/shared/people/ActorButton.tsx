import { useState } from 'react';
import { queries } from '../live/queries';
import { Button, Tooltip } from '../ui/Button';
import { ActionDialog } from '../ui/Dialog';
import { setActor, useActor } from './actor';

const NAME_MAX = 256;

/** Says in whose name this browser acts, and lets that be changed. */
export function ActorButton() {
  const actor = useActor();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Tooltip text="Nothing is authenticated yet: the server believes what is said here.">
        <Button icon="person" className={actor ? '' : 'primary'} onClick={() => setAsked(true)}>
          {actor ? `Acting as ${actor.name}${actor.groups.length > 0 ? ` · ${actor.groups.join(', ')}` : ''}` : 'Say who you are'}
        </Button>
      </Tooltip>
      {isAsked && <ActorDialog onClose={() => setAsked(false)} />}
    </>
  );
}

export function ActorDialog({ onClose }: { onClose: () => void }) {
  const actor = useActor();
  const [name, setName] = useState(actor?.name ?? '');
  const [groups, setGroups] = useState(actor?.groups.join(', ') ?? '');
  const save = async () => {
    if (name.trim().length > NAME_MAX) throw new Error(`A name has at most ${NAME_MAX} characters.`);
    const names = groups.split(',').map(group => group.trim()).filter(Boolean);
    setActor(name.trim() ? { name: name.trim(), groups: [...new Set(names)] } : null);
    await queries.invalidateQueries();
  };
  return (
    <ActionDialog
      title="Who are you?" action="Save" onConfirm={save} onClose={onClose}
      description="What you do with tasks is written down under this name. Nothing is authenticated yet: the server believes what is said here, and this browser remembers it."
    >
      <div className="field">
        <label htmlFor="actor-name">Name</label>
        <input id="actor-name" className="input" value={name} onChange={event => setName(event.target.value)} autoComplete="username" spellCheck={false} />
      </div>
      <div className="field">
        <label htmlFor="actor-groups">Groups</label>
        <input id="actor-groups" className="input" value={groups} onChange={event => setGroups(event.target.value)} aria-describedby="actor-groups-hint" autoComplete="off" spellCheck={false} />
        <span id="actor-groups-hint" className="hint">Separated by commas, like support, team-leads</span>
      </div>
    </ActionDialog>
  );
}
