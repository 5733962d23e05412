import { lazy } from 'react';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  nav: { label: 'Activities', to: '/activities', icon: 'activity', order: 60, key: 'a' },
  routes: [{ path: '/activities', page: lazy(() => import('./ActivitiesPage')) }],
};
