import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getWaits, type Wait, type WaitKind } from '../../shared/api/execution';
import { callPeople } from '../../shared/api/http';
import type { Execution } from '../../shared/api/stepFunctions';
import { executionPlace, mapRunPlace, nameOf } from '../../shared/arn';
import { EXECUTION } from '../../shared/live/queries';
import { Link, withQuery } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { Icon, type IconName } from '../../shared/ui/Icon';
import { Duration, durationText, Time, useNow } from '../../shared/ui/Time';

const icons: Record<WaitKind, IconName> = { WORKER: 'clock', WORK: 'running', CALL: 'task', CALLBACK: 'link', PERSON: 'person', JOB: 'running', CHILD: 'executions', MAP_RUN: 'map', TIMER: 'clock', RETRY: 'retry', TURN: 'running' };

/** So many are told at first; the others are counted. */
const SHOWN_MAX = 5;

/** While nothing happens nobody tells of it: how many workers wait, and who has a task, is asked again after this time, in milliseconds. */
const PAUSE = 5_000;

/** Why a running execution does not go on: what each of its open states waits for, and since when. */
export function WhatItWaitsFor({ execution, onStep }: { execution: Execution; onStep: (id: number) => void }) {
  const arn = execution.executionArn;
  const isRunning = execution.status === 'RUNNING';
  const { data } = useQuery({ queryKey: [EXECUTION, arn, 'waits'], queryFn: ({ signal }) => getWaits(arn, signal), enabled: isRunning, refetchInterval: PAUSE });
  const hasPerson = data?.waits.some(wait => wait.kind === 'PERSON');
  const { data: tasks } = useQuery({ queryKey: [EXECUTION, arn, 'tasks'], queryFn: ({ signal }) => openTasks(arn, signal), enabled: isRunning && hasPerson === true, refetchInterval: PAUSE });
  if (!isRunning || !data || (data.waits.length === 0 && !data.obstacle)) return null;
  return (
    <section className="panel waits" aria-label="What it waits for">
      {data.obstacle && <p className="obstacle"><Icon name="alert" size={14} /> {data.obstacle.message}</p>}
      <ul>
        {data.waits.slice(0, SHOWN_MAX).map(wait => (
          <li key={`${wait.eventId} ${wait.kind}`}>
            <Icon name={icons[wait.kind]} size={14} />
            <span>
              {wait.state !== undefined && <Button kind="plain" className="inline-link" onClick={() => onStep(wait.eventId)}>{wait.state}</Button>} <Reason wait={wait} tasks={tasks ?? []} />
            </span>
          </li>
        ))}
      </ul>
      {data.total > SHOWN_MAX && <p className="quiet">and {(data.total - SHOWN_MAX).toLocaleString('en')} more</p>}
      {data.deadline !== undefined && <p className="quiet">The whole execution times out in <Remaining until={data.deadline} />.</p>}
    </section>
  );
}

function Reason({ wait, tasks }: { wait: Wait; tasks: HumanTask[] }): ReactNode {
  const { resource } = wait;
  const limit = <Limit wait={wait} />;
  switch (wait.kind) {
    case 'WORKER':
      return (
        <>
          has waited <Since time={wait.since} /> for a worker of <code>{nameOf(resource!)}</code>. {workersText(wait)} {limit}
        </>
      );
    case 'WORK':
      return <>has been with a worker of <code>{nameOf(resource!)}</code> for <Since time={wait.startedAt ?? wait.since} />. {limit}</>;
    case 'CALL':
      return <>has called <code>{resource}</code> for <Since time={wait.startedAt ?? wait.since} /> without an answer yet. {limit}</>;
    case 'CALLBACK':
      return <>has waited <Since time={wait.startedAt ?? wait.since} /> for the result from whoever got its task token by <code>{resource}</code>. {limit}</>;
    case 'PERSON':
      return <>has waited <Since time={wait.startedAt ?? wait.since} /> for a person: <People tasks={tasks} /> {limit}</>;
    case 'CHILD':
      return <>has waited <Since time={wait.startedAt ?? wait.since} /> for <Link to={executionPlace(wait.executionArn!)}>{nameOf(wait.executionArn!)}</Link>. {limit}</>;
    case 'JOB':
      return <>has waited <Since time={wait.startedAt ?? wait.since} /> for a job of <code>{resource}</code>. {limit}</>;
    case 'MAP_RUN':
      return <>has waited <Since time={wait.since} /> for its <Link to={mapRunPlace(wait.mapRunArn!)}>Map Run</Link>.</>;
    case 'TIMER':
      return <>waits until <Time date={new Date(wait.until! * 1_000)} />: <Remaining until={wait.until!} /> to go.</>;
    case 'RETRY':
      return <>failed and is tried again in <Remaining until={wait.until!} />: retry {wait.retries}.</>;
    default:
      return <>goes on by itself.</>;
  }
}

function workersText({ workers = 0, tasks = 0, askedAt }: Wait): string {
  if (workers > 0) return `${workers === 1 ? 'One worker waits' : `${workers} workers wait`} for a task: it is handed out in this moment.`;
  const queue = `No worker waits for a task; ${tasks === 1 ? 'this is the only task' : `${tasks.toLocaleString('en')} tasks wait`}.`;
  return askedAt === undefined ? `${queue} None has asked for one since the server started.` : `${queue} One last asked ${durationText(Date.now() - askedAt * 1_000)} ago.`;
}

function Limit({ wait: { timeoutAt, heartbeatAt } }: { wait: Wait }) {
  return (
    <>
      {timeoutAt !== undefined && <>It times out in <Remaining until={timeoutAt} />. </>}
      {heartbeatAt !== undefined && <>A heartbeat is due in <Remaining until={heartbeatAt} />.</>}
    </>
  );
}

const Since = ({ time }: { time: number }) => <Duration from={new Date(time * 1_000)} />;

function Remaining({ until }: { until: number }) {
  return <span className="number">{durationText(until * 1_000 - useNow())}</span>;
}

interface HumanTask {
  id: number;
  title: string;
  assignee?: string;
  groups: string[];
}

async function openTasks(execution: string, signal: AbortSignal): Promise<HumanTask[]> {
  const { tasks } = (await callPeople(withQuery('tasks', { execution }), { signal })) as { tasks: (HumanTask & { status: string })[] };
  return tasks.filter(task => task.status === 'open' || task.status === 'claimed');
}

function People({ tasks }: { tasks: HumanTask[] }) {
  return tasks.map((task, at) => (
    <span key={task.id}>
      {at > 0 && ', '}
      <Link to={withQuery('/inbox', { scope: 'all', task: String(task.id) })}>{task.title}</Link>
      {task.assignee ? `, with ${task.assignee}` : task.groups.length > 0 ? `, not claimed yet in ${task.groups.join(', ')}` : ', not claimed yet'}
    </span>
  ));
}
