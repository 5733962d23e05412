import { listExecutions } from '../../shared/api/stepFunctions';
import { executionPlace, machineNameOf, nameOf } from '../../shared/arn';
import type { Feature } from '../../shared/feature';
import { bestOf } from '../../shared/finding';
import { lazily } from '../../shared/ui/lazily';
import { statusLabel } from '../../shared/ui/Status';

export const feature: Feature = {
  nav: { label: 'Executions', to: '/executions', icon: 'executions', order: 20, key: 'e' },
  routes: [{ path: '/executions', page: lazily(() => import('./ExecutionsPage')) }],
  search: async (text, signal) => {
    if (/^arn:[^:]+:states:[^:]*:[^:]*:execution:/.test(text)) return [{ label: nameOf(text), detail: 'Execution', to: executionPlace(text), icon: 'executions' }];
    const { items } = await listExecutions({}, undefined, signal);
    return bestOf(items.map(({ name, executionArn, status }) => ({ label: name, detail: `${machineNameOf(executionArn)} · ${statusLabel(status)}`, to: executionPlace(executionArn), icon: 'executions' })), text, 8);
  },
};
