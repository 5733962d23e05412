import { listStateMachines } from '../../shared/api/stepFunctions';
import { designerPlace } from '../../shared/arn';
import type { Feature } from '../../shared/feature';
import { bestOf } from '../../shared/finding';
import { lazily } from '../../shared/ui/lazily';

const labelOf = ({ name }: { name: string }) => `Design ${name}`;

export const feature: Feature = {
  nav: { label: 'Designer', to: '/designer', icon: 'designer', order: 35, key: 'd' },
  places: [{ label: 'New state machine', to: '/designer', icon: 'plus' }],
  routes: [
    { path: '/designer', page: lazily(() => import('./DesignerPage')) },
    { path: '/designer/:arn', page: lazily(() => import('./DesignerPage')) },
  ],
  search: async (text, signal) =>
    bestOf((await listStateMachines(undefined, signal)).items, text, labelOf, 5)
      .map(item => ({ label: labelOf(item), detail: 'Designer', to: designerPlace(item.stateMachineArn), icon: 'designer' as const })),
};
