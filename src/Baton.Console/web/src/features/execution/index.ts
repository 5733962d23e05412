import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  within: '/executions',
  routes: [{ path: '/executions/:arn', page: lazily(() => import('./ExecutionPage')) }],
};
