// What is done with images in memory: {width, height, data} as in png.mjs.

export const blank = (width, height) => ({ width, height, data: Buffer.alloc(width * height * 3) });

/** Made smaller by a whole factor; each pixel is the mean of those that it stands for. What is left at the right and below is dropped. */
export function shrink({ width, height, data }, factor) {
  const small = blank(Math.floor(width / factor), Math.floor(height / factor));
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width * 3; x++) {
      const first = y * factor * width * 3 + Math.floor(x / 3) * factor * 3 + (x % 3);
      let sum = 0;
      for (let down = 0; down < factor; down++) {
        for (let right = 0; right < factor; right++) sum += data[first + (down * width + right) * 3];
      }
      small.data[y * small.width * 3 + x] = Math.round(sum / factor ** 2);
    }
  }
  return small;
}

/** Cut into squares, row by row; those at the right and below may be smaller. */
export function tiles({ width, height, data }, size) {
  const cut = [];
  for (let top = 0; top < height; top += size) {
    for (let left = 0; left < width; left += size) {
      const tile = blank(Math.min(size, width - left), Math.min(size, height - top));
      for (let y = 0; y < tile.height; y++) {
        const start = ((top + y) * width + left) * 3;
        data.copy(tile.data, y * tile.width * 3, start, start + tile.width * 3);
      }
      cut.push({ left, top, tile });
    }
  }
  return cut;
}

export function paste(target, { width, height, data }, left, top) {
  for (let y = 0; y < height; y++) data.copy(target.data, ((top + y) * target.width + left) * 3, y * width * 3, (y + 1) * width * 3);
}

/** The mean colour: [red, green, blue]. */
export function mean({ width, height, data }) {
  const sums = [0, 0, 0];
  data.forEach((byte, index) => { sums[index % 3] += byte; });
  return sums.map(sum => Math.round(sum / (width * height)));
}
