/** The name at the end of an ARN: of an execution its own, of a machine its. */
export const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** The name of the state machine of an execution, a version or an alias. */
export const machineNameOf = (arn: string): string => (arn.split(':')[6] ?? arn).split('/')[0]!;

/** The ARN of the state machine of an execution; null for what is no execution's ARN. */
export function machineArnOf(executionArn: string): string | null {
  const parts = executionArn.split(':');
  return parts[5] === 'execution' ? [...parts.slice(0, 5), 'stateMachine', machineNameOf(executionArn)].join(':') : null;
}

/** Places in the console that an ARN leads to. */
export const executionPlace = (arn: string): string => `/executions/${encodeURIComponent(arn)}`;
export const machinePlace = (arn: string): string => `/machines/${encodeURIComponent(arn)}`;
export const mapRunPlace = (arn: string): string => `/map-runs/${encodeURIComponent(arn)}`;

/** Where a machine is designed; with an execution's ARN its data comes into the draft. */
export const designerPlace = (arn: string, execution?: string): string => `/designer/${encodeURIComponent(arn)}${execution ? `?execution=${encodeURIComponent(execution)}&panel=test` : ''}`;
