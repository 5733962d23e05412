import { yaml } from '@codemirror/lang-yaml';
import { syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { getNonce } from 'get-nonce';
import { useEffect, useRef } from 'react';
import { yamlOf } from './export';
import { colours } from './TextPane';

/** The definition as YAML, for reading. */
export default function YamlPane({ text }: { text: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  useEffect(() => {
    const editor = new EditorView({
      parent: frame.current!,
      extensions: [EditorView.cspNonce.of(getNonce() ?? ''), lineNumbers(), yaml(), syntaxHighlighting(colours), EditorState.readOnly.of(true), EditorView.contentAttributes.of({ 'aria-label': 'Definition as YAML', 'aria-readonly': 'true' })],
    });
    editor.scrollDOM.tabIndex = 0; // it scrolls, so that the keyboard has to get there
    view.current = editor;
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    let isWanted = true;
    void yamlOf(text).then(shown => isWanted && view.current!.dispatch({ changes: { from: 0, to: view.current!.state.doc.length, insert: shown } }));
    return () => {
      isWanted = false;
    };
  }, [text]);
  return <div ref={frame} className="text-pane" />;
}
