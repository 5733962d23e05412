import { lazy } from 'react';
import { mapRunPlace, nameOf } from '../../shared/arn';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  within: '/executions',
  routes: [{ path: '/map-runs/:arn', page: lazy(() => import('./MapRunPage')) }],
  search: async text => (/^arn:[^:]+:states:[^:]*:[^:]*:mapRun:/.test(text) ? [{ label: nameOf(text), detail: 'Map Run', to: mapRunPlace(text), icon: 'map' }] : []),
};
