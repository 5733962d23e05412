import { listStateMachines, type StateMachineSummary } from '../../shared/api/stepFunctions';
import { machinePlace } from '../../shared/arn';
import type { Feature, Found } from '../../shared/feature';
import { bestOf } from '../../shared/finding';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'State machines', to: '/machines', icon: 'machines', order: 30, key: 'm' },
  routes: [
    { path: '/machines', page: lazily(() => import('./MachinesPage')) },
    { path: '/machines/:arn', page: lazily(() => import('./MachinePage')) },
  ],
  search: async (text, signal) => {
    const { items } = await listStateMachines(undefined, signal);
    const named = items.find(({ stateMachineArn }) => stateMachineArn === text);
    return named ? [foundOf(named)] : bestOf(items.map(foundOf), text, 8);
  },
};

const foundOf = ({ name, stateMachineArn }: StateMachineSummary): Found => ({ label: name, detail: 'State machine', to: machinePlace(stateMachineArn), icon: 'machines' });
