import { lazy } from 'react';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  within: '/executions',
  routes: [{ path: '/executions/:arn', page: lazy(() => import('./ExecutionPage')) }],
};
