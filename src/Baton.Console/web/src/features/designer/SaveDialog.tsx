import { useMemo, useState } from 'react';
import { ActionDialog } from '../../shared/ui/Dialog';
import { toast } from '../../shared/ui/Toasts';
import { createMachine, updateMachine, type MachineType } from './api';
import { compareLines, differences } from './model/lines';

interface SaveDialogProps {
  /** The machine; empty for a new one. */
  arn: string;
  base: string;
  /** What is deployed now, which may not be what the draft was made from. */
  deployed: string;
  text: string;
  errors: number;
  onSaved: (arn: string) => void;
  onClose: () => void;
}

/** Deploys the draft: shows what changes, and asks for a name where the machine is new. */
export function SaveDialog({ arn, base, deployed, text, errors, onSaved, onClose }: SaveDialogProps) {
  const [name, setName] = useState('');
  const [type, setType] = useState<MachineType>('STANDARD');
  const [isVersion, setVersion] = useState(false);
  const [note, setNote] = useState('');
  const lines = useMemo(() => (arn ? differences(compareLines(deployed, text)) : []), [arn, deployed, text]);
  const save = async () => {
    if (arn) {
      const version = await updateMachine(arn, text, isVersion ? { note } : null);
      toast(version ? `Saved, and published as version ${version.slice(version.lastIndexOf(':') + 1)}` : 'Saved');
      onSaved(arn);
      return;
    }
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) throw new Error('A name has letters, digits, - and _, and at most 80 of them.');
    const made = await createMachine(name, text, type);
    toast(`Created ${name}`);
    onSaved(made);
  };
  return (
    <ActionDialog title={arn ? 'Save the state machine' : 'Create the state machine'} description={arn ? 'Executions that run go on with the definition that they began with; new ones take this one.' : 'It can be started as soon as it is created.'} action={arn ? 'Save' : 'Create'} onConfirm={save} onClose={onClose}>
      {errors > 0 && <p className="problem-box" data-severity="ERROR">The draft has {errors === 1 ? 'an error' : `${errors} errors`}: the server will refuse it.</p>}
      {arn && base !== deployed && <p className="problem-box" data-severity="WARNING">Somebody else has changed the machine since this draft was begun. What is shown is compared with what is deployed now.</p>}
      {!arn && (
        <>
          <div className="field"><label htmlFor="machine-name">Name</label><input id="machine-name" className="input" value={name} onChange={event => setName(event.target.value)} autoComplete="off" spellCheck={false} maxLength={80} /></div>
          <div className="field">
            <label htmlFor="machine-type">Type</label>
            <select id="machine-type" className="input" value={type} onChange={event => setType(event.target.value as MachineType)}>
              <option value="STANDARD">Standard: lasts up to a year, with a full history</option>
              <option value="EXPRESS">Express: short and many, told in logs</option>
            </select>
          </div>
        </>
      )}
      {arn && (
        <>
          <div className="diff" role="region" aria-label="What changes" tabIndex={0}>
            {lines.length === 0 || lines.every(line => line === null) ? <p className="quiet">Nothing changes.</p> : lines.map((line, index) => (line === null ? <div key={index} className="diff-gap">⋯</div> : (
              <div key={index} className="diff-line" data-kind={line.kind}>
                <span className="number" aria-hidden="true">{line.after ?? line.before}</span>
                <span aria-hidden="true">{{ same: ' ', removed: '−', added: '+' }[line.kind]}</span>
                {line.kind !== 'same' && <span className="visually-hidden">{line.kind}: </span>}
                <code>{line.text}</code>
              </div>
            )))}
          </div>
          <label className="check"><input type="checkbox" checked={isVersion} onChange={event => setVersion(event.target.checked)} /> Publish it as a version too</label>
          {isVersion && <div className="field"><label htmlFor="version-note">What is new</label><input id="version-note" className="input" value={note} onChange={event => setNote(event.target.value)} maxLength={256} /></div>}
        </>
      )}
    </ActionDialog>
  );
}
