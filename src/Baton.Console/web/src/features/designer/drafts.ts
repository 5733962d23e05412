import type { Kept } from './model/session';

/* Unsaved work, kept in this browser until it is saved or given up: one draft for each machine, and one for a new one. What is written in YAML stays also then, for its notes. */

export interface Draft extends Kept {
  /** The definition that it was made from; empty for a new machine. */
  base: string;
  /** What the states were tested and run with. */
  samples: Samples;
  /** When it was changed last, in milliseconds since the epoch. */
  at: number;
}

/** Inputs and answers that a person gave for trying, as JSON texts. */
export interface Samples {
  input: string;
  /** The ARN of the execution that they were taken from. */
  execution?: string;
  /** By the name of the state; `retries` is how often it was retried before, as it was typed. */
  states: Record<string, { input?: string; variables?: string; answer?: Answer; result?: string; error?: string; cause?: string; retries?: string }>;
}

/** What stands for what a state calls: the given result, the given error, or what it really calls. */
export type Answer = 'real' | 'result' | 'error';

export const noSamples: Samples = { input: '{}', states: {} };

const keyOf = (arn: string) => `baton.designer.${arn || 'new'}`;

export function readDraft(arn: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(arn)) ?? 'null') as Draft | null;
    return draft && typeof draft.text === 'string' ? { ...draft, samples: { ...noSamples, ...draft.samples } } : null;
  } catch {
    return null; // no storage, or not ours
  }
}

/** @returns whether it is kept: there may be no storage, or no room in it */
export function keepDraft(arn: string, draft: Draft): boolean {
  try {
    localStorage.setItem(keyOf(arn), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(arn: string): void {
  try {
    localStorage.removeItem(keyOf(arn));
  } catch {
    // nothing was kept
  }
}
