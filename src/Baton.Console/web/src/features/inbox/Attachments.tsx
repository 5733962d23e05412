import { useRef } from 'react';
import { act, attachmentAddress, type Act, type HumanTask } from '../../shared/people/api';
import { useActor } from '../../shared/people/actor';
import { Button } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { Time } from '../../shared/ui/Time';
import { toast } from '../../shared/ui/Toasts';
import { isActive } from './rules';
import type { Doing } from './TaskPane';

/** As the server has it. */
const BYTES_MAX = 512 * 1_024;
const FILES_MAX = 20;

/** The files of a task: each is fetched as something to be kept, and a new one is added in the name of who acts. */
export function Attachments({ task, acts, doing }: { task: HumanTask; acts: readonly Act[]; doing: Doing }) {
  const actor = useActor();
  const field = useRef<HTMLInputElement>(null);
  const attached = acts.filter(({ what }) => what === 'attached');
  const first = task.attachments - attached.length; // a long history does not begin at its beginning
  const files = Array.from({ length: task.attachments }, (_, index) => ({ number: index + 1, act: attached[index - first] }));
  const mayAttach = isActive(task) && actor !== null && task.attachments < FILES_MAX;
  const attach = async (chosen: readonly File[]) => {
    for (const file of chosen) {
      if (file.size === 0 || file.size > BYTES_MAX) toast(`${file.name} was not attached: a file has 1 byte to 512 KiB.`, 'fault');
      else if (!(await doing(async () => act(task.id, 'attachments', { name: file.name, contentType: file.type || 'application/octet-stream', content: await base64(file) }), `Attached ${file.name}`))) return;
    }
  };
  if (files.length === 0 && !mayAttach) return null;
  return (
    <section className="attachments" aria-label="Files">
      <div className="attachments-head">
        <h3>Files</h3>
        {mayAttach && <Button icon="plus" onClick={() => field.current!.click()}>Attach a file</Button>}
        <input
          ref={field} type="file" multiple className="visually-hidden" tabIndex={-1} aria-label="Attach files"
          onChange={event => {
            void attach([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      <ul>
        {files.map(({ number, act: added }) => (
          <li key={number}>
            <Icon name="file" size={14} />
            <a href={attachmentAddress(task.id, number)} download={added?.text ?? true}>{added?.text ?? `File ${number}`}</a>
            {added && <span className="quiet">{added.by}, <Time date={added.at} /></span>}
          </li>
        ))}
      </ul>
      {files.length === 0 && <p className="quiet">None yet.</p>}
    </section>
  );
}

async function base64(file: File): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onload = () => resolve((reader.result as string).slice((reader.result as string).indexOf(',') + 1));
    reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}
