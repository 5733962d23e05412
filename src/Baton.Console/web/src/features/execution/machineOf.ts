import { queryOptions } from '@tanstack/react-query';
import { describeStateMachineForExecution, type Execution } from '../../shared/api/stepFunctions';
import { EXECUTION } from '../../shared/live/queries';

/** How the machine was that an execution runs: a redrive may bring another definition, nothing else does. */
export const machineOf = ({ executionArn, redriveCount }: Execution) =>
  queryOptions({ queryKey: [EXECUTION, executionArn, 'machine', redriveCount], queryFn: ({ signal }) => describeStateMachineForExecution(executionArn, signal), staleTime: Infinity });
