import { lazy } from 'react';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  within: '/executions',
  places: [{ label: 'Bulk jobs', to: '/bulk-jobs', icon: 'executions' }],
  routes: [
    { path: '/bulk-jobs', page: lazy(() => import('./JobsPage')) },
    { path: '/bulk-jobs/:id', page: lazy(() => import('./JobPage')) },
  ],
};
