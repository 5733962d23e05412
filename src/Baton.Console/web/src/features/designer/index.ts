import { lazy } from 'react';
import { listStateMachines } from '../../shared/api/stepFunctions';
import { designerPlace } from '../../shared/arn';
import type { Feature } from '../../shared/feature';

export const feature: Feature = {
  nav: { label: 'Designer', to: '/designer', icon: 'designer', order: 35, key: 'd' },
  places: [{ label: 'New state machine', to: '/designer', icon: 'plus' }],
  routes: [
    { path: '/designer', page: lazy(() => import('./DesignerPage')) },
    { path: '/designer/:arn', page: lazy(() => import('./DesignerPage')) },
  ],
  search: async (text, signal) =>
    (await listStateMachines(undefined, signal)).items
      .filter(item => `design ${item.name}`.toLowerCase().includes(text.toLowerCase()))
      .slice(0, 5)
      .map(item => ({ label: `Design ${item.name}`, detail: 'Designer', to: designerPlace(item.stateMachineArn), icon: 'designer' as const })),
};
