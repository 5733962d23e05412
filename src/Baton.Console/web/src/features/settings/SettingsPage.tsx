import { useQuery } from '@tanstack/react-query';
import { readServer } from '../../shared/api/server';
import { ActorButton } from '../../shared/people/ActorButton';
import { consoleRoot } from '../../shared/place';
import { useQueryValue } from '../../shared/router';
import { Icon } from '../../shared/ui/Icon';
import { Facts, Page, Segments } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import './settings.css';

interface Setting {
  name: string;
  about?: string;
  default?: string;
  isSet: boolean;
  value?: string;
  source?: string;
}

interface Settings {
  version: string;
  runtime: string;
  store: string;
  dataFolder: string;
  startedAt: string;
  settings: Setting[];
}

const columns: Column<Setting>[] = [
  { name: 'Setting', cell: item => <code>{item.name}</code> },
  { name: 'Value', cell: item => <Value setting={item} /> },
  { name: 'From', cell: item => (item.isSet ? item.source : <span className="quiet">default</span>) },
  { name: 'What it does', cell: item => item.about && <span title={item.about}>{item.about}</span>, wideOnly: true },
];

export default function SettingsPage() {
  const [shown, setShown] = useQueryValue('show');
  const { data, error, refetch } = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => readServer<Settings>('maintenance/settings', signal) });
  const items = data?.settings.filter(item => shown !== 'set' || item.isSet);
  return (
    <Page title="Settings" actions={<ActorButton />}>
      {error ? <Fault error={error} retry={() => void refetch()} /> : null}
      {!data && !error && <div className="panel"><Loading rows={8} /></div>}
      {data && (
        <>
          <Facts
            facts={[
              ['Version', data.version.replace(/\+([0-9a-f]{10})[0-9a-f]+$/, ' ($1)')],
              ['Started', <Time date={new Date(data.startedAt)} />],
              ['Runs on', data.runtime],
              ['Store', data.store],
              ['Data folder', <code>{data.dataFolder}</code>],
              ['Licences', <a href={`${consoleRoot}licences.txt`}>of what the console is made of</a>],
            ]}
          />
          <div className="toolbar">
            <Segments name="Which settings" value={shown === 'set' ? 'set' : 'all'} options={[{ value: 'all', label: 'All' }, { value: 'set', label: 'Set here' }]} onChange={value => setShown(value === 'set' ? 'set' : null)} />
            <span className="quiet">They are read when the server starts: from variables of its environment, with two underscores for each colon, or from the application that hosts it.</span>
          </div>
          <div className="settings">
            <Table name="Settings" columns={columns} items={items!} keyOf={item => item.name} />
          </div>
        </>
      )}
    </Page>
  );
}

function Value({ setting: { isSet, value, about, default: standard } }: { setting: Setting }) {
  if (!isSet) return <span className="quiet">{standard}</span>;
  if (value !== undefined) return <b className="setting-value" title={value}>{value}</b>;
  return about ? (
    <span className="quiet">set, and shown to nobody</span>
  ) : (
    <span className="setting-unknown">
      <Icon name="alert" size={13} /> Baton has no such setting
    </span>
  );
}
