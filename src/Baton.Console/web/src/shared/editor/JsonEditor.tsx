import { useId } from 'react';
import { whyNotJson } from '../json/json';
import { Editor } from './Editor';

interface JsonEditorProps {
  /** What it is called by those who do not see it. */
  name: string;
  text: string;
  onChange: (text: string) => void;
}

/** An editor for a JSON value, which says why a text is none. */
export function JsonEditor({ name, text, onChange }: JsonEditorProps) {
  const id = useId();
  const fault = whyNotJson(text);
  return (
    <>
      <Editor name={name} language="json" text={text} onChange={onChange} isInvalid={fault !== null} describedBy={id} />
      <span id={id} className="fault" role="status">{fault}</span>
    </>
  );
}
