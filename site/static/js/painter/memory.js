// The memory that the WebAssembly works in: pieces are taken one behind the other, and given back all at once.
const PAGE = 65536; // bytes; the first page is the stack's
const ALIGNED = 16;
const SLACK = 4096; // bytes: `convolve` reads a little beyond its picture

export class Memory {
  constructor() {
    this.memory = new WebAssembly.Memory({ initial: 16 });
    this.end = PAGE;
  }

  // The address of a new piece of some float32; what lies there is left from before.
  take(floats) {
    const at = this.end;
    this.end += Math.ceil((floats * 4) / ALIGNED) * ALIGNED;
    const missing = this.end + SLACK - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  put(floats) {
    const at = this.take(floats.length);
    this.floats(at, floats.length).set(floats);
    return at;
  }

  // Views die when the memory grows: none is kept.
  floats(at, length) {
    return new Float32Array(this.memory.buffer, at, length);
  }

  bytes(at, length) {
    return new Uint8ClampedArray(this.memory.buffer, at, length);
  }

  releaseTo(end) {
    this.end = end;
  }
}
