import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Activities', to: '/activities', icon: 'activity', order: 60, key: 'a' },
  routes: [{ path: '/activities', page: lazily(() => import('./ActivitiesPage')) }],
};
