import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Overview', to: '/', icon: 'overview', order: 10, key: 'o' },
  routes: [{ path: '/', page: lazily(() => import('./OverviewPage')) }],
};
