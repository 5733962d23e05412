import type { Feature } from '../../shared/feature';
import { listTasks, taskPlace } from '../../shared/people/api';
import { lazily } from '../../shared/ui/lazily';

export const feature: Feature = {
  nav: { label: 'Inbox', to: '/inbox', icon: 'inbox', order: 40, key: 'i' },
  routes: [{ path: '/inbox', page: lazily(() => import('./InboxPage')) }],
  search: async (text, signal) =>
    text.length < 2 ? [] : (await listTasks({ text, limit: '8' }, signal)).items.map(task => ({ label: task.title, detail: `Task ${task.id}`, to: taskPlace(task.id), icon: 'inbox' as const })),
};
