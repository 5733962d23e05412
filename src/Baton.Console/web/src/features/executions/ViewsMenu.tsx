import * as Menu from '@radix-ui/react-dropdown-menu';
import { useState } from 'react';
import { createView, deleteView, updateView, viewLink } from '../../shared/api/runs';
import { queries } from '../../shared/live/queries';
import { navigate } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Icon } from '../../shared/ui/Icon';
import { toast } from '../../shared/ui/Toasts';
import type { ListQuery } from './query';

const placeOf = (id: number) => `/executions?view=${id}`;

/** The views that everybody shares: goes to one, keeps what is shown as one, changes, shares and deletes the one that is shown. */
export function ViewsMenu({ list: { query, columns, view, views } }: { list: ListQuery }) {
  const [asked, setAsked] = useState<'save' | 'rename' | 'delete' | null>(null);
  const close = () => setAsked(null);
  const reload = () => queries.invalidateQueries({ queryKey: ['views'] });
  const isChanged = !!view && (query !== view.query || columns.join() !== view.columns.join());
  const update = async () => {
    await updateView({ ...view!, query, columns: [...columns] });
    await reload();
    navigate(placeOf(view!.id), { replace: true });
    toast(`Saved ${view!.name}`);
  };
  const copy = async () => {
    await navigator.clipboard.writeText(viewLink(view!.id));
    toast('Copied the link');
  };
  const item = (label: string, onSelect: () => void) => (
    <Menu.Item key={label} className="menu-item" onSelect={onSelect}>
      <span className="mark" />
      {label}
    </Menu.Item>
  );
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger asChild>
          <Button icon="view" aria-label={view ? `Views: ${view.name}` : 'Views'}>
            <span className="truncate views-name">{view?.name ?? 'Views'}</span>
            {isChanged && <span className="quiet">changed</span>}
            <Icon name="down" size={12} />
          </Button>
        </Menu.Trigger>
        <Menu.Content className="menu views" align="end" sideOffset={6} collisionPadding={8}>
          {views.length === 0 && <Menu.Label className="menu-label">No view is saved yet</Menu.Label>}
          {views.length > 0 && (
            <Menu.RadioGroup value={String(view?.id ?? '')} onValueChange={id => navigate(placeOf(Number(id)))}>
              <Menu.Label className="menu-label">Views</Menu.Label>
              {views.map(one => (
                <Menu.RadioItem key={one.id} value={String(one.id)} className="menu-item">
                  <span className="mark">
                    <Menu.ItemIndicator>
                      <Icon name="check" size={14} />
                    </Menu.ItemIndicator>
                  </span>
                  <span className="truncate">{one.name}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          )}
          <Menu.Separator className="menu-line" />
          {view && isChanged && item(`Save changes to ${view.name}`, () => void update().catch((e: unknown) => toast(e instanceof Error ? e.message : String(e), 'fault')))}
          {item('Save as a view…', () => setAsked('save'))}
          {view && item('Copy its link', () => void copy().catch(() => toast(`The link is ${viewLink(view.id)}`)))}
          {view && item('Rename…', () => setAsked('rename'))}
          {view && item('Delete…', () => setAsked('delete'))}
        </Menu.Content>
      </Menu.Root>
      {asked === 'save' && (
        <NameDialog
          title="Save as a view" description="Everybody who uses this server finds it here: the query and the columns." action="Save" onClose={close}
          onName={async name => {
            const made = await createView({ name, query, columns: [...columns] });
            await reload();
            navigate(placeOf(made.id));
            toast(`Saved ${made.name}`);
          }}
        />
      )}
      {asked === 'rename' && view && (
        <NameDialog
          title={`Rename ${view.name}`} description="Links to it stay as they are." action="Rename" name={view.name} onClose={close}
          onName={async name => {
            await updateView({ ...view, name });
            await reload();
          }}
        />
      )}
      {asked === 'delete' && view && (
        <ActionDialog
          title={`Delete ${view.name}?`} description="It is gone for everybody. The executions that it shows stay." action="Delete" danger onClose={close}
          onConfirm={async () => {
            await deleteView(view.id);
            navigate('/executions', { replace: true });
            await reload();
          }}
        />
      )}
    </>
  );
}

function NameDialog({ name = '', onName, ...rest }: { title: string; description: string; action: string; name?: string; onName: (name: string) => Promise<void>; onClose: () => void }) {
  const [text, setText] = useState(name);
  return (
    <ActionDialog {...rest} onConfirm={() => onName(text.trim())}>
      <div className="field">
        <label htmlFor="view-name">Name</label>
        <input id="view-name" className="input" value={text} onChange={event => setText(event.target.value)} maxLength={80} required autoComplete="off" />
      </div>
    </ActionDialog>
  );
}
