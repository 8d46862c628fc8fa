// How large the pictures are that this device paints fast enough, from the times that it took.
const SIDES = [192, 256, 320, 384, 512]; // pixels of the longer side
const FIRST = 256;
const [QUICK, SLOW, TOO_SLOW] = [70, 220, 1000]; // milliseconds a frame
const FRAMES = 4; // of one size before it is judged

export class Sizes {
  constructor() {
    this.side = FIRST;
    this.times = [];
  }

  // Whether a frame of this time, with those before it, shows that even the smallest size takes too long.
  took(milliseconds, { fixed = false } = {}) {
    this.times.push(milliseconds);
    if (this.times.length < FRAMES) return false;
    const usual = this.times.sort((a, b) => a - b)[FRAMES / 2 - 1]; // one slow frame means nothing
    this.times = [];
    const place = SIDES.indexOf(this.side);
    if (usual > TOO_SLOW && place === 0) return true;
    if (fixed) return false;
    if (usual > SLOW) this.side = SIDES[Math.max(0, place - 1)];
    else if (usual < QUICK) this.side = SIDES[Math.min(SIDES.length - 1, place + 1)];
    return false;
  }
}

// A size with a longer side; strokes become broader in a smaller picture.
export function sized({ width, height }, side, stroke) {
  const scale = (side * 100) / stroke / Math.max(width, height);
  return { width: Math.max(24, Math.round(width * scale)), height: Math.max(24, Math.round(height * scale)) };
}
