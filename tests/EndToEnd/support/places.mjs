import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The server under test: the release build, unless the environment names another. */
export const executable = process.env.BATON_EXECUTABLE ?? path.join(repository, 'artifacts/baton/baton');

/** The same server on a disk that fails and by a clock that is set, as a test tells it. */
export const faultyServer = path.join(repository, 'artifacts/bin/Baton.FaultyServer/debug/Baton.FaultyServer');
