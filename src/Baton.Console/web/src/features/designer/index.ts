import { listStateMachines } from '../../shared/api/stepFunctions';
import { designerPlace } from '../../shared/arn';
import type { Feature } from '../../shared/feature';
import { bestOf } from '../../shared/finding';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Designer', to: '/designer', icon: 'designer', order: 35, key: 'd' },
  places: [{ label: 'New state machine', to: '/designer', icon: 'plus' }],
  routes: [
    { path: '/designer', page: lazily(() => import('./DesignerPage')) },
    { path: '/designer/:arn', page: lazily(() => import('./DesignerPage')) },
  ],
  search: async (text, signal) => bestOf((await listStateMachines(undefined, signal)).items.map(({ name, stateMachineArn }) => ({ label: `Design ${name}`, detail: 'Designer', to: designerPlace(stateMachineArn), icon: 'designer' })), text, 5),
};
