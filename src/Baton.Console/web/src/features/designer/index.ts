import { listStateMachines } from '../../shared/api/stepFunctions';
import { designerPlace } from '../../shared/arn';
import type { Feature } from '../../shared/feature';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Designer', to: '/designer', icon: 'designer', order: 35, key: 'd' },
  places: [{ label: 'New state machine', to: '/designer', icon: 'plus' }],
  routes: [
    { path: '/designer', page: lazily(() => import('./DesignerPage')) },
    { path: '/designer/:arn', page: lazily(() => import('./DesignerPage')) },
  ],
  search: async (text, signal) =>
    (await listStateMachines(undefined, signal)).items
      .filter(item => `design ${item.name}`.toLowerCase().includes(text.toLowerCase()))
      .slice(0, 5)
      .map(item => ({ label: `Design ${item.name}`, detail: 'Designer', to: designerPlace(item.stateMachineArn), icon: 'designer' as const })),
};
