import { lazy } from 'react';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  nav: { label: 'Settings', to: '/settings', icon: 'settings', order: 90, key: 't' },
  routes: [{ path: '/settings', page: lazy(() => import('./SettingsPage')) }],
};
