import type { DraftFormat, Problem } from '../api/drafts';
import { lazily } from '../ui/lazily';
import type { Suggest } from './suggestions';

const CodeEditor = lazily(() => import('./CodeEditor'), { what: 'Loading the editor', rows: 4 });

export interface EditorProps {
  /** What it is called by those who do not see it. */
  name: string;
  text: string;
  language: DraftFormat;
  /** Called with each change; left out, the text can be read and copied alone. */
  onChange?: ((text: string) => void) | undefined;
  /** Marked where they are; those of a text that is older than the present one are moved with it. */
  problems?: readonly Problem[] | undefined;
  /** What could be written at a place. */
  suggest?: Suggest | undefined;
  /** Called when the cursor is somewhere else: with its offset. */
  onCursor?: ((offset: number) => void) | undefined;
  /** Brought into sight and selected; a new object each time. */
  reveal?: { from: number; to: number } | undefined;
  isInvalid?: boolean | undefined;
  describedBy?: string | undefined;
  /** Its height: as its text has lines up to a most, or as high as what is around it. */
  size?: 'fit' | 'fill';
}

/** An editor for JSON and YAML, loaded when it is first shown. */
export function Editor({ size = 'fit', ...rest }: EditorProps) {
  return (
    <div className={`editor ${size}`}>
      <CodeEditor {...rest} />
    </div>
  );
}
