import { serviceRoot } from '../place';
import { ApiError } from './http';

/** Asks one of the server's own APIs (`/functions`, `/maintenance` and so on). What it refuses it says in a text, or as an object with an error and a message. */
export async function askServer(path: string, { body, method = body === undefined ? 'GET' : 'POST', headers = {}, signal }: { body?: string; method?: string; headers?: Record<string, string>; signal?: AbortSignal } = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(serviceRoot + path, { method, body, headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers }, signal });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new ApiError('Unreachable', 'The server does not answer. It is asked again when it is back.', 0);
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  throw new ApiError(`HTTP ${answer.status}`, messageIn(text) || answer.statusText, answer.status);
}

function messageIn(text: string): string {
  try {
    const { message, Message, error } = JSON.parse(text) as Record<string, string | undefined>;
    return message ?? Message ?? error ?? text;
  } catch {
    return text.trim();
  }
}

export const readServer = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await (await askServer(path, { signal })).json()) as T;
