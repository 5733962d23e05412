import type { Asked, StepData } from '../../shared/api/execution';
import { Button } from '../../shared/ui/Button';

/** Which Retry and Catch were asked about an error, and what each said. */
export function Handling({ failure, onStep }: { failure: NonNullable<StepData['failure']>; onStep: (id: number) => void }) {
  const { error, asked } = failure;
  if (asked.length === 0) return error === 'States.Runtime' ? <p className="quiet">No Retry or Catch is asked about States.Runtime: it ends the execution.</p> : null;
  return (
    <section className="handling" aria-label="Retry and Catch">
      <h3>Retry and Catch</h3>
      <ul>
        {asked.map((one, at) => (
          <li key={one.enteredEventId}>
            {at > 0 && <Button kind="plain" className="inline-link" onClick={() => onStep(one.enteredEventId)}>{one.state}</Button>} {verdict(one)}
            {(one.retry.length > 0 || one.catch.length > 0) && <Rules asked={one} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function verdict({ state, retry, catch: catchers }: Asked): string {
  const decides = retry.find(rule => rule.decides);
  const takes = catchers.find(rule => rule.takes);
  if (decides && decides.made < decides.maxAttempts) return `Tried again: attempt ${decides.made + 2} of ${decides.maxAttempts + 1}.`;
  const why = decides ? `Not tried again: ${decides.maxAttempts === 0 ? 'its Retry says never' : decides.maxAttempts === 1 ? 'its one retry was made' : `all ${decides.maxAttempts} retries were made`}.` : retry.length > 0 ? 'No Retry names this error.' : '';
  if (takes) return [why, `Caught, and goes on at ${takes.next}.`].filter(Boolean).join(' ');
  if (retry.length + catchers.length === 0) return `${state} has neither Retry nor Catch.`;
  return [why, catchers.length > 0 ? 'No Catch names it.' : 'It has no Catch.'].filter(Boolean).join(' ');
}

function Rules({ asked }: { asked: Asked }) {
  return (
    <table className="asked-rules" aria-label={`Rules of ${asked.state}`}>
      <tbody>
        {asked.retry.map((rule, at) => (
          <tr key={`r${at}`} data-matches={rule.decides || undefined}>
            <th scope="row">Retry {at + 1}</th>
            <td className="mono">{rule.errorEquals.join(', ')}</td>
            <td>{rule.decides ? `matches, ${rule.made} of ${rule.maxAttempts} made` : rule.matches ? 'matches, but an earlier one decides' : 'does not match'}</td>
          </tr>
        ))}
        {asked.catch.map((rule, at) => (
          <tr key={`c${at}`} data-matches={rule.takes || undefined}>
            <th scope="row">Catch {at + 1}</th>
            <td className="mono">{rule.errorEquals.join(', ')}</td>
            <td>{rule.takes ? `takes it, then ${rule.next}` : rule.matches ? 'matches, but is not asked' : 'does not match'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
