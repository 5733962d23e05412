import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Audit', to: '/audit', icon: 'audit', order: 85, key: 'u' },
  routes: [{ path: '/audit', page: lazily(() => import('./AuditPage')) }],
};
