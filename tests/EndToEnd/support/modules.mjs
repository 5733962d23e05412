import { createRequire } from 'node:module';
import path from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { repository } from './places.mjs';

const web = path.join(repository, 'src/Baton.Console/web');

/** Loads modules of the console's sources (`features/designer/model/edits.ts`), compiled as its own build does. */
export async function consoleModules(...names) {
  const { createServer } = await import(pathToFileURL(createRequire(path.join(web, 'package.json')).resolve('vite')).href);
  const vite = await createServer({ root: web, configFile: false, appType: 'custom', logLevel: 'error', server: { middlewareMode: true, hmr: false, watch: null, ws: false }, optimizeDeps: { noDiscovery: true } });
  after(() => vite.close());
  return Object.assign({}, ...await Promise.all(names.map(name => vite.ssrLoadModule(`/src/${name}`))));
}
