import type { ComponentType } from 'react';
import type { IconName } from './ui/Icon';

/** A part of the console: its folder in `features/` exports one as `feature` from its `index.ts`, and that is all there is to do. */
export interface Feature {
  /** Its entry in the navigation; a feature without one is reached by links. */
  nav?: {
    label: string;
    to: string;
    icon: IconName;
    /** Overview 10, Executions 20, State machines 30, Inbox 40, Cases 50, Activities 60, Functions 70, Storage 80, Settings 90. */
    order: number;
    /** The letter that leads there after `g`. */
    key: string;
  };
  /** The entry of the navigation that its pages are below, where it has none of its own. */
  within?: string;
  /** Its pages by their paths, like `/executions/:arn`. */
  routes: { path: string; page: ComponentType }[];
  /** Pages that the command palette leads to beside that entry. */
  places?: { label: string; to: string; icon: IconName }[];
  /** What it finds for somebody who types in the command palette. */
  search?: (text: string, signal: AbortSignal) => Promise<Found[]>;
}

/** Something that the command palette leads to. */
export interface Found {
  label: string;
  detail?: string;
  to: string;
  icon: IconName;
}
