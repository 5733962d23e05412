import * as Menu from '@radix-ui/react-dropdown-menu';
import { useRef } from 'react';
import { navigate } from '../../shared/router';
import { Button, IconButton } from '../../shared/ui/Button';
import { toast } from '../../shared/ui/Toasts';
import type { Designer } from './useDesigner';
import { yamlOf } from '../../shared/editor/yaml';
import { download, mermaidOf, pngOf, svgOf } from './export';
import { graphOfMachine } from './model/graph';
import { loadYaml } from './model/notation';

interface ToolbarProps {
  designer: Designer;
  name: string;
  onSearch: () => void;
  onOpen: () => void;
  onSave: () => void;
  onStart: (() => void) | null;
}

/** What can be done with the draft as a whole. */
export function Toolbar({ designer, name, onSearch, onOpen, onSave, onStart }: ToolbarProps) {
  const { session, isChanged, edit, undo, redo, giveUp } = designer;
  const file = useRef<HTMLInputElement>(null);
  const picture = async () => svgOf(session.machine, (await import('../../shared/graph/layout')).layout(graphOfMachine(session.machine).scope));
  const exports: [label: string, make: () => Promise<void> | void][] = [
    ['ASL as JSON', () => download(`${name}.asl.json`, session.machine.text, 'application/json')],
    ['ASL as YAML', () => download(`${name}.asl.yaml`, session.language === 'yaml' ? session.text : yamlOf(session.machine.text)!, 'application/yaml')],
    ['Mermaid', () => download(`${name}.mmd`, mermaidOf(session.machine), 'text/plain')],
    ['SVG', async () => download(`${name}.svg`, await picture(), 'image/svg+xml')],
    ['PNG', async () => download(`${name}.png`, await pngOf(await picture()), 'image/png')],
  ];
  const read = async (chosen: File) => {
    const text = await chosen.text();
    const isYaml = /\.ya?ml$/i.test(chosen.name);
    if (isYaml) await loadYaml();
    edit({ kind: 'text', text, language: isYaml ? 'yaml' : 'json' });
    toast(`Opened ${chosen.name}`);
  };
  const tried = (action: Promise<void> | void) => void Promise.resolve(action).catch((e: unknown) => toast((e as Error).message, 'fault'));
  return (
    <>
      <span className="tool-group">
        <IconButton name="Undo" icon="undo" disabled={session.past.length === 0} onClick={undo} />
        <IconButton name="Redo" icon="redo" disabled={session.future.length === 0} onClick={redo} />
        <IconButton name="Find a state" icon="search" onClick={onSearch} />
      </span>
      <Menu.Root modal={false}>
        <Menu.Trigger asChild><Button>File</Button></Menu.Trigger>
        <Menu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          <Menu.Item className="menu-item" onSelect={() => navigate('/designer')}>New state machine</Menu.Item>
          <Menu.Item className="menu-item" onSelect={onOpen}>Open a state machine…</Menu.Item>
          <Menu.Item className="menu-item" onSelect={() => file.current?.click()}>Open a file…</Menu.Item>
          <Menu.Item className="menu-item" disabled={!isChanged} onSelect={giveUp}>Back to what is saved</Menu.Item>
          <Menu.Separator className="menu-line" />
          <Menu.Label className="menu-label">Export</Menu.Label>
          {exports.map(([label, make]) => <Menu.Item key={label} className="menu-item" onSelect={() => tried(make())}>{label}</Menu.Item>)}
        </Menu.Content>
      </Menu.Root>
      <input
        ref={file} type="file" hidden accept=".json,.yaml,.yml" aria-label="Definition file"
        onChange={event => {
          const chosen = event.target.files?.[0];
          if (chosen) tried(read(chosen));
          event.target.value = '';
        }}
      />
      {onStart && <Button icon="play" onClick={onStart} disabled={isChanged} title={isChanged ? 'What is started is what is saved: save first' : undefined}>Start execution</Button>}
      <Button kind="primary" onClick={onSave} disabled={session.fault !== null || (onStart !== null && !isChanged)}>{onStart ? 'Save' : 'Create'}</Button>
    </>
  );
}
