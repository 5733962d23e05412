import { lazy } from 'react';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  nav: { label: 'Designer', to: '/designer', icon: 'designer', order: 35, key: 'd' },
  routes: [
    { path: '/designer', page: lazy(() => import('./DesignerPage')) },
    { path: '/designer/:arn', page: lazy(() => import('./DesignerPage')) },
  ],
};
