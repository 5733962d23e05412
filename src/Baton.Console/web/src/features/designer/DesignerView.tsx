import { useCallback, useEffect, useMemo, useState } from 'react';
import { designerPlace, machinePlace, nameOf } from '../../shared/arn';
import { isWithPage } from '../../shared/focus';
import { Link, navigate, useQueryValue } from '../../shared/router';
import { StartDialog } from '../../shared/start/StartDialog';
import { Segments } from '../../shared/ui/Page';
import { lazily } from '../../shared/ui/lazily';
import { Loading } from '../../shared/ui/States';
import { Tabs } from '../../shared/ui/Tabs';
import { toast } from '../../shared/ui/Toasts';
import type { DraftRun, MachineType } from './api';
import { Chooser } from './Chooser';
import './designer.css';
import './inspector.css';
import { Inspector } from './Inspector';
import { withTest, type TestCase } from './keptTests';
import { LoadedExecution } from './LoadedExecution';
import type { Edit } from './model/edits';
import { fragmentOf, type Place } from './model/fragments';
import { graphOfMachine } from './model/graph';
import { palette } from './model/palette';
import type { PaletteEntry } from './model/paletteEntry';
import { pathsOf } from './model/paths';
import { stateAround, type Problem } from './model/problems';
import { freeName, readMachine, type State } from './model/machine';
import { printFields } from './model/text';
import { languageNames, readText } from './model/notation';
import { find, pathAt } from './model/tree';
import { neighbour } from './model/walk';
import { OpenMachine } from './OpenMachine';
import { PalettePane } from './PalettePane';
import { ProblemList } from './ProblemList';
import { RunPanel } from './RunPanel';
import { marksOf } from './runMarks';
import { SaveDialog } from './SaveDialog';
import { summaryOf, typeIcons } from './stateLook';
import { TestCases } from './TestCases';
import { TestPanel } from './TestPanel';
import { Toolbar } from './Toolbar';
import { useDesigner } from './useDesigner';
import { designerKeys, useDesignerKeys } from './useDesignerKeys';
import { useLatestLayout } from './useLatestLayout';
import { useLoadedExecution } from './useLoadedExecution';

export const loadCanvas = () => import('./Canvas');
const Canvas = lazily(loadCanvas, { what: 'Drawing' });
const TextPane = lazily(() => import('./TextPane'), { what: 'Opening the editor' });

interface DesignerViewProps {
  arn: string;
  deployed: string;
  type: MachineType;
  onSaved: () => void;
}

type Asking = { what: 'add'; place: Place } | { what: 'connect'; from: State } | { what: 'search' } | { what: 'open' } | { what: 'save' } | { what: 'start' } | null;

const views = [{ value: 'design', label: 'Design' }, { value: 'both', label: 'Both' }, { value: 'text', label: 'Text' }] as const;

const formats = [{ value: 'json', label: 'JSON' }, { value: 'yaml', label: 'YAML' }] as const;

