// Renders the frames of a clip, PNG files, the same every time: discs that move before a changing sky. Some files are cut short on purpose.
//   node generate.mjs FOLDER [--clip clip-01] [--frames 120] [--width 640] [--height 360]
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { blank } from './pixels.mjs';
import { encode } from './png.mjs';

/** Each of these frames (counted from 1) is broken: every fiftieth, from the seventeenth. */
export const isBroken = frame => frame % 50 === 17;

export function generate(folder, { clip, frames, width, height }) {
  mkdirSync(path.join(folder, clip), { recursive: true });
  for (let frame = 1; frame <= frames; frame++) {
    const file = encode(render(frame, frames, width, height));
    writeFileSync(path.join(folder, clip, `${String(frame).padStart(4, '0')}.png`), isBroken(frame) ? file.subarray(0, file.length >> 1) : file);
  }
}

function render(frame, frames, width, height) {
  const image = blank(width, height);
  const time = (2 * Math.PI * frame) / frames;
  const discs = Array.from({ length: 5 }, (_, i) => ({
    x: width * (0.5 + 0.4 * Math.cos(time + i)), y: height * (0.5 + 0.35 * Math.sin(2 * time + i * 1.3)), radius: height * (0.06 + 0.02 * i), colour: [255 - 40 * i, 60 + 45 * i, (i * 97) % 256],
  }));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const disc = discs.find(({ x: left, y: top, radius }) => (x - left) ** 2 + (y - top) ** 2 < radius ** 2);
      const sky = [(x * 128) / width + 60 * (1 + Math.sin(time)), (y * 160) / height + 40, 200 - (y * 90) / height + ((x ^ y) & 15)];
      image.data.set((disc?.colour ?? sky).map(Math.floor), (y * width + x) * 3);
    }
  }
  return image;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { positionals: [folder], values } = parseArgs({
    allowPositionals: true,
    options: { clip: { type: 'string', default: 'clip-01' }, frames: { type: 'string', default: '120' }, width: { type: 'string', default: '640' }, height: { type: 'string', default: '360' } },
  });
  generate(folder, { clip: values.clip, frames: Number(values.frames), width: Number(values.width), height: Number(values.height) });
}
