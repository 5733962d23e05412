import type { IconName } from '../../shared/ui/Icon';
import type { State } from './model/machine';
import { memberOf, textOf } from './model/tree';

export const typeIcons: Record<string, IconName> = { Task: 'task', Choice: 'choice', Wait: 'clock', Parallel: 'parallel', Map: 'map', Pass: 'pass', Succeed: 'check', Fail: 'cross' };

/** What a state does, in few words: of a Task whom it calls. */
export function summaryOf(state: State): string {
  const text = (name: string) => textOf(memberOf(state.tree, name));
  switch (state.type) {
    case 'Task': {
      const resource = text('Resource') ?? '';
      return resource.replace(/^arn:[^:]*:states:[^:]*:[^:]*:/, '').replace(/^arn:[^:]*:states:.*:activity:/, 'activity ').replace(/^arn:[^:]*:lambda:.*:function:/, 'lambda ') || 'Task';
    }
    case 'Fail':
      return text('Error') ?? 'Fail';
    default:
      return state.type;
  }
}
