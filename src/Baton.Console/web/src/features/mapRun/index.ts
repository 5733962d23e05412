import { mapRunPlace, nameOf } from '../../shared/arn';
import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  within: '/executions',
  routes: [{ path: '/map-runs/:arn', page: lazily(() => import('./MapRunPage')) }],
  search: async text => (/^arn:[^:]+:states:[^:]*:[^:]*:mapRun:/.test(text) ? [{ label: nameOf(text), detail: 'Map Run', to: mapRunPlace(text), icon: 'map' }] : []),
};
