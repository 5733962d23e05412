import { useEffect, useRef, useState } from 'react';
import { maintain, type Line } from './maintenance';

export interface Work {
  isRunning: boolean;
  /** What the server told last of each kind. */
  told: Line | null;
  error: unknown;
  file: Blob | null;
  start: (body?: object) => Promise<void>;
  stop: () => void;
}

/** A piece of maintenance that the page has begun: it is stopped with the page. */
export function useWork(work: Parameters<typeof maintain>[0]): Work {
  const [told, setTold] = useState<Line | null>(null);
  const [error, setError] = useState<unknown>();
  const [file, setFile] = useState<Blob | null>(null);
  const [isRunning, setRunning] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = async (body: object = {}) => {
    const controller = new AbortController();
    running.current = controller;
    setTold(null);
    setError(undefined);
    setFile(null);
    setRunning(true);
    try {
      setFile(await maintain(work, body, line => setTold(before => ({ ...before, ...line })), controller.signal));
    } catch (e) {
      if (!controller.signal.aborted) setError(e);
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, told, error, file, start, stop: () => running.current?.abort() };
}
