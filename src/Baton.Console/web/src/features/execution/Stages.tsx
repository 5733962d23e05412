import { useState, type ReactNode } from 'react';
import type { Stage, StageName, StepData } from '../../shared/api/execution';
import { sizeText } from '../../shared/json/json';
import { JsonView } from '../../shared/json/JsonView';
import { Tooltip } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import type { StateFields } from './definition';

const names: Record<StageName, string> = {
  Input: 'Input', InputPath: 'After InputPath', Parameters: 'After Parameters', Arguments: 'After Arguments', ItemsPath: 'After ItemsPath', Result: 'Result', ResultSelector: 'After ResultSelector', ResultPath: 'After ResultPath',
  Output: 'Output',
};

const DERIVED = 'No event holds this: the definition that ran was evaluated again, with the time and the variables of then. What expressions draw at random comes out otherwise.';

/** A state's data at each stage of its way: each can be opened, and compared with what it was made of. */
export function Stages({ step, fields }: { step: StepData; fields: StateFields | undefined }) {
  return (
    <div className="stages">
      {step.stages.map((stage, at) => <StageView key={stage.stage} stage={stage} before={stage.stage === 'ResultPath' ? step.stages[0] : step.stages[at - 1]} fields={fields} />)}
      {step.assigned && <JsonView name="Assigned variables" text={step.assigned} />}
      {step.variables !== '{}' && <Foldable name="Variables before" detail={sizeText(step.variables)}><JsonView name="Variables before" text={step.variables} /></Foldable>}
      {step.whyNotDerived && <p className="quiet">The stages between are not shown. {step.whyNotDerived}</p>}
      {step.differs && <p className="quiet">Evaluated again, the state gives another output than it gave: its expressions draw at random, or the server evaluates otherwise than the version that ran it.</p>}
    </div>
  );
}

function StageView({ stage, before, fields }: { stage: Stage; before: Stage | undefined; fields: StateFields | undefined }) {
  const name = names[stage.stage];
  const isSame = before !== undefined && before.data === stage.data;
  const isEnd = stage.stage === 'Input' || stage.stage === 'Output';
  const note = stage.recorded ? null : <Tooltip text={DERIVED}><span className="derived" tabIndex={0}>derived</span></Tooltip>;
  const view = <JsonView name={name} text={stage.data} before={before && { name: names[before.stage], text: before.data }} note={isEnd ? note : null} />;
  if (isEnd) return view;
  const field = fieldOf(stage.stage, fields);
  return (
    <Foldable name={name} detail={isSame ? 'unchanged' : sizeText(stage.data)} note={note} isQuiet={isSame}>
      {field !== undefined && <pre className="stage-field"><span className="quiet">{stage.stage}:</span> {typeof field === 'string' ? field : JSON.stringify(field, null, 2)}</pre>}
      {view}
    </Foldable>
  );
}

/** What the definition says at the field of a stage. */
function fieldOf(stage: StageName, fields: StateFields | undefined): unknown {
  return stage === 'Result' ? undefined : fields?.[stage === 'ItemsPath' && fields['Items'] !== undefined ? 'Items' : stage];
}

function Foldable({ name, detail, note, isQuiet, children }: { name: string; detail: string; note?: ReactNode; isQuiet?: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="stage" data-quiet={isQuiet || undefined}>
      <div className="stage-head">
        <button type="button" className="stage-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'down' : 'right'} size={11} />
          <span className="stage-name">{name}</span>
          <span className="quiet number">{detail}</span>
        </button>
        {note}
      </div>
      {isOpen && <div className="stage-body">{children}</div>}
    </div>
  );
}
