import { lazy } from 'react';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  nav: { label: 'Overview', to: '/', icon: 'overview', order: 10, key: 'o' },
  routes: [{ path: '/', page: lazy(() => import('./OverviewPage')) }],
};
