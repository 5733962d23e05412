import * as Menu from '@radix-ui/react-dropdown-menu';
import * as Drawer from '@radix-ui/react-dialog';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { focusPage, MAIN } from '../shared/focus';
import { useLiveState } from '../shared/live/live';
import { queries } from '../shared/live/queries';
import { consoleRoot } from '../shared/place';
import { setPreference, usePreferences, type Preferences } from '../shared/preferences';
import { Link, navigate, usePlace } from '../shared/router';
import { Button, IconButton, Tooltip } from '../shared/ui/Button';
import { ActionDialog } from '../shared/ui/Dialog';
import { Icon } from '../shared/ui/Icon';
import { CommandPalette } from './CommandPalette';
import { isWithin, navigation } from './features';
import { KeyboardHelp } from './KeyboardHelp';
import { useShortcuts } from './shortcuts';

type Shown = 'palette' | 'help' | 'drawer' | 'region' | null;

/** What is around every page: the navigation, the way to everything by typing, and what a person has set. */
export function Frame({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown>(null);
  const { path } = usePlace();
  const isFirst = useRef(true);
  useEffect(() => {
    setShown(null);
    if (!isFirst.current) focusPage();
    isFirst.current = false;
  }, [path]);
  useShortcuts({
    palette: () => setShown('palette'),
    help: () => setShown('help'),
    go: to => navigate(to),
  });
  const close = () => setShown(null);
  return (
    <div className="frame">
      <a className="skip" href={`#${MAIN}`}>
        Skip to content
      </a>
      <header className="top">
        <span className="top-menu">
          <IconButton name="Navigation" icon="menu" onClick={() => setShown('drawer')} />
        </span>
        <Brand />
        <button type="button" className="find" onClick={() => setShown('palette')}>
          <Icon name="search" size={14} />
          <span className="find-text">Find or go to…</span>
          <kbd aria-hidden="true">Ctrl K</kbd>
        </button>
        <div className="top-end">
          <LiveMark />
          <IconButton name="Keyboard shortcuts" icon="help" onClick={() => setShown('help')} />
          <PreferencesMenu onRegion={() => setShown('region')} />
        </div>
      </header>
      <nav className="side" aria-label="Main">
        <NavigationList />
      </nav>
      <main id={MAIN} className="main" tabIndex={-1}>
        {children}
      </main>
      {shown === 'palette' && <CommandPalette onClose={close} />}
      {shown === 'help' && <KeyboardHelp onClose={close} />}
      {shown === 'region' && <RegionDialog onClose={close} />}
      <Drawer.Root open={shown === 'drawer'} onOpenChange={open => open || close()}>
        <Drawer.Portal>
          <Drawer.Overlay className="veil" />
          <Drawer.Content className="drawer" aria-describedby={undefined}>
            <Drawer.Title className="visually-hidden">Navigation</Drawer.Title>
            <Brand />
            <nav aria-label="Main">
              <NavigationList />
            </nav>
          </Drawer.Content>
        </Drawer.Portal>
      </Drawer.Root>
    </div>
  );
}

const Brand = () => (
  <Link to="/" className="brand">
    <img src={`${consoleRoot}favicon.svg`} alt="" width={22} height={22} />
    Baton
  </Link>
);

/** Workflows, people, operating: the navigation has a line between them. */
const groupOf = (order = 0): number => [40, 60].filter(first => order >= first).length;

function NavigationList() {
  const { path } = usePlace();
  return (
    <ul className="nav">
      {navigation.map(({ label, to, icon, order }, index) => (
        <li key={to} data-group={groupOf(order) !== groupOf(navigation[index - 1]?.order) || undefined}>
          <Link to={to} className="nav-link" aria-current={path === to ? 'page' : isWithin(path, to) ? 'true' : undefined}>
            <Icon name={icon} />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function LiveMark() {
  const state = useLiveState();
  const text = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting' }[state];
  const says = { connecting: 'Connecting to the server', live: 'What you see changes as it happens', lost: 'The server is not heard; what you see may be old' }[state];
  return (
    <Tooltip text={says}>
      <span className="live" data-state={state} role="status" tabIndex={0}>
        {text}
      </span>
    </Tooltip>
  );
}

const themes = [['system', 'As the system'], ['light', 'Light'], ['dark', 'Dark']] as const;
const times = [['relative', 'How long ago'], ['local', 'Local time'], ['utc', 'UTC']] as const;

function PreferencesMenu({ onRegion }: { onRegion: () => void }) {
  const { theme, time, region } = usePreferences();
  const group = <K extends 'theme' | 'time'>(label: string, name: K, value: Preferences[K], options: readonly (readonly [Preferences[K], string])[]) => (
    <Menu.RadioGroup value={value} onValueChange={chosen => setPreference(name, chosen as Preferences[K])}>
      <Menu.Label className="menu-label">{label}</Menu.Label>
      {options.map(([option, text]) => (
        <Menu.RadioItem key={option} value={option} className="menu-item">
          <span className="mark">
            <Menu.ItemIndicator>
              <Icon name="check" size={14} />
            </Menu.ItemIndicator>
          </span>
          {text}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger asChild>
        <Button kind="plain" className="icon" aria-label="Preferences">
          <Icon name="settings" />
        </Button>
      </Menu.Trigger>
      <Menu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
        {group('Colours', 'theme', theme, themes)}
        <Menu.Separator className="menu-line" />
        {group('Times', 'time', time, times)}
        <Menu.Separator className="menu-line" />
        <Menu.Item className="menu-item" onSelect={onRegion}>
          <span className="mark" />
          Region: {region}
        </Menu.Item>
      </Menu.Content>
    </Menu.Root>
  );
}

function RegionDialog({ onClose }: { onClose: () => void }) {
  const { region } = usePreferences();
  const [text, setText] = useState(region);
  const save = async () => {
    if (!/^[a-z0-9-]{1,64}$/.test(text)) throw new Error(`'${text}' is not a region: expected lower-case letters, digits and hyphens, like us-east-1.`);
    setPreference('region', text);
    await queries.resetQueries();
  };
  return (
    <ActionDialog title="Region" description="State machines live in the region that their clients named when they made them. Lists show one region." action="Show" onConfirm={save} onClose={onClose}>
      <div className="field">
        <label htmlFor="region">Region</label>
        <input id="region" className="input" value={text} onChange={event => setText(event.target.value.trim())} autoComplete="off" spellCheck={false} />
      </div>
    </ActionDialog>
  );
}
