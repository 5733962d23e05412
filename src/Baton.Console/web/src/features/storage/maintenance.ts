import { askServer, readServer } from '../../shared/api/server';

/** How a server is, as `GET /maintenance` has it. */
export interface ServerStatus {
  status: 'RUNNING' | 'PAUSED' | 'BROKEN';
  advice?: string;
  store: string;
  /** A length of time as .NET writes it: `90.00:00:00`. */
  retention?: string;
  databaseBytes?: number;
  logBytes?: number;
  setAside: number;
}

export const readStatus = (signal?: AbortSignal) => readServer<ServerStatus>('maintenance', signal);

/** One line of the answer to a maintenance request. */
export interface Line {
  purge?: { examined: number; executions: number; children: number };
  verification?: { executions: number; percent: number; findings: string[] };
  backup?: { percent?: number } & Record<string, number>;
  fileBytes?: number;
  isDone?: boolean;
  error?: string;
}

/**
 * Asks for maintenance and tells each line of the answer as it comes.
 * @returns the file that came with it; null where there is none
 * @throws Error what went wrong, also where the answer was cut off
 */
export async function maintain(work: 'purge' | 'verify' | 'backup' | 'resume', body: object, told: (line: Line) => void, signal: AbortSignal): Promise<Blob | null> {
  const answer = await askServer(`maintenance/${work}`, { body: JSON.stringify(body), signal });
  const reader = new LineReader(answer.body!.getReader());
  let file: Blob | null = null;
  for (let isDone = false; !isDone; ) {
    const text = await reader.line();
    if (text === null) throw new Error('The answer was cut off: the server stopped, or the connection broke.');
    const line = JSON.parse(text) as Line;
    if (line.error) throw new Error(line.error);
    told(line);
    if (line.fileBytes !== undefined) file = await reader.file(line.fileBytes);
    isDone = line.isDone ?? false;
  }
  return file;
}

/** Lines of text, and bytes between them. */
class LineReader {
  #rest: Uint8Array<ArrayBuffer> = new Uint8Array();
  readonly #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>) {
    this.#reader = reader;
  }

  /** The next line; null where the answer has ended. */
  async line(): Promise<string | null> {
    let end: number;
    while ((end = this.#rest.indexOf(10)) < 0) {
      const { done, value } = await this.#reader.read();
      if (done) return null;
      const longer = new Uint8Array(this.#rest.length + value.length);
      longer.set(this.#rest);
      longer.set(value, this.#rest.length);
      this.#rest = longer;
    }
    const text = new TextDecoder().decode(this.#rest.subarray(0, end));
    this.#rest = this.#rest.slice(end + 1);
    return text;
  }

  /** So many bytes, which the browser keeps on its disk where they are many. */
  async file(bytes: number): Promise<Blob> {
    let left = bytes;
    const part = (chunk: Uint8Array<ArrayBuffer>) => {
      const own = chunk.slice(0, left);
      this.#rest = chunk.slice(own.length);
      left -= own.length;
      return own;
    };
    const content = new ReadableStream<Uint8Array>({
      pull: async controller => {
        if (left > 0 && this.#rest.length > 0) controller.enqueue(part(this.#rest));
        else if (left > 0) {
          const { done, value } = await this.#reader.read();
          if (done) return controller.error(new Error('The file was cut off: the server stopped, or the connection broke.'));
          controller.enqueue(part(value));
        }
        if (left === 0) controller.close();
      },
    });
    return new Response(content).blob();
  }
}
