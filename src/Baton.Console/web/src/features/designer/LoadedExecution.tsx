import { useQuery } from '@tanstack/react-query';
import { describeExecution, describeStateMachineForExecution } from '../../shared/api/stepFunctions';
import { executionPlace, nameOf } from '../../shared/arn';
import { EXECUTION } from '../../shared/live/queries';
import { Link, withQuery } from '../../shared/router';
import { Icon } from '../../shared/ui/Icon';

/**
 * Which execution the data of the draft is from, and the way back to it: a failed one can go on with what was corrected.
 * @param saved the definition that is deployed; null while the draft is another
 */
export function LoadedExecution({ arn, saved }: { arn: string; saved: string | null }) {
  const { data: execution } = useQuery({ queryKey: [EXECUTION, arn], queryFn: ({ signal }) => describeExecution(arn, signal) });
  const { data: ran } = useQuery({ queryKey: ['definition of', arn, execution?.redriveCount], queryFn: ({ signal }) => describeStateMachineForExecution(arn, signal), enabled: execution?.redriveStatus === 'REDRIVABLE' });
  const isCorrected = saved !== null && ran !== undefined && ran.definition !== saved;
  return (
    <span className="loaded quiet">
      <span className="truncate">with the data of <Link to={executionPlace(arn)}>{nameOf(arn)}</Link></span>
      {isCorrected && <Link className="button" to={withQuery(executionPlace(arn), { redrive: 'CURRENT' })}><Icon name="retry" size={14} />Redrive it</Link>}
    </span>
  );
}
