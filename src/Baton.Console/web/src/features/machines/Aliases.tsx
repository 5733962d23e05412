import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createAlias, deleteAlias, listAliases, updateAlias, type Alias, type Route } from '../../shared/api/machines';
import { listVersions } from '../../shared/api/stepFunctions';
import { machinePlace, nameOf } from '../../shared/arn';
import { queries } from '../../shared/live/queries';
import { Link, withQuery } from '../../shared/router';
import { Button, CopyButton } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import { toast } from '../../shared/ui/Toasts';

type Asked = { kind: 'create' } | { kind: 'edit' | 'delete'; alias: Alias };

/** The aliases of a machine: names that lead to one version, or share starts out among two. */
export function Aliases({ machineArn }: { machineArn: string }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data: aliases, error, refetch } = useQuery({ queryKey: ['aliases', machineArn], queryFn: ({ signal }) => listAliases(machineArn, signal) });
  const { data: versions } = useQuery({ queryKey: ['versions', machineArn, 'first'], queryFn: ({ signal }) => listVersions(machineArn, undefined, signal) });
  const changed = async (text: string) => {
    await queries.invalidateQueries({ queryKey: ['aliases', machineArn] });
    await queries.invalidateQueries({ queryKey: ['targets', machineArn] });
    toast(text);
  };
  if (error) return <Fault error={error} retry={() => void refetch()} />;
  if (!aliases || !versions) return <Loading />;
  const hasVersion = versions.items.length > 0;
  const columns: Column<Alias>[] = [
    { name: 'Alias', cell: alias => <Link to={machinePlace(alias.stateMachineAliasArn)}>{alias.name}</Link> },
    { name: 'Leads to', cell: alias => <Weights routes={alias.routingConfiguration} /> },
    { name: 'Description', cell: alias => alias.description ?? '', wideOnly: true },
    { name: 'Changed', cell: alias => <Time date={alias.updateDate} />, wideOnly: true },
    { name: 'Executions', cell: alias => <Link to={withQuery('/executions', { machine: alias.stateMachineAliasArn })} aria-label={`Show executions of alias ${alias.name}`}>Show</Link>, wideOnly: true },
    {
      name: 'Actions', end: true,
      cell: alias => (
        <span className="row-actions">
          <CopyButton name={`ARN of ${alias.name}`} text={alias.stateMachineAliasArn} />
          <Button kind="plain" aria-label={`Edit alias ${alias.name}`} onClick={() => setAsked({ kind: 'edit', alias })}>Edit</Button>
          <Button kind="plain" aria-label={`Delete alias ${alias.name}`} onClick={() => setAsked({ kind: 'delete', alias })}>Delete</Button>
        </span>
      ),
    },
  ];
  return (
    <>
      <div className="panel-head">
        <span className="quiet">An alias is a name to start by that leads to one version, or to two of them by weight.</span>
        <Button disabled={!hasVersion} onClick={() => setAsked({ kind: 'create' })}>Create alias</Button>
      </div>
      {aliases.length === 0 ? (
        <Empty title="There is no alias">{hasVersion ? 'Create one, like live, and start executions by it: what it leads to can be changed step by step.' : 'Publish a version first: that is what an alias leads to.'}</Empty>
      ) : (
        <div className="panel-body">
          <Table name="Aliases" columns={columns} items={aliases} keyOf={alias => alias.stateMachineAliasArn} />
        </div>
      )}
      {asked?.kind === 'delete' && (
        <ActionDialog
          title={`Delete alias ${asked.alias.name}`} description="Whoever starts executions by its ARN will be refused. Executions that run go on, and its versions stay." action="Delete" danger onClose={() => setAsked(null)}
          onConfirm={async () => {
            await deleteAlias(asked.alias.stateMachineAliasArn);
            await changed(`Deleted alias ${asked.alias.name}`);
          }}
        />
      )}
      {(asked?.kind === 'create' || asked?.kind === 'edit') && (
        <AliasDialog versions={versions.items.map(version => version.stateMachineVersionArn)} alias={asked.kind === 'edit' ? asked.alias : undefined} onDone={changed} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

const Weights = ({ routes }: { routes: Route[] }) => (
  <span className="weights">
    {routes.map(route => (
      <span key={route.stateMachineVersionArn}>
        <Link to={machinePlace(route.stateMachineVersionArn)}>Version {nameOf(route.stateMachineVersionArn)}</Link>
        {routes.length > 1 && <span className="quiet number"> {route.weight} %</span>}
      </span>
    ))}
    {routes.length > 1 && (
      <span className="weights-bar" aria-hidden="true">
        <i style={{ width: `${routes[0]!.weight}%` }} />
      </span>
    )}
  </span>
);

function AliasDialog({ versions, alias, onDone, onClose }: { versions: string[]; alias: Alias | undefined; onDone: (text: string) => Promise<void>; onClose: () => void }) {
  const [first, second] = alias?.routingConfiguration ?? [];
  const [name, setName] = useState(alias?.name ?? '');
  const [description, setDescription] = useState(alias?.description ?? '');
  const [version, setVersion] = useState(first?.stateMachineVersionArn ?? versions[0]!);
  const [other, setOther] = useState(second?.stateMachineVersionArn ?? '');
  const [weight, setWeight] = useState(second?.weight ?? 10);
  const known = [...new Set([...versions, ...(alias?.routingConfiguration.map(route => route.stateMachineVersionArn) ?? [])])];
  const options = known.map(arn => <option key={arn} value={arn}>Version {nameOf(arn)}</option>);
  const save = async () => {
    const routingConfiguration: Route[] = other ? [{ stateMachineVersionArn: version, weight: 100 - weight }, { stateMachineVersionArn: other, weight }] : [{ stateMachineVersionArn: version, weight: 100 }];
    if (alias) await updateAlias({ stateMachineAliasArn: alias.stateMachineAliasArn, description, routingConfiguration });
    else await createAlias({ name, ...(description && { description }), routingConfiguration });
    await onDone(alias ? `Changed alias ${alias.name}` : `Created alias ${name}`);
  };
  return (
    <ActionDialog title={alias ? `Edit alias ${alias.name}` : 'Create an alias'} description="Executions that are started by the alias from now on run what it leads to." action={alias ? 'Save' : 'Create'} onConfirm={save} onClose={onClose}>
      {!alias && (
        <div className="field">
          <label htmlFor="alias-name">Name</label>
          <input id="alias-name" className="input" value={name} onChange={event => setName(event.target.value)} maxLength={80} required pattern="(?=.*[a-zA-Z_.\-])[a-zA-Z0-9_.\-]+" title="Letters, digits, - _ and ., and not digits alone" autoComplete="off" spellCheck={false} placeholder="live" />
        </div>
      )}
      <div className="field">
        <label htmlFor="alias-version">Leads to</label>
        <select id="alias-version" className="input" value={version} onChange={event => setVersion(event.target.value)}>{options}</select>
      </div>
      <div className="field">
        <label htmlFor="alias-other">And for some starts to</label>
        <select id="alias-other" className="input" value={other} onChange={event => setOther(event.target.value)}>
          <option value="">nothing else</option>
          {known.filter(arn => arn !== version).map(arn => <option key={arn} value={arn}>Version {nameOf(arn)}</option>)}
        </select>
      </div>
      {other && (
        <div className="field">
          <label htmlFor="alias-weight">Of 100 starts, {weight} go to version {nameOf(other)}</label>
          <input id="alias-weight" type="range" min={0} max={100} value={weight} onChange={event => setWeight(Number(event.target.value))} />
        </div>
      )}
      <div className="field">
        <label htmlFor="alias-description">Description</label>
        <input id="alias-description" className="input" value={description} onChange={event => setDescription(event.target.value)} maxLength={256} autoComplete="off" />
      </div>
    </ActionDialog>
  );
}
