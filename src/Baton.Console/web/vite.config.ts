import { existsSync, readFileSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const out = process.env['BATON_CONSOLE_OUT'] ?? path.resolve(import.meta.dirname, '../../../artifacts/console');

/** Writes what the packages in the bundle ask of whoever passes them on: their licences. */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle(_, bundle) {
      const folders = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id);
          if (found?.[1]) folders.add(found[1]);
        }
      }
      const texts = [...folders].filter(folder => existsSync(path.join(folder, 'package.json'))).sort().map(folder => {
        const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license?: string };
        const file = readdirSync(folder).find(name => /^licen[cs]e/i.test(name));
        return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${file ? readFileSync(path.join(folder, file), 'utf8').trim() : ''}\n`;
      });
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

/** Compresses everything but the page once, here: NAME.br and NAME.gz take the place of NAME. */
function compress(): Plugin {
  return {
    name: 'compress',
    enforce: 'post',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css|txt)$/.test(name)) continue;
        const file = path.join(dir!, name);
        const content = readFileSync(file);
        writeFileSync(`${file}.br`, zlib.brotliCompressSync(content, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
        writeFileSync(`${file}.gz`, zlib.gzipSync(content, { level: 9 }));
        unlinkSync(file);
      }
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), licences(), compress()],
  build: { outDir: out, emptyOutDir: true, target: 'es2023', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1_000 },
  worker: { format: 'es' },
});