export function DesignerView({ arn, deployed, type, onSaved }: DesignerViewProps) {
  const designer = useDesigner(arn, deployed, type);
  const { session, problems, edit, select } = designer;
  const { machine, selection, fault, language } = session;
  const [view, setView] = useQueryValue('view');
  const [stateId, setStateId] = useQueryValue('state');
  const [openId, setOpenId] = useQueryValue('within');
  const [tab, setTab] = useQueryValue('panel');
  const [format, setFormat] = useQueryValue('text');
  const [asking, setAsking] = useState<Asking>(null);
  const [wayId, setWayId] = useState<string | null>(null);
  const [lookAt, setLookAt] = useState<{ id: string } | null>(null);
  const [goTo, setGoTo] = useState<{ from: number; to: number } | null>(null);
  const [renaming, setRenaming] = useState<{ id: string } | null>(null);
  const [run, setRun] = useState<DraftRun | null>(null);
  const [shown, setShown] = useState(0);
  const shownView = views.find(one => one.value === view)?.value ?? 'design';
  const title = arn ? nameOf(arn) : 'New state machine';

  useEffect(() => {
    document.title = `${title} · Designer · Baton`;
  }, [title]);

  const opened = openId ? machine.byId.get(openId) : undefined;
  const graph = useMemo(() => {
    const whole = graphOfMachine(machine);
    if (!opened) return whole;
    const holder = graphOfMachine(machine, opened.scope).scope.nodes.find(node => node.id === opened.id);
    return { ...whole, scope: { nodes: holder ? [holder] : [], edges: [] } };
  }, [machine, opened]);
  const layout = useLatestLayout(graph.scope);
  const way = selection.length === 0 && wayId ? (graph.ways.get(wayId) ?? null) : null;
  const chosen = selection.length === 1 ? machine.byId.get(selection[0]!) : undefined;
  const marks = useMemo(() => (run ? marksOf(run, shown) : null), [run, shown]);

  const choose = useCallback((ids: readonly string[]) => {
    setWayId(null);
    select(ids);
    setRenaming(null);
  }, [select]);
  const show = useCallback((id: string) => {
    choose([id]);
    setLookAt({ id });
  }, [choose]);
  useLoadedExecution(designer, name => {
    const failed = machine.states.find(state => state.name === name);
    if (failed) show(failed.id);
  });
  // the address follows what is selected, and leads back to it
  useEffect(() => {
    if (stateId && machine.byId.has(stateId)) show(stateId);
  }, []);
  useEffect(() => {
    if (format === 'yaml') designer.setLanguage('yaml');
  }, []);
  useEffect(() => setFormat(language === 'yaml' ? 'yaml' : null), [language]);
  useEffect(() => setStateId(selection.length === 1 ? selection[0]! : null), [selection]);
  useEffect(() => {
    const tree = chosen && shownView !== 'design' && !fault ? find(readText(session.text, language), chosen.path) : undefined;
    if (tree) setGoTo({ from: tree.from, to: tree.from });
  }, [chosen?.id, language, shownView]);

  const change = useCallback((one: Edit, group?: string) => {
    setRun(null);
    const isDone = edit(one, group);
    if (isDone && (one.kind === 'insert' || one.kind === 'move' || one.kind === 'duplicate')) setWayId(null);
    return isDone;
  }, [edit]);
  const placeNow = (): Place => (wayId && way ? { way: wayId } : selection.length > 0 ? { after: selection.at(-1)! } : opened?.scopes[0] ? { scope: opened.scopes[0].id } : { scope: '' });
  const add = useCallback((at: Place) => setAsking({ what: 'add', place: at }), []);
  const insert = (entry: PaletteEntry, at: Place) => {
    const scope = 'after' in at ? machine.byId.get(at.after)?.scope : 'way' in at ? graph.ways.get(at.way)?.scope : undefined;
    change({ kind: 'insert', fragment: entry.make(scope?.language ?? opened?.language ?? machine.root.language), place: at });
  };
  // what was just added is looked at
  useEffect(() => {
    if (selection.length > 0) setLookAt({ id: selection[0]! });
    if (selection.length === 1) focusNode(selection[0]!);
  }, [selection]);

  const goToProblem = (problem: Problem) => {
    if (problem.stateId) show(problem.stateId);
    if (shownView !== 'design' || fault) {
      if (shownView === 'design') setView('both');
      setGoTo({ from: problem.from, to: problem.to });
    }
  };
  const test = () => setTab('test');
  const openTest = (kept: TestCase) => {
    designer.setSamples(withTest(designer.samples, kept));
    const state = machine.states.find(({ name }) => name === kept.stateName);
    if (state) show(state.id);
    test();
  };
  useDesignerKeys({
    undo: designer.undo, redo: designer.redo, save: () => setAsking({ what: 'save' }), search: () => setAsking({ what: 'search' }), add: () => add(placeNow()),
    connect: () => chosen && setAsking({ what: 'connect', from: chosen }), rename: () => chosen && setRenaming({ id: chosen.id }),
    remove: () => (selection.length > 0 ? change({ kind: 'remove', ids: selection }) : way?.from && way.to && change({ kind: 'redirect', paths: way.paths, to: null })),
    duplicate: () => selection.length > 0 && change({ kind: 'duplicate', ids: selection }), selectAll: () => choose((opened?.scopes[0] ?? machine.root).states.map(state => state.id)),
    leave: () => (selection.length > 0 || wayId ? choose([]) : openId && setOpenId(opened?.scope.owner?.id ?? null)), enter: () => chosen && chosen.scopes.length > 0 && setOpenId(chosen.id),
    toCanvas: () => (nodeOf(selection[0]) ?? document.querySelector<HTMLElement>('.designer-canvas'))?.focus({ preventScroll: true }),
    walk: direction => {
      const next = neighbour(machine, chosen, direction);
      if (next) show(next.id);
    },
    copy: () => (selection.length > 0 ? fragmentOf(machine, selection) : null),
    paste: text => {
      const fragment = fragmentOfText(text);
      if (fragment) change({ kind: 'insert', fragment, place: placeNow() });
      else toast('What was copied is not a state machine, nor a state', 'fault');
    },
  });

  const samplePaths = useMemo(() => pathsOf((chosen && designer.samples.states[chosen.name]?.input) ?? designer.samples.input), [chosen?.name, designer.samples]);
  const errors = problems.filter(problem => problem.severity === 'ERROR').length;
  const count = problems.length === 0 ? '' : ` (${problems.length})`;
  const canvas = layout ? (
    <Canvas
      machine={machine} graph={graph} layout={layout} selection={selection} selectedWay={wayId} problems={problems} marks={marks} isOld={fault !== null} lookAt={lookAt}
      onSelect={choose} onSelectWay={id => { choose([]); setWayId(id); }} onEdit={change} onAdd={add} onOpen={setOpenId}
    />
  ) : <Loading what="Drawing" />;
  const text = (
    <TextPane
      key={language} language={language} text={session.text} problems={problems} goTo={goTo} onEdit={change} onUndo={designer.undo} onRedo={designer.redo}
      samplePaths={samplePaths} onPlace={offset => {
        const state = fault ? undefined : stateAround(machine, pathAt(readText(session.text, language), offset));
        if (state && state.id !== selection[0]) select([state.id]);
      }}
    />
  );
  return (
    <div className="designer" data-view={shownView}>
      <header className="designer-bar">
        <div className="designer-title">
          <h1 className="truncate">{arn ? <Link to={machinePlace(arn)}>{title}</Link> : title}</h1>
          <span className="quiet" role="status">{fault ? `The text is not ${languageNames[language]} just now` : designer.isChanged ? (designer.isKept ? 'Not saved; kept in this browser' : 'Not saved, and this browser cannot keep it') : arn ? 'Saved' : ''}</span>
          {designer.samples.execution && <LoadedExecution arn={designer.samples.execution} saved={designer.isChanged ? null : designer.base} />}
        </div>
        <Segments name="View" value={shownView} options={views} onChange={value => setView(value === 'design' ? null : value)} />
        <Toolbar designer={designer} name={arn ? title : 'state-machine'} onSearch={() => setAsking({ what: 'search' })} onOpen={() => setAsking({ what: 'open' })} onSave={() => setAsking({ what: 'save' })} onStart={arn ? () => setAsking({ what: 'start' }) : null} />
      </header>
      <PalettePane onChoose={entry => insert(entry, placeNow())} />
      <div className="designer-middle">
        <div className="designer-work">
          {shownView !== 'text' && (
            <div className="designer-drawing">
              {opened && (
                <nav className="canvas-crumbs" aria-label="Within">
                  <button type="button" className="link-button" onClick={() => setOpenId(null)}>{title}</button>
                  {ownersOf(opened).map(owner => <span key={owner.id}> / <button type="button" className="link-button" onClick={() => setOpenId(owner.id)}>{owner.name}</button></span>)}
                </nav>
              )}
              {fault && <p className="canvas-note" role="status">This is the last text that was {languageNames[language]}.{session.waiting.length > 0 && ` ${session.waiting.length === 1 ? 'A change waits' : `${session.waiting.length} changes wait`} for the text.`}</p>}
              {canvas}
            </div>
          )}
          {shownView !== 'design' && (
            <div className="designer-text">
              <div className="text-head">
                <Segments name="Text as" value={language} options={formats} onChange={designer.setLanguage} />
                {language === 'yaml' && <span className="quiet">deployed as JSON; notes stay in this browser</span>}
              </div>
              {text}
            </div>
          )}
        </div>
        <div className="designer-panel" data-open={tab ?? 'problems'}>
          <Tabs
            name="Below the canvas" selected={tab ?? 'problems'} onSelect={id => setTab(id === 'problems' ? null : id)}
            tabs={[
              { id: 'problems', label: `Problems${count}`, content: <ProblemList problems={problems} machine={machine} onGo={goToProblem} onEdit={change} /> },
              { id: 'test', label: 'Test a state', content: <TestPanel arn={arn} machine={machine} state={chosen} samples={designer.samples} onSamples={designer.setSamples} /> },
              { id: 'cases', label: 'Test cases', content: <TestCases arn={arn} machine={machine} onOpen={openTest} /> },
              {
                id: 'run', label: 'Run the draft',
                content: <RunPanel machine={machine} samples={designer.samples} run={run} shown={shown} onSamples={designer.setSamples} onRun={setRun} onShown={setShown} onSelect={name => { const state = machine.states.find(one => one.name === name); if (state) show(state.id); }} />,
              },
              { id: 'keys', label: 'Keys', content: <dl className="key-list">{designerKeys.map(([keys, does]) => <div key={keys}><dt>{keys.split(' ').map(key => <kbd key={key}>{key}</kbd>)}</dt><dd>{does}</dd></div>)}</dl> },
            ]}
          />
        </div>
      </div>
      <Inspector
        machine={machine} selection={selection} way={way} problems={problems} samples={designer.samples} old={fault ? languageNames[language] : null} renaming={renaming} onEdit={change} onSelect={ids => show(ids[0]!)} onAdd={() => add(placeNow())}
        onConnect={() => chosen && setAsking({ what: 'connect', from: chosen })} onTest={test}
      />
      {asking?.what === 'add' && (
        <Chooser
          title={'after' in asking.place ? `Add after ${machine.byId.get(asking.place.after)?.name}` : 'Add a state'} placeholder="A state, an integration or a pattern" onClose={() => setAsking(null)}
          choices={palette.map(entry => ({ id: entry.id, label: entry.label, detail: entry.help, words: `${entry.group} ${entry.words ?? ''}`, icon: typeIcons[entry.type] ?? 'pass' }))} onChoose={id => insert(palette.find(entry => entry.id === id)!, asking.place)}
        />
      )}
      {asking?.what === 'connect' && (
        <Chooser
          title={`Connect ${asking.from.name} to`} placeholder="A state of the same scope" onClose={() => setAsking(null)} choices={asking.from.scope.states.map(choiceOf)}
          onChoose={id => change({ kind: 'connect', from: asking.from.id, to: id })}
        />
      )}
      {asking?.what === 'search' && <Chooser title="Find a state" placeholder="A name, a type, what it calls" onClose={() => setAsking(null)} choices={machine.states.map(choiceOf)} onChoose={id => { if (opened && !id.startsWith(`${opened.id}/`)) setOpenId(null); show(id); }} />}
      {asking?.what === 'open' && <OpenMachine onClose={() => setAsking(null)} />}
      {asking?.what === 'save' && !fault && (
        <SaveDialog
          arn={arn} base={designer.base} deployed={deployed} text={machine.text} errors={errors} onClose={() => setAsking(null)}
          onSaved={made => {
            designer.saved(made);
            onSaved();
            if (made !== arn) navigate(designerPlace(made), { replace: true });
          }}
        />
      )}
      {asking?.what === 'start' && <StartDialog stateMachineArn={arn} machineName={title} isExpress={type === 'EXPRESS'} input={designer.samples.input} onClose={() => setAsking(null)} />}
    </div>
  );
}

