import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Storage', to: '/storage', icon: 'storage', order: 80, key: 's' },
  routes: [{ path: '/storage', page: lazily(() => import('./StoragePage')) }],
};
