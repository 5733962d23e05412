import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { completeFromList } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { getNonce } from 'get-nonce';
import { useEffect, useRef } from 'react';
import { completion } from '../../shared/editor/completion';
import { colours } from '../../shared/editor/look';
import type { Edit } from './model/edits';
import type { Language } from './model/notation';
import type { Problem } from './model/problems';
import { difference } from './model/session';
import { words } from './model/words';

interface TextPaneProps {
  text: string;
  /** Of the text; another one needs another pane. */
  language: Language;
  problems: readonly Problem[];
  /** A place to go to; a new object each time. */
  goTo: { from: number; to: number } | null;
  onEdit: (edit: Edit, group?: string) => void;
  /** Paths into the sample data, offered while somebody types. */
  samplePaths: readonly string[];
  /** Where the cursor is. */
  onPlace: (offset: number) => void;
  onUndo: () => void;
  onRedo: () => void;
}

const FromOutside = Annotation.define<boolean>();

/** The definition as text. What is typed is the draft at once, also while it cannot be read. */
export default function TextPane(props: TextPaneProps) {
  const { text, problems, goTo } = props;
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const editor = new EditorView({
      parent: frame.current!,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          EditorView.cspNonce.of(getNonce() ?? ''), lineNumbers(), foldGutter(), lintGutter(), drawSelection(), highlightActiveLine(), highlightActiveLineGutter(), indentOnInput(), bracketMatching(), highlightSelectionMatches(), search({ top: true }),
          latest.current.language === 'yaml' ? yaml() : json(), syntaxHighlighting(colours), indentUnit.of('  '), EditorState.lineSeparator.of(latest.current.text.includes('\r\n') ? '\r\n' : '\n'), completion({ override: [completeFromList(words), context => completeFromList(latest.current.samplePaths.flatMap(path => [{ label: path, type: 'variable' }, { label: `$states.input${path.slice(1)}`, type: 'variable' }]))(context)] }),
          EditorView.contentAttributes.of({ 'aria-label': 'Definition as text' }),
          keymap.of([
            { key: 'Mod-z', run: () => (latest.current.onUndo(), true) }, { key: 'Mod-y', run: () => (latest.current.onRedo(), true) }, { key: 'Mod-Shift-z', run: () => (latest.current.onRedo(), true) },
            ...searchKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab,
          ]),
          EditorView.updateListener.of(update => {
            const isOwn = !update.transactions.some(one => one.annotation(FromOutside));
            if (update.docChanged && isOwn) latest.current.onEdit({ kind: 'text', text: update.state.sliceDoc() }, 'typing');
            if (update.selectionSet && isOwn && !update.docChanged) latest.current.onPlace(outside(update.state, update.state.selection.main.head));
          }),
        ],
      }),
    });
    editor.scrollDOM.tabIndex = 0; // it scrolls, so that the keyboard has to get there
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current!;
    const shown = editor.state.sliceDoc();
    if (shown === text) return;
    const { at, removed, inserted } = difference(shown, text);
    const [from, to] = [inside(shown, at), inside(shown, at + removed.length)];
    editor.dispatch({ changes: { from, to, insert: editor.state.toText(inserted) }, annotations: FromOutside.of(true) });
  }, [text]);

  useEffect(() => {
    const editor = view.current!;
    const length = editor.state.doc.length;
    const found = problems.map<Diagnostic>(problem => {
      const from = Math.min(inside(text, problem.from), length);
      return {
        from, to: Math.min(Math.max(from, inside(text, problem.to)), length), severity: problem.severity === 'ERROR' ? 'error' : 'warning', message: problem.message, source: problem.code,
        actions: problem.fixes.map(fix => ({ name: fix.label, apply: () => latest.current.onEdit(fix.edit) })),
      };
    });
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [problems, text]);

  useEffect(() => {
    const editor = view.current!;
    if (!goTo) return;
    const [from, to] = [Math.min(inside(text, goTo.from), editor.state.doc.length), Math.min(inside(text, goTo.to), editor.state.doc.length)];
    editor.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 40 }), annotations: FromOutside.of(true) });
  }, [goTo]);

  return <div ref={frame} className="text-pane" />;
}

/** The editor counts a line end as one character, the text CR LF as two. */
const inside = (text: string, offset: number): number => (text.includes('\r\n') ? offset - (text.slice(0, offset).match(/\r\n/g)?.length ?? 0) : offset);

const outside = (state: EditorState, offset: number): number => (state.lineBreak === '\r\n' ? offset + state.doc.lineAt(offset).number - 1 : offset);
