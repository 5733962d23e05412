import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  within: '/executions',
  places: [{ label: 'Bulk jobs', to: '/bulk-jobs', icon: 'executions' }],
  routes: [
    { path: '/bulk-jobs', page: lazily(() => import('./JobsPage')) },
    { path: '/bulk-jobs/:id', page: lazily(() => import('./JobPage')) },
  ],
};
