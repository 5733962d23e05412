import { useSyncExternalStore } from 'react';
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

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const units: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

export function relativeTime(time: number, at: number): string {
  const seconds = (time - at) / 1_000;
  const [unit, size] = units.find(([, least]) => Math.abs(seconds) >= least) ?? units[3]!;
  return relative.format(Math.trunc(seconds / size), unit);
}

const utcText = (date: Date) => date.toISOString().replace('T', ' ').replace('Z', ' UTC');

const two = (value: number) => String(value).padStart(2, '0');

const localText = (date: Date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;

/** A time as the person wants it; the exact one is told in local time and UTC. */
export function Time({ date }: { date: Date }) {
  const { time } = usePreferences();
  return (
    <Tooltip text={`${localText(date)} (local) · ${utcText(date)}`}>
      <time className="number" dateTime={date.toISOString()}>
        {time === 'relative' ? <Relative date={date} /> : time === 'utc' ? utcText(date).slice(0, 19) : localText(date).slice(0, 19)}
      </time>
    </Tooltip>
  );
}

function Relative({ date }: { date: Date }) {
  const present = useNow();
  return <>{relativeTime(date.getTime(), Math.max(present, date.getTime()))}</>;
}

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
