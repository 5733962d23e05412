import { JsonView } from '../../shared/json/JsonView';
import { parseJson } from '../../shared/json/json';

/** A cause as it is best read: JSON as a tree with its stack trace below, anything else line by line as it came. */
export function Cause({ text }: { text: string }) {
  const node = /^\s*[{[]/.test(text) ? parseJson(text) : null;
  if (!node) return <pre className="cause">{text}</pre>;
  const value = JSON.parse(text) as Record<string, unknown>;
  const message = [value['errorMessage'], value['message'], value['Message']].find(one => typeof one === 'string');
  const trace = [value['stackTrace'], value['trace'], value['stack']].find(one => one !== undefined);
  return (
    <>
      {typeof message === 'string' && <pre className="cause">{message}</pre>}
      {trace !== undefined && <pre className="cause trace">{lines(trace)}</pre>}
      {message === undefined && trace === undefined ? (
        <JsonView name="Cause" text={text} />
      ) : (
        <details>
          <summary>The whole cause</summary>
          <JsonView name="Cause" text={text} />
        </details>
      )}
    </>
  );
}

const lines = (trace: unknown): string => (Array.isArray(trace) ? trace.map(line => (Array.isArray(line) ? line.join(' ') : typeof line === 'string' ? line.trimEnd() : JSON.stringify(line))).join('\n') : String(trace));
