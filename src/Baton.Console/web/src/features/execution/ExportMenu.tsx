import * as Radix from '@radix-ui/react-dropdown-menu';
import { describeStateMachineForExecution, getExecutionHistory, type Execution, type HistoryEvent } from '../../shared/api/stepFunctions';
import { serviceRoot } from '../../shared/place';
import { Button } from '../../shared/ui/Button';
import { toast } from '../../shared/ui/Toasts';

const PAGE = 1_000;

/** Takes an execution elsewhere: its whole history as a file, or commands that do the same from a shell. */
export function ExportMenu({ execution }: { execution: Execution }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>
        <Button icon="download">Export</Button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" align="end" sideOffset={4}>
          <Radix.Item className="menu-item" onSelect={() => void download(execution)}>History as JSON</Radix.Item>
          <Radix.Separator className="menu-line" />
          <Radix.Label className="menu-label">Copy as AWS CLI command</Radix.Label>
          {commands(execution).map(([name, text]) => <Radix.Item key={name} className="menu-item" onSelect={() => void copy(name, text)}>{name}</Radix.Item>)}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The execution, the definition that it ran, and all events with their data, in the forms of the API. */
async function download(execution: Execution): Promise<void> {
  const { executionArn, name } = execution;
  try {
    const { definition } = await describeStateMachineForExecution(executionArn);
    const events: HistoryEvent[] = [];
    let nextToken: string | undefined;
    do {
      const page = await getExecutionHistory({ executionArn, nextToken, maxResults: PAGE });
      events.push(...page.items);
      nextToken = page.nextToken;
    } while (nextToken);
    const address = URL.createObjectURL(new Blob([JSON.stringify({ execution, definition, events }, null, 2)], { type: 'application/json' }));
    Object.assign(document.createElement('a'), { href: address, download: `${name}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser has begun to read it by then
    toast(`Exported ${events.length.toLocaleString('en')} events of ${name}`);
  } catch (e) {
    toast(`The export failed: ${(e as Error).message}`, 'fault');
  }
}

async function copy(name: string, text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast(`Copied the command: ${name}`);
}

/** A word as a shell takes it, whatever it holds. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export function commands({ executionArn, stateMachineArn, stateMachineVersionArn, stateMachineAliasArn, input, status, redriveStatus }: Execution): [name: string, text: string][] {
  const command = (operation: string, ...options: string[]) => `aws stepfunctions ${operation} --endpoint-url ${quoted(new URL(serviceRoot, location.href).href)} ${options.join(' ')}`;
  const execution = `--execution-arn ${quoted(executionArn)}`;
  const result: [string, string][] = [
    ['Describe', command('describe-execution', execution)],
    ['Get history', command('get-execution-history', execution)],
  ];
  if (input !== undefined) result.push(['Start another', command('start-execution', `--state-machine-arn ${quoted(stateMachineAliasArn ?? stateMachineVersionArn ?? stateMachineArn)}`, `--input ${quoted(input)}`)]);
  if (status === 'RUNNING') result.push(['Stop', command('stop-execution', execution)]);
  if (redriveStatus === 'REDRIVABLE') result.push(['Redrive', command('redrive-execution', execution)]);
  return result;
}
