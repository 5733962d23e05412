import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { repository } from './places.mjs';
import { Program } from './programs.mjs';

/** What servers keep their data in unless a test says otherwise: `sqlite`, or `postgres` by BATON_TEST_STORE. */
export const store = process.env.BATON_TEST_STORE ?? 'sqlite';

let starting;

/** The PostgreSQL server of this test file, which ends with it. */
export const postgres = () => starting ??= PostgresServer.start();

after(async () => {
  if (!starting) return;
  const server = await starting;
  await server.stop();
  rmSync(server.folder, { recursive: true, force: true });
});

class PostgresServer {
  #program;
  #databases = 0;

  static async start() {
    const server = new PostgresServer();
    server.folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'baton-postgres-')); // a sync costs nothing there
    await server.restart();
    return server;
  }

  async restart() {
    this.#program = await Program.start(path.join(repository, 'scripts/lib/postgres'), [this.folder], { ready: 'ready to accept connections', end: 'SIGQUIT' });
  }

  /** Ends every session at once; what was committed stays. */
  async stop() {
    await this.#program.stop('SIGINT');
  }

  /** A new, empty database: its connection string. */
  createDatabase() {
    const name = `test_${++this.#databases}`;
    const made = spawnSync('createdb', ['-h', this.folder, '-U', 'postgres', name], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`createdb failed: ${made.stderr ?? made.error}`);
    return `Host=${this.folder};Username=postgres;Database=${name}`;
  }
}

const environments = new Map();

/** What tells a server on this data folder where its store is; the same after each restart. */
export async function storeOf(folder) {
  if (store !== 'postgres') return {};
  if (!environments.has(folder)) environments.set(folder, { Baton__Store: 'postgres', Baton__Postgres__ConnectionString: (await postgres()).createDatabase() });
  return environments.get(folder);
}
