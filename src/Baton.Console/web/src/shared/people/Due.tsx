import './people.css';
import { Tooltip } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { durationText, exactTime, Time, useNow } from '../ui/Time';

/** From here on before a time it is soon, in milliseconds. */
const SOON = 4 * 3_600_000;

export const dueState = (date: Date, now: number): 'overdue' | 'soon' | 'later' => (date.getTime() < now ? 'overdue' : date.getTime() - now < SOON ? 'soon' : 'later');

/** When something is to be done, as how long that is from now; late and soon are told by a word, a drawing and a colour. */
export function Due({ date }: { date: Date }) {
  const now = useNow();
  const state = dueState(date, now);
  const distance = durationText(Math.abs(date.getTime() - now)).replace(/ \d+ s$/, '');
  return (
    <Tooltip text={exactTime(date)}>
      <span className="due" data-state={state}>
        <Icon name={state === 'overdue' ? 'alert' : 'clock'} size={13} />
        {state === 'overdue' ? `${distance} overdue` : `due in ${distance}`}
      </span>
    </Tooltip>
  );
}

/** A time to come, and how long it is until then. */
export function Ahead({ date }: { date: Date }) {
  const now = useNow();
  return <Time date={date} relative={date.getTime() > now ? `in ${durationText(date.getTime() - now).replace(/ \d+ s$/, '')}` : undefined} />;
}

const tones = [[80, 'urgent', 'Urgent'], [60, 'high', 'High'], [40, 'normal', 'Normal'], [0, 'low', 'Low']] as const;

/** A priority by a word and its number. */
export function Priority({ value }: { value: number }) {
  const [, tone, word] = tones.find(([least]) => value >= least) ?? tones[3];
  return (
    <span className="priority" data-tone={tone}>
      <Icon name="flag" size={12} />
      {word} {value}
    </span>
  );
}
