import { lazy } from 'react';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  nav: { label: 'Audit', to: '/audit', icon: 'audit', order: 85, key: 'u' },
  routes: [{ path: '/audit', page: lazy(() => import('./AuditPage')) }],
};
