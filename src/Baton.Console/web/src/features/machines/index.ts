import { listStateMachines } from '../../shared/api/stepFunctions';
import { machinePlace } from '../../shared/arn';
import type { Feature } from '../../shared/feature';
import { bestOf } from '../../shared/finding';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'State machines', to: '/machines', icon: 'machines', order: 30, key: 'm' },
  routes: [
    { path: '/machines', page: lazily(() => import('./MachinesPage')) },
    { path: '/machines/:arn', page: lazily(() => import('./MachinePage')) },
  ],
  search: async (text, signal) =>
    bestOf((await listStateMachines(undefined, signal)).items, text, item => (item.stateMachineArn === text ? text : item.name), 8)
      .map(item => ({ label: item.name, detail: 'State machine', to: machinePlace(item.stateMachineArn), icon: 'machines' as const })),
};
