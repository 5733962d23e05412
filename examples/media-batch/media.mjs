// The work itself: a frame becomes a thumbnail and tiles; all results become a contact sheet and an index. Files are written whole and depend on the input
// alone, so that doing a task twice, or by two workers at once, changes nothing.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { blank, mean, paste, shrink, tiles } from './pixels.mjs';
import { decode, encode } from './png.mjs';

const THUMBNAIL_FACTOR = 4;
const TILE = 256;
const COLUMNS = 10;

/** `{key}` to `{key, width, height, colour, thumbnail, tiles: [key]}`; files are read from and written to these folders. */
export async function frame({ key }, { frames, media }) {
  const image = decode(await readFile(path.join(frames, key)));
  const name = key.replace(/\.png$/, '');
  const thumbnail = `${name}/thumbnail.png`;
  await write(media, thumbnail, encode(shrink(image, THUMBNAIL_FACTOR)));
  const keys = [];
  for (const { left, top, tile } of tiles(image, TILE)) {
    keys.push(`${name}/tile-${left}-${top}.png`);
    await write(media, keys.at(-1), encode(tile));
  }
  return { key, width: image.width, height: image.height, colour: mean(image), thumbnail, tiles: keys };
}

/** `{clip, results: {Key}}`, the manifest of the Map Run, to `{sheet, index, frames, broken}`. */
export async function sheet({ clip, results }, { media }) {
  const { SUCCEEDED, FAILED } = JSON.parse(await readFile(path.join(media, results.Key), 'utf8')).ResultFiles;
  const lines = async files => (await Promise.all(files.map(({ Key }) => readFile(path.join(media, Key), 'utf8')))).join('').split('\n').filter(Boolean).map(line => JSON.parse(line));
  const byKey = (a, b) => (a.key < b.key ? -1 : 1);
  const done = (await lines(SUCCEEDED)).sort(byKey);
  const broken = (await lines(FAILED)).map(({ Input, Error, Cause }) => ({ key: JSON.parse(Input).key, error: Error, cause: Cause })).sort(byKey);

  const thumbnails = await Promise.all(done.map(async ({ thumbnail }) => decode(await readFile(path.join(media, thumbnail)))));
  const width = Math.max(1, ...thumbnails.map(image => image.width));
  const height = Math.max(1, ...thumbnails.map(image => image.height));
  const whole = blank(width * COLUMNS, height * Math.max(1, Math.ceil(thumbnails.length / COLUMNS)));
  thumbnails.forEach((image, place) => paste(whole, image, (place % COLUMNS) * width, Math.floor(place / COLUMNS) * height));
  await write(media, `${clip}/sheet.png`, encode(whole));
  await write(media, `${clip}/index.json`, `${JSON.stringify({ clip, frames: done, broken }, null, 2)}\n`);
  return { sheet: `${clip}/sheet.png`, index: `${clip}/index.json`, frames: done.length, broken: broken.map(({ key }) => key) };
}

async function write(folder, key, content) {
  const file = path.join(folder, key);
  const part = `${file}.${process.pid}.part`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(part, content);
  await rename(part, file);
}
