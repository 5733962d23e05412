import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The server under test: the release build, unless the environment names another. */
export const executable = process.env.BATON_EXECUTABLE ?? path.join(repository, 'artifacts/baton/baton');
