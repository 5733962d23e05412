import { useSyncExternalStore, type ReactNode } from 'react';
import { usePreferences } from '../preferences';
import { Tooltip } from './Button';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** The present time, which moves every second for whoever shows it. */
export function useNow(): number {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = Date.now();
        listeners.forEach(tell => tell());
      }, 1_000);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    () => now,
  );
}

const units = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]] as const;

/** How long ago something was, from milliseconds: `now`, `5 s ago`, `4 min ago`, `2 d ago`. */
export function agoText(milliseconds: number): string {
  const found = units.find(([, least]) => milliseconds >= least);
  return found ? `${Math.floor(milliseconds / found[1])} ${found[0]} ago` : 'now';
}

const utcText = (date: Date) => date.toISOString().replace('T', ' ').replace('Z', ' UTC');

const two = (value: number) => String(value).padStart(2, '0');

const localText = (date: Date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;

/** A time in full, in local time and in UTC. */
export const exactTime = (date: Date): string => `${localText(date)} (local) · ${utcText(date)}`;

/** A time as the person wants it; the exact one is told to whoever points at it. `relative` says it otherwise than as how long ago it was. */
export function Time({ date, relative }: { date: Date; relative?: ReactNode }) {
  const { time } = usePreferences();
  return (
    <Tooltip text={exactTime(date)}>
      <time className="number" dateTime={date.toISOString()}>
        {time === 'utc' ? utcText(date).slice(0, 19) : time === 'local' ? localText(date).slice(0, 19) : relative ?? <Ago date={date} />}
      </time>
    </Tooltip>
  );
}

const Ago = ({ date }: { date: Date }) => <>{agoText(useNow() - date.getTime())}</>;

/** How long something took, from milliseconds: `340 ms`, `2.5 s`, `4 min 3 s`, `2 d 5 h`. */
export function durationText(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3_600)} h`;
}

/** From a start to an end, or to now. */
export function Duration({ from, to }: { from: Date; to?: Date | undefined }) {
  return <span className="number">{to ? durationText(to.getTime() - from.getTime()) : <Running from={from} />}</span>;
}

function Running({ from }: { from: Date }) {
  return <>{durationText(useNow() - from.getTime())}</>;
}
