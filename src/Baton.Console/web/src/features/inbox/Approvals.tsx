import type { HumanTask, Vote } from '../../shared/people/api';
import { Icon } from '../../shared/ui/Icon';
import { Time } from '../../shared/ui/Time';

/** How many have agreed, of how many who have to. */
export function Approvals({ approvals: { required, of, outcome }, votes }: { approvals: NonNullable<HumanTask['approvals']>; votes: readonly Vote[] }) {
  const agreed = votes.filter(vote => vote.outcome === outcome).length;
  return (
    <section className="approvals" aria-label="Approvals">
      <p>
        <b>{agreed} of {required}</b> have answered <b>{outcome}</b>; {of} {of === 1 ? 'person is' : 'people are'} asked, {of - votes.length} {of - votes.length === 1 ? 'has' : 'have'} not answered.
      </p>
      <ul>
        {votes.map(vote => (
          <li key={vote.by} data-agreed={vote.outcome === outcome || undefined}>
            <Icon name={vote.outcome === outcome ? 'check' : 'cross'} size={13} />
            <b>{vote.by}</b> {vote.outcome} <Time date={vote.at} />
          </li>
        ))}
        {Array.from({ length: Math.max(0, of - votes.length) }, (_, index) => (
          <li key={index} className="quiet">
            <Icon name="clock" size={13} /> not answered
          </li>
        ))}
      </ul>
    </section>
  );
}
