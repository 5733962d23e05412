import { useEffect, useMemo } from 'react';
import { bytesText } from '../../shared/bytes';
import { Button } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { Fault } from '../../shared/ui/States';
import { Progress } from './Progress';
import { useWork } from './useWork';

/** A copy of one moment, made beside the work and kept where the browser keeps what it downloads. */
export function Backup({ isPossible }: { isPossible: boolean }) {
  const work = useWork('backup');
  const address = useMemo(() => (work.file ? URL.createObjectURL(work.file) : null), [work.file]);
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  const name = useMemo(() => `baton-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.db`, [work.file]);
  const percent = work.told?.backup?.percent;
  return (
    <section className="panel" aria-label="Backup">
      <div className="panel-head"><h2>Backup</h2></div>
      <div className="panel-body storage-work">
        {isPossible ? (
          <>
            <p className="quiet">A copy of one moment, which is checked; the server goes on meanwhile. Execution logs and the key of connections are files of their own.</p>
            <div className="storage-acts">
              <Button icon="download" disabled={work.isRunning} onClick={() => void work.start()}>Back up</Button>
              {work.isRunning && <Button onClick={work.stop}>Stop</Button>}
              {address && <a className="button primary" href={address} download={name}>Save {bytesText(work.file!.size)}</a>}
            </div>
            {work.isRunning && <Progress label="Backing up" percent={percent} />}
            {work.error !== undefined && <Fault error={work.error} title="The backup failed" />}
          </>
        ) : (
          <p className="quiet">The store is a PostgreSQL database: back it up with its own tools (pg_dump, or continuous archiving).</p>
        )}
      </div>
    </section>
  );
}

/** Proves that what is stored is whole. */
export function Verify() {
  const work = useWork('verify');
  const found = work.told?.verification;
  return (
    <section className="panel" aria-label="Verify">
      <div className="panel-head"><h2>Verify</h2></div>
      <div className="panel-body storage-work">
        <p className="quiet">Reads the storage and every log, beside the work. Of use after a disk has failed; a crash alone is no reason.</p>
        <div className="storage-acts">
          <Button icon="check" disabled={work.isRunning} onClick={() => void work.start()}>Verify</Button>
          {work.isRunning && <Button onClick={work.stop}>Stop</Button>}
        </div>
        {work.isRunning && <Progress label="Verifying" percent={found?.percent} />}
        {work.error !== undefined && <Fault error={work.error} title="It could not be verified" />}
        {found && !work.isRunning && work.told?.isDone && (
          <p role="status" className={found.findings.length > 0 ? 'storage-aside' : 'storage-fine'}>
            <Icon name={found.findings.length > 0 ? 'alert' : 'check'} size={14} /> {found.executions.toLocaleString('en')} {found.executions === 1 ? 'execution' : 'executions'} read,{' '}
            {found.findings.length === 0 ? 'all is well' : `${found.findings.length} ${found.findings.length === 1 ? 'finding' : 'findings'}`}
          </p>
        )}
        {found && found.findings.length > 0 && <ul className="storage-findings">{found.findings.map((finding, index) => <li key={index}>{finding}</li>)}</ul>}
      </div>
    </section>
  );
}