const choiceOf = (state: State) => ({ id: state.id, label: state.name, detail: summaryOf(state), icon: typeIcons[state.type] ?? ('pass' as const) });

function ownersOf(state: State): State[] {
  return [...(state.scope.owner ? ownersOf(state.scope.owner) : []), state];
}

const nodeOf = (id: string | undefined) => (id === undefined ? null : document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`));

/** Gives the keyboard to a state that was chosen by it, once it is drawn. */
function focusNode(id: string): void {
  if (document.activeElement?.closest('.designer-canvas') || isWithPage(document.activeElement)) requestAnimationFrame(() => nodeOf(id)?.focus({ preventScroll: true }));
}

/** States from a text that somebody copied: a machine, a fragment, a state with its name, or one state. */
function fragmentOfText(text: string): string | null {
  try {
    const value = JSON.parse(text.trim().startsWith('"') ? `{${text}}` : text) as Record<string, unknown>;
    if (typeof value['States'] === 'object' && value['States']) return typeof value['StartAt'] === 'string' ? text : printFields({ StartAt: Object.keys(value['States'])[0], ...value });
    if (typeof value['Type'] === 'string') return printFields({ StartAt: value['Type'], States: { [freeName(new Set(), value['Type'])]: value } });
    const first = Object.keys(value)[0];
    if (first === undefined || !Object.values(value).every(state => typeof (state as { Type?: unknown } | null)?.Type === 'string')) return null;
    readMachine(printFields({ StartAt: first, States: value }));
    return printFields({ StartAt: first, States: value });
  } catch {
    return null; // not JSON
  }
}

