import { closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { getNonce } from 'get-nonce';
import { useEffect, useRef } from 'react';
import type { Problem } from '../api/drafts';
import type { EditorProps } from './Editor';
import './editor.css';
import { completion } from './completion';
import { colours, look } from './look';

/** The editor itself. What it is given is kept in refs, so that it is made once and keeps its cursor and its undo. */
export default function CodeEditor({ name, text, language, onChange, problems, suggest, onCursor, reveal, isInvalid, describedBy }: Omit<EditorProps, 'size'>) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const given = useRef({ onChange, onCursor, suggest });
  const parts = useRef({ language: new Compartment(), access: new Compartment(), attributes: new Compartment() });
  given.current = { onChange, onCursor, suggest };
  const told = useRef<string[]>([]);
  const isFixed = !onChange;

  /** What was told comes back as the text, perhaps when more was typed already: that is no change from outside. */
  const tell = (changed: string) => {
    told.current = [...told.current.slice(-20), changed];
    given.current.onChange?.(changed);
  };

  useEffect(() => {
    const { language: mode, access, attributes } = parts.current;
    const editor = new EditorView({
      parent: frame.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          common,
          mode.of(modeOf(language)),
          access.of(EditorState.readOnly.of(isFixed)),
          attributes.of([]),
          completion({ override: [context => suggestions(context, given.current.suggest)], icons: false }),
          EditorView.updateListener.of(update => {
            if (update.docChanged) tell(update.state.doc.toString());
            if (update.selectionSet) given.current.onCursor?.(update.state.selection.main.head);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const present = view.current!.state.doc.toString();
    const heard = told.current.indexOf(text);
    told.current.splice(0, heard + 1);
    if (heard < 0 && present !== text) view.current!.dispatch({ changes: changeBetween(present, text) });
  }, [text]);

  useEffect(() => view.current!.dispatch({ effects: parts.current.language.reconfigure(modeOf(language)) }), [language]);

  useEffect(() => view.current!.dispatch({ effects: parts.current.access.reconfigure(EditorState.readOnly.of(isFixed)) }), [isFixed]);

  useEffect(() => {
    const attributes = { 'aria-label': name, tabindex: '0', ...(isFixed && { 'aria-readonly': 'true' }), ...(isInvalid && { 'aria-invalid': 'true' }), ...(describedBy && { 'aria-describedby': describedBy }) };
    view.current!.dispatch({ effects: parts.current.attributes.reconfigure(EditorView.contentAttributes.of(attributes)) });
  }, [name, isFixed, isInvalid, describedBy]);

  useEffect(() => {
    const { state } = view.current!;
    view.current!.dispatch(setDiagnostics(state, (problems ?? []).map(problem => diagnosticOf(problem, state.doc.length))));
  }, [problems]);

  useEffect(() => {
    if (!reveal) return;
    const length = view.current!.state.doc.length;
    const [anchor, head] = [Math.min(reveal.from, length), Math.min(reveal.to, length)];
    view.current!.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    view.current!.focus();
  }, [reveal]);

  return <div ref={frame} className="editor-frame" />;
}

const common: Extension = [
  EditorView.cspNonce.of(getNonce() ?? ''),
  lineNumbers(), foldGutter(), codeFolding(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), highlightActiveLineGutter(),
  highlightSelectionMatches(), syntaxHighlighting(colours), look,
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
];

const modeOf = (language: EditorProps['language']) => (language === 'yaml' ? yaml() : json());

/** What changes from one text to another, so that the cursor stays where nothing does. */
function changeBetween(from: string, to: string) {
  let start = 0;
  while (start < from.length && from[start] === to[start]) start++;
  let end = 0;
  while (end < Math.min(from.length, to.length) - start && from.at(-1 - end) === to.at(-1 - end)) end++;
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) };
}

function diagnosticOf({ range, severity, code, message, fix }: Problem, length: number): Diagnostic {
  const within = (offset: number) => Math.min(offset, length);
  return {
    from: within(range.from.offset), to: within(range.to.offset), severity: severity === 'ERROR' ? 'error' : 'warning', message, source: code,
    actions: fix ? [{ name: fix.title, apply: editor => editor.dispatch({ changes: fix.edits.map(edit => ({ from: within(edit.range.from.offset), to: within(edit.range.to.offset), insert: edit.text })) }) }] : [],
  };
}

async function suggestions(context: CompletionContext, suggest: EditorProps['suggest']) {
  const found = await suggest?.(context.state.doc.toString(), context.pos);
  if (!found || found.options.length === 0 || (found.from === context.pos && !context.explicit && !found.isWanted)) return null;
  return { from: found.from, options: found.options.map(({ label, detail, info, apply }) => ({ label, detail, info, apply })), validFor: found.validFor ?? /^[\w$.-]*$/ };
}
