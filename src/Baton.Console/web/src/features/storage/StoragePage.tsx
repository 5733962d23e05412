import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { bytesText } from '../../shared/bytes';
import { Link } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Icon } from '../../shared/ui/Icon';
import { Facts, Page } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { toast } from '../../shared/ui/Toasts';
import { Backup, Verify } from './Checks';
import { maintain, readStatus, type ServerStatus } from './maintenance';
import { Purge } from './Purge';
import './storage.css';

/** Sizes are read this often, in milliseconds. */
const REFRESH = 5_000;

export default function StoragePage() {
  const { data: status, error, refetch } = useQuery({ queryKey: ['maintenance'], queryFn: ({ signal }) => readStatus(signal), refetchInterval: REFRESH });
  return (
    <Page title="Storage" badge={status && <ServerState status={status} />} actions={status?.status === 'PAUSED' && <Resume />}>
      {error ? <Fault error={error} retry={() => void refetch()} /> : null}
      {!status && !error && <div className="panel"><Loading rows={6} /></div>}
      {status && (
        <>
          {status.advice && <p className="storage-advice" role="status">{status.advice}</p>}
          <Facts
            facts={[
              ['Store', status.store],
              ['Database', status.databaseBytes === undefined ? undefined : bytesText(status.databaseBytes)],
              ['Write-ahead log', status.logBytes === undefined ? undefined : bytesText(status.logBytes)],
              ['Closed executions are kept', status.retention ? `for ${retentionText(status.retention)}` : 'for ever'],
              ['Executions', <span className="storage-links"><Link to="/executions?status=RUNNING">Running</Link><Link to="/executions">All</Link></span>],
              ['Set aside', status.setAside > 0 ? <span className="storage-aside">{status.setAside.toLocaleString('en')}: Baton itself has failed on them, and its log says how</span> : undefined],
            ]}
          />
          <div className="storage">
            <Backup isPossible={status.databaseBytes !== undefined} />
            <Verify />
            <Purge retention={status.retention ? retentionText(status.retention) : null} />
          </div>
        </>
      )}
    </Page>
  );
}

function ServerState({ status: { status } }: { status: ServerStatus }) {
  const [label, icon] = { RUNNING: ['At work', 'check'] as const, PAUSED: ['Paused', 'pause'] as const, BROKEN: ['Broken', 'alert'] as const }[status];
  return (
    <span className="status server-state" data-state={status}>
      <Icon name={icon} size={13} />
      {label}
    </span>
  );
}

function Resume() {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const resume = async () => {
    await maintain('resume', {}, () => undefined, new AbortController().signal);
    await client.invalidateQueries();
    toast('The server goes on');
  };
  return (
    <>
      <Button kind="primary" icon="play" onClick={() => setAsked(true)}>Resume</Button>
      {isAsked && <ActionDialog title="Let the server go on?" description="Timers that were due fire at once, and tasks that were handed out before are handed out again." action="Resume" onConfirm={resume} onClose={() => setAsked(false)} />}
    </>
  );
}

/** `90.00:00:00` as `90 d`. */
function retentionText(text: string): string {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)/.exec(text) ?? [];
  const parts = [[days, 'd'], [hours, 'h'], [minutes, 'min'], [seconds, 's']] as const;
  return parts.filter(([value]) => Number(value ?? 0) > 0).map(([value, unit]) => `${Number(value)} ${unit}`).join(' ');
}
