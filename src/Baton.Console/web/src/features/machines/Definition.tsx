import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { validateDraft, listFunctions, type DraftFormat, type Problem } from '../../shared/api/drafts';
import { updateMachine, type MachineDetails } from '../../shared/api/machines';
import { Editor } from '../../shared/editor/Editor';
import { definitionSuggest } from '../../shared/editor/suggestions';
import { yamlOf } from '../../shared/editor/yaml';
import { StateGraph } from '../../shared/graph/StateGraph';
import { queries } from '../../shared/live/queries';
import { Button, CopyButton } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { Segments } from '../../shared/ui/Page';
import { Fault } from '../../shared/ui/States';
import { toast } from '../../shared/ui/Toasts';

export const DefinitionGraph = ({ definition, name }: { definition: string; name: string }) => (
  <div className="machine-graph">
    <StateGraph definition={definition} name={name} />
  </div>
);

/** The definition as text: as it was deployed, as YAML, or changed and deployed again. */
export function DefinitionText({ machine, isPresent }: { machine: MachineDetails; isPresent: boolean }) {
  const [format, setFormat] = useState<DraftFormat>('json');
  const [isEditing, setEditing] = useState(false);
  const text = useMemo(() => (format === 'yaml' ? (yamlOf(machine.definition) ?? machine.definition) : machine.definition), [machine.definition, format]);
  if (isEditing) return <Edited machine={machine} onClose={() => setEditing(false)} />;
  return (
    <>
      <div className="panel-head machine-tools">
        <span className="quiet">{format === 'json' ? 'As it was deployed' : 'Written as YAML'}</span>
        <Segments name="Format" value={format} options={[{ value: 'json', label: 'JSON' }, { value: 'yaml', label: 'YAML' }]} onChange={setFormat} />
        <CopyButton name="definition" text={text} />
        {isPresent && <Button icon="edit" onClick={() => setEditing(true)}>Edit</Button>}
      </div>
      <div className="machine-text">
        <Editor name="Definition" language={format} text={text} size="fill" />
      </div>
    </>
  );
}

/** Problems of a text, a moment after it was last changed; until then those before, which fixes do not fit. */
function useProblems(text: string, type: MachineDetails['type']): { problems: Problem[] | undefined; isPresent: boolean } {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, isPlaceholderData } = useQuery({ queryKey: ['draft', type, settled], queryFn: ({ signal }) => validateDraft({ text: settled, format: 'json', type }, signal), gcTime: 0, placeholderData: before => before });
  return { problems: data?.problems, isPresent: settled === text && !isPlaceholderData };
}

function Edited({ machine, onClose }: { machine: MachineDetails; onClose: () => void }) {
  const [text, setText] = useState(machine.definition);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [reveal, setReveal] = useState<{ from: number; to: number }>();
  const { problems, isPresent } = useProblems(text, machine.type);
  const { data: functions } = useQuery({ queryKey: ['functions'], queryFn: ({ signal }) => listFunctions(signal), staleTime: Infinity });
  const suggest = useMemo(() => definitionSuggest(functions), [functions]);
  const isChanged = text !== machine.definition;
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isChanged]);
  const deploy = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await updateMachine({ stateMachineArn: machine.stateMachineArn, definition: text });
      await queries.invalidateQueries({ queryKey: ['machine', machine.stateMachineArn] });
      await queries.invalidateQueries({ queryKey: ['revisions', machine.stateMachineArn] });
      toast(`Deployed ${machine.name}`);
      onClose();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <>
      <div className="panel-head machine-tools">
        <span className="quiet">Executions that run keep the definition that they began with.</span>
        <Button onClick={onClose}>{isChanged ? 'Discard changes' : 'Cancel'}</Button>
        <Button kind="primary" disabled={isBusy || !isChanged} onClick={() => void deploy()}>Deploy</Button>
      </div>
      {error !== undefined && <div className="panel-body"><Fault error={error} title="It was not deployed" /></div>}
      <div className="machine-text edited">
        <Editor name="Definition" language="json" text={text} onChange={setText} problems={problems} suggest={suggest} reveal={reveal} size="fill" />
      </div>
      <Problems
        problems={problems}
        onSelect={({ range }) => setReveal({ from: range.from.offset, to: range.to.offset })}
        onFix={isPresent ? fix => setText(mended(text, fix)) : undefined}
      />
    </>
  );
}

const mended = (text: string, { edits }: NonNullable<Problem['fix']>): string =>
  edits.reduceRight((changed, { range, text: put }) => changed.slice(0, range.from.offset) + put + changed.slice(range.to.offset), text);

interface ProblemsProps {
  problems: Problem[] | undefined;
  onSelect: (problem: Problem) => void;
  onFix: ((fix: NonNullable<Problem['fix']>) => void) | undefined;
}

function Problems({ problems, onSelect, onFix }: ProblemsProps) {
  if (!problems) return null;
  const errors = problems.filter(problem => problem.severity === 'ERROR').length;
  return (
    <section className="problems" aria-label="Problems">
      <h2 aria-live="polite">{problems.length === 0 ? 'No problems' : `${errors} ${errors === 1 ? 'error' : 'errors'}, ${problems.length - errors} ${problems.length - errors === 1 ? 'warning' : 'warnings'}`}</h2>
      <ul>
        {problems.map((problem, index) => (
          <li key={index}>
            <button type="button" className="problem" data-severity={problem.severity} onClick={() => onSelect(problem)}>
              <Icon name={problem.severity === 'ERROR' ? 'cross' : 'alert'} size={14} />
              <span className="visually-hidden">{problem.severity === 'ERROR' ? 'Error' : 'Warning'}: </span>
              <span className="problem-message">{problem.message}</span>
              <span className="quiet number">{problem.range.from.line}:{problem.range.from.column}</span>
            </button>
            {problem.fix && <Button kind="plain" className="fix" disabled={!onFix} onClick={() => onFix!(problem.fix!)}>{problem.fix.title}</Button>}
          </li>
        ))}
      </ul>
    </section>
  );
}
