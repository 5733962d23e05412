import type { Feature } from '../../shared/feature';
import { bestOf } from '../../shared/finding';
import { lazily } from '../../shared/ui/lazily';
import { functionPlace, listFunctions } from './api';

export const feature: Feature = {
  nav: { label: 'Functions', to: '/functions', icon: 'code', order: 70, key: 'f' },
  routes: [
    { path: '/functions', page: lazily(() => import('./FunctionsPage')) },
    { path: '/functions/:name', page: lazily(() => import('./FunctionPage')) },
  ],
  search: async (text, signal) => bestOf((await listFunctions(signal)).map(({ name }) => ({ label: name, detail: 'Function', to: functionPlace(name), icon: 'code' })), text, 8),
};
