import { lazy } from 'react';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  nav: { label: 'Storage', to: '/storage', icon: 'storage', order: 80, key: 's' },
  routes: [{ path: '/storage', page: lazy(() => import('./StoragePage')) }],
};
