// How plain a picture is, from 0 for an ordinary photo to 1; algorithms/johnson/plain_photos.py says why and which.
const THUMBNAIL = 384;
const BLOCK = 4;
const VISIBLE = 0.6; // of 255
const [PLAIN, ORDINARY] = [0.34, 0.44];
const ramp = [-1, -1 / 3, 1 / 3, 1].map((x) => x / (Math.sqrt(5 / 9) * BLOCK));

export function plainness({ data, width, height }) {
  const longest = Math.max(width, height);
  const step = Math.max(1, Math.min(Math.ceil(longest / THUMBNAIL), Math.floor(Math.min(width, height) / BLOCK)));
  const [rows, columns] = [height, width].map((length) => Math.floor(Math.floor(length / step) / BLOCK));
  const block = new Float32Array(BLOCK * BLOCK);
  let filled = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let colour = 0; colour < 3; colour += 1) {
        cut(block, data, width, step, row, column, colour);
        if (deviation(block) <= VISIBLE) continue;
        filled += 1;
        break;
      }
    }
  }
  const share = filled / (rows * columns);
  return Math.min(1, Math.max(0, (ORDINARY - share) / (ORDINARY - PLAIN)));
}

// The means of step × step pixels each.
function cut(block, data, width, step, row, column, colour) {
  for (let i = 0; i < block.length; i += 1) {
    const top = (row * BLOCK + Math.floor(i / BLOCK)) * step;
    const left = (column * BLOCK + (i % BLOCK)) * step;
    let sum = 0;
    for (let y = top; y < top + step; y += 1) {
      for (let x = left; x < left + step; x += 1) sum += data[(y * width + x) * 4 + colour];
    }
    block[i] = sum / (step * step);
  }
}

// The standard deviation from the best plane.
function deviation(block) {
  let [sum, squares, down, right] = [0, 0, 0, 0];
  for (let i = 0; i < block.length; i += 1) {
    sum += block[i];
    squares += block[i] ** 2;
    down += block[i] * ramp[i >> 2];
    right += block[i] * ramp[i & 3];
  }
  return Math.sqrt(Math.max(0, squares - sum ** 2 / block.length - down ** 2 - right ** 2)) / BLOCK;
}
