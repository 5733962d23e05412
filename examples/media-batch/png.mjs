// PNG images of 8-bit RGB, as far as the example needs them: {width, height, data}, data being three bytes a pixel, row by row.
import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const PIXELS_MAX = 64 * 1024 * 1024;

/** A file that is no PNG, is cut short, damaged, or of a kind that is not read here; fails a task by this name. */
export class BrokenImage extends Error {
  name = 'Image.Broken';
}

export function decode(file) {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new BrokenImage('The file is no PNG.');
  const parts = [];
  let header;
  for (let at = 8; ;) {
    if (at + 12 > file.length) throw new BrokenImage(`The file ends at byte ${file.length}, before its end chunk.`);
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const end = at + 8 + length;
    if (end + 4 > file.length) throw new BrokenImage(`The file ends at byte ${file.length}, inside its chunk ${type}.`);
    if (file.readUInt32BE(end) !== crc(file.subarray(at + 4, end))) throw new BrokenImage(`The chunk ${type} at byte ${at} is damaged.`);
    const content = file.subarray(at + 8, end);
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') parts.push(content);
    if (type === 'IEND') break;
    at = end + 4;
  }
  if (header?.length !== 13 || header.readUInt32BE(8) !== 0x08020000 || header[12] !== 0) throw new BrokenImage('The image is not 8-bit RGB without interlacing.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (width === 0 || height === 0 || width * height > PIXELS_MAX) throw new BrokenImage(`The image is ${width} × ${height}; expected 1 to ${PIXELS_MAX} pixels.`);
  return { width, height, data: unfilter(inflate(Buffer.concat(parts), (width * 3 + 1) * height), width * 3, height) };
}

export function encode({ width, height, data }) {
  const stride = width * 3;
  const raw = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const row = y * (stride + 1);
    raw[row] = 1; // each byte as its difference from the pixel to the left
    for (let x = 0; x < stride; x++) raw[row + 1 + x] = data[y * stride + x] - (x < 3 ? 0 : data[y * stride + x - 3]);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt32BE(0x08020000, 8); // 8 bits, RGB
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(raw, { level: 3 })), chunk('IEND', Buffer.alloc(0))]);
}

function inflate(packed, bytes) {
  let raw;
  try {
    raw = inflateSync(packed, { maxOutputLength: bytes });
  } catch (failure) {
    throw new BrokenImage(`The pixels cannot be unpacked: ${failure.message}.`);
  }
  if (raw.length !== bytes) throw new BrokenImage(`The pixels take ${raw.length} bytes; expected ${bytes}.`);
  return raw;
}

/** Each row begins with the number of the filter that it went through (PNG, section 9). */
function unfilter(raw, stride, height) {
  const data = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    if (filter > 4) throw new BrokenImage(`Row ${y} has the filter ${filter}.`);
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < 3 ? 0 : data[at - 3];
      const up = y === 0 ? 0 : data[at - stride];
      const corner = x < 3 || y === 0 ? 0 : data[at - stride - 3];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      data[at] = raw[at + y + 1] + predicted;
    }
  }
  return data;
}

function paeth(left, up, corner) {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(type, content) {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  content.copy(bytes, 8);
  bytes.writeUInt32BE(crc(bytes.subarray(4, content.length + 8)), content.length + 8);
  return bytes;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

function crc(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = TABLE[(rest ^ byte) & 0xff] ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
