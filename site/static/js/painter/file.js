// Reads the painter's file: safetensors with float16 only, which algorithms/johnson/browser_file.py writes.

export function readTensors(buffer) {
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const { __metadata__: about, ...header } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const tensors = Object.entries(header).map(([name, { shape, data_offsets: [begin, end] }]) => [
    name,
    { shape, values: fromFloat16(buffer.slice(8 + length + begin, 8 + length + end)) },
  ]);
  return { about, tensors: Object.fromEntries(tensors) };
}

// The bits of a float16 are those of a float32 that is 2 to the power of 112 times smaller, but for where they stand.
export function fromFloat16(buffer) {
  const bits = new Uint16Array(buffer);
  const wide = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i += 1) wide[i] = ((bits[i] & 0x8000) << 16) | ((bits[i] & 0x7fff) << 13);
  return new Float32Array(wide.buffer).map((x) => x * 2 ** 112);
}
