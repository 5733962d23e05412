import { autocompletion } from '@codemirror/autocomplete';

/** A list of what could be written. Enter takes what it shows from its first moment on: by default CodeMirror writes a new line instead for the first 75 ms. */
export const completion = (config: Parameters<typeof autocompletion>[0]) => autocompletion({ ...config, interactionDelay: 0 });
