import { useState } from 'react';
import { ActionDialog } from '../../shared/ui/Dialog';

interface NameProps {
  title: string;
  description: string;
  action: string;
  value: string;
  mayBeEmpty?: boolean;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the name of somebody. */
export function NameDialog({ title, description, action, value, mayBeEmpty, onSave, onClose }: NameProps) {
  const [name, setName] = useState(value);
  const save = async () => {
    if (!mayBeEmpty && !name.trim()) throw new Error('Say who it is to be.');
    await onSave(name.trim());
  };
  return (
    <ActionDialog title={title} description={description} action={action} onConfirm={save} onClose={onClose}>
      <div className="field">
        <label htmlFor="task-name">Name</label>
        <input id="task-name" className="input" value={name} onChange={event => setName(event.target.value)} autoComplete="off" spellCheck={false} maxLength={256} />
      </div>
    </ActionDialog>
  );
}
