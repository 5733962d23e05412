import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Settings', to: '/settings', icon: 'settings', order: 90, key: 't' },
  routes: [{ path: '/settings', page: lazily(() => import('./SettingsPage')) }],
};
