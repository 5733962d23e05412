import type { Overview } from '../../shared/api/runs';
import { Time } from '../../shared/ui/Time';

const MINUTES = 60;
const HEIGHT = 120;
const STEP = 10;

const clock = (date: Date) => date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** Starts and ends of each minute of the last hour, beside each other; the present minute is the last. */
export function Rates({ rates, since }: { rates: Overview['rates']; since: Date }) {
  const most = Math.max(1, ...rates.flatMap(rate => [rate.started, rate.ended]));
  const top = roundUp(most);
  const started = rates.reduce((sum, rate) => sum + rate.started, 0);
  const ended = rates.reduce((sum, rate) => sum + rate.ended, 0);
  const height = (count: number) => (count === 0 ? 0 : Math.max(2, (count / top) * HEIGHT));
  const bar = (count: number, index: number, offset: number, kind: string) => (
    <rect key={kind} data-kind={kind} x={(MINUTES - rates.length + index) * STEP + offset} y={HEIGHT - height(count)} width={3.6} height={height(count)} rx={1} />
  );
  const isPart = rates.length < MINUTES;
  return (
    <div className="rates">
      <div className="rates-chart">
        <span className="rates-top number" aria-hidden="true">{top.toLocaleString('en')}</span>
        <svg viewBox={`0 0 ${MINUTES * STEP} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`In the last ${rates.length === 1 ? 'minute' : `${rates.length} minutes`} ${started} started and ${ended} ended, ${most} at most in one minute.`}>
          <line x1="0" x2={MINUTES * STEP} y1="0.5" y2="0.5" />
          <line x1="0" x2={MINUTES * STEP} y1={HEIGHT / 2} y2={HEIGHT / 2} />
          {rates.map((rate, index) => (
            <g key={rate.at.getTime()}>
              <title>{`${clock(rate.at)}: ${rate.started} started, ${rate.ended} ended`}</title>
              <rect className="rates-hit" x={(MINUTES - rates.length + index) * STEP} y={0} width={STEP} height={HEIGHT} />
              {bar(rate.started, index, 1, 'started')}
              {bar(rate.ended, index, 5.2, 'ended')}
            </g>
          ))}
        </svg>
      </div>
      <div className="rates-axis quiet">
        <span>1 h ago</span>
        <span>
          <strong className="number">{started.toLocaleString('en')}</strong> started, <strong className="number">{ended.toLocaleString('en')}</strong> ended
          {isPart && <>, counted since the server was started, <Time date={since} /></>}
        </span>
        <span>now</span>
      </div>
    </div>
  );
}

/** 1, 2 or 5 and zeros: what an axis ends with. */
function roundUp(count: number): number {
  const size = 10 ** Math.floor(Math.log10(count));
  return [1, 2, 5, 10].map(times => times * size).find(end => end >= count)!;
}
