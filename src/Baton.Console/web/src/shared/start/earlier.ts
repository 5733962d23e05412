import { describeExecution, listExecutions, type ExecutionSummary } from '../api/stepFunctions';

/** So many earlier inputs are read. */
const COUNT = 5;

export interface Earlier {
  execution: ExecutionSummary;
  input: string;
}

/** The newest executions of a machine with what they were started with; none of an Express machine, whose executions are not kept. */
export async function readEarlier(stateMachineArn: string, signal?: AbortSignal): Promise<Earlier[]> {
  const { items } = await listExecutions({ stateMachineArn }, undefined, signal);
  const read = await Promise.all(items.slice(0, COUNT).map(async execution => ({ execution, input: (await describeExecution(execution.executionArn, signal)).input })));
  return read.filter((earlier): earlier is Earlier => earlier.input !== undefined);
}
