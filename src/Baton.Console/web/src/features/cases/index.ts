import type { Feature } from '../../shared/feature';
import { caseName, casePlace, listCases } from '../../shared/people/api';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Cases', to: '/cases', icon: 'cases', order: 50, key: 'c' },
  routes: [
    { path: '/cases', page: lazily(() => import('./CasesPage')) },
    { path: '/cases/:id', page: lazily(() => import('./CasePage')) },
  ],
  search: async (text, signal) =>
    text.length < 2 ? [] : (await listCases({ text, limit: '8' }, signal)).items.map(one => ({ label: caseName(one), detail: one.title ?? 'Case', to: casePlace(one.id), icon: 'cases' as const })),
};
