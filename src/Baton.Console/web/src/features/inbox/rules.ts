import type { Actor } from '../../shared/people/actor';
import type { HumanTask } from '../../shared/people/api';

/* What the server lets somebody do, so that the page offers nothing that would be refused. The server has the last word. */

export const isActive = ({ status }: HumanTask): boolean => status === 'open' || status === 'claimed';

const isOfferedTo = ({ assignee, groups }: HumanTask, actor: Actor): boolean => (assignee ? assignee === actor.name : groups.length === 0 || groups.some(group => actor.groups.includes(group)));

/** Why somebody cannot answer a task that is active; null where they can. */
export function whyNotAnswer(task: HumanTask, actor: Actor | null): string | null {
  if (!actor) return 'Say who you are to work on this task.';
  if (task.status === 'claimed' && task.assignee !== actor.name) return `${task.assignee} has claimed this task.`;
  if (!isOfferedTo(task, actor)) return task.assignee ? `This task is assigned to ${task.assignee}.` : `This task is for ${task.groups.join(', ')}, and you are in none of these groups.`;
  if (task.votes.some(vote => vote.by === actor.name)) return 'You have answered. Others have to agree.';
  return null;
}

export const mayClaim = (task: HumanTask, actor: Actor | null): boolean => actor !== null && task.status === 'open' && !task.approvals && isOfferedTo(task, actor);

/** Whether it is theirs: they can give it back, and pass it on. */
export const hasIt = (task: HumanTask, actor: Actor | null): boolean => isActive(task) && actor !== null && task.assignee === actor.name;
