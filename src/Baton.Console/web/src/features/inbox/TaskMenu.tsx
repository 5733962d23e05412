import * as Menu from '@radix-ui/react-dropdown-menu';
import { useState } from 'react';
import { useActor } from '../../shared/people/actor';
import { act, makeLink, type HumanTask } from '../../shared/people/api';
import { Ahead } from '../../shared/people/Due';
import { Button, CopyButton } from '../../shared/ui/Button';
import { ActionDialog, Dialog } from '../../shared/ui/Dialog';
import { Icon } from '../../shared/ui/Icon';
import { NameDialog } from './NameDialog';
import { hasIt } from './rules';
import type { Doing } from './TaskPane';

type Asked = 'assign' | 'delegate' | 'link' | 'cancel' | null;

/** What else can be done with a task that is active. */
export function TaskMenu({ task, doing }: { task: HumanTask; doing: Doing }) {
  const actor = useActor();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  if (!actor) return null;
  const item = (what: Asked, label: string) => <Menu.Item className="menu-item" onSelect={() => setAsked(what)}>{label}</Menu.Item>;
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger asChild>
          <Button>
            More <Icon name="down" size={12} />
          </Button>
        </Menu.Trigger>
        <Menu.Content className="menu" align="start" sideOffset={6} collisionPadding={8}>
          {hasIt(task, actor) && item('delegate', 'Delegate…')}
          {item('assign', 'Assign…')}
          {item('link', 'Make a link for an outsider…')}
          <Menu.Separator className="menu-line" />
          {item('cancel', 'Cancel the task…')}
        </Menu.Content>
      </Menu.Root>
      {asked === 'assign' && <NameDialog title="Assign" description="Says who is to do the task. Left empty, it goes back to everybody whom it is for." action="Assign" mayBeEmpty value={task.assignee ?? ''} onClose={close} onSave={name => doing(() => act(task.id, 'assign', name ? { to: name } : {}), name ? `Assigned to ${name}` : 'Assigned to nobody')} />}
      {asked === 'delegate' && <NameDialog title="Delegate" description="Passes your task on; when they give it back, it is theirs whom the workflow named." action="Delegate" value="" onClose={close} onSave={name => doing(() => act(task.id, 'delegate', { to: name }), `Delegated to ${name}`)} />}
      {asked === 'link' && <LinkDialog task={task} onClose={close} />}
      {asked === 'cancel' && <CancelDialog task={task} doing={doing} onClose={close} />}
    </>
  );
}

function CancelDialog({ task, doing, onClose }: { task: HumanTask; doing: Doing; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const cancel = async () => {
    if (!reason.trim()) throw new Error('Say why: the workflow and the history get the reason.');
    await doing(() => act(task.id, 'cancel', { reason }), `Cancelled ${task.title}`);
  };
  return (
    <ActionDialog title="Cancel the task?" description="A workflow that waits for it gets the error Human.TaskCancelled, with the reason." action="Cancel the task" danger onConfirm={cancel} onClose={onClose}>
      <div className="field">
        <label htmlFor="task-reason">Reason</label>
        <input id="task-reason" className="input" value={reason} onChange={event => setReason(event.target.value)} autoComplete="off" maxLength={1_024} />
      </div>
    </ActionDialog>
  );
}

const lengths = [['P1D', 'A day'], ['P7D', 'A week'], ['P30D', '30 days']] as const;

function LinkDialog({ task, onClose }: { task: HumanTask; onClose: () => void }) {
  const [holder, setHolder] = useState('');
  const [length, setLength] = useState<string>('P7D');
  const [made, setMade] = useState<{ link: string; expiresAt: Date }>();
  if (made) {
    return (
      <Dialog title="The link" description="It is good for one answer. Whoever has it can give that answer." onClose={onClose}>
        <div className="dialog-body">
          <div className="made-link">
            <code>{made.link}</code>
            <CopyButton name="link" text={made.link} />
          </div>
          <p className="quiet">It expires <Ahead date={made.expiresAt} />.</p>
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>Done</Button>
        </div>
      </Dialog>
    );
  }
  const make = async () => {
    setMade(await makeLink(task.id, holder.trim(), length));
    return new Promise<never>(() => undefined); // the dialog goes on with the link
  };
  return (
    <ActionDialog title="Make a link for an outsider" description="A page with the form, for somebody without an account. A link that was made before is good no more." action="Make the link" onConfirm={make} onClose={onClose}>
      <div className="field">
        <label htmlFor="link-for">For whom</label>
        <input id="link-for" className="input" value={holder} onChange={event => setHolder(event.target.value)} placeholder="the holder of the link" autoComplete="off" maxLength={256} />
      </div>
      <div className="field">
        <label htmlFor="link-length">Good for</label>
        <select id="link-length" className="input" value={length} onChange={event => setLength(event.target.value)}>
          {lengths.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
        </select>
      </div>
    </ActionDialog>
  );
}
