// The painter's network over the WebAssembly of site/wasm/painter.c; it is that of algorithms/johnson/network.py, which
// says why it is so. Tensors are { at, height, width, channels }.
const CELL = 8;
const THUMBNAIL = 3;
const BLOCKS = 4;
const EPSILON = 1e-4; // of a mean square
const VARIANCE = 1e-3; // added to each variance
const COLOURS = 3;
const [RELU, LEAK, ALL] = [0, 0.2, 1]; // how much of what is negative passes

const filledUp = (length, step) => Math.max(2, Math.ceil(length / step)) * step;

export class Network {
  constructor(tensors, memory, wasm) {
    this.memory = memory;
    this.wasm = wasm;
    this.layers = new Map();
    let first = 0;
    for (const [name, { shape, values }] of Object.entries(tensors)) {
      if (!name.endsWith("/kernel")) continue;
      const layer = name.replace("/kernel", "");
      const filters = shape[0] * shape[3];
      const sized = layer === "out" ? COLOURS : filters;
      this.layers.set(layer, { kernel: memory.put(values), filters, first, sized, stride: layer === "down" ? 2 : 1 });
      first += sized;
    }
    this.channels = first + COLOURS;
    this.fixed = memory.end;
  }

  // Means, then variances, of a photo's thumbnail, by which `folded` normalises the whole photo.
  look(photo, params) {
    this.memory.releaseTo(this.fixed);
    const image = this.#read(photo, CELL * THUMBNAIL);
    const [height, width] = [image.height / THUMBNAIL, image.width / THUMBNAIL];
    const thumbnail = { at: this.memory.take(height * width * 3), height, width };
    this.wasm.third(image.at, thumbnail.at, height, width);
    return this.#momentsOf(thumbnail, params);
  }

  // The same of a picture that is a thumbnail already.
  moments(thumbnail, params) {
    this.memory.releaseTo(this.fixed);
    return this.#momentsOf(this.#read(thumbnail, CELL), params);
  }

  #momentsOf(thumbnail, params) {
    const found = new Float32Array(2 * this.channels).fill(1, this.channels); // the finest layers are not normalised
    this.#untilHalf(thumbnail, (layer, x) => {
      const at = this.memory.take(2 * x.channels);
      this.wasm.moments(x.at, at, x.height * x.width, x.channels);
      found.set(this.memory.floats(at, x.channels), layer.first);
      found.set(this.memory.floats(at + 4 * x.channels, x.channels), this.channels + layer.first);
      return this.#styleOf(layer, folded(params, found));
    });
    return found;
  }

  // The painting, as RGBA of the photo's size; `params` are those of `folded`.
  paint(photo, params, strength) {
    this.memory.releaseTo(this.fixed);
    const image = this.#read(photo, CELL);
    const style = (layer) => this.#styleOf(layer, params);
    const half = this.#untilHalf(image, style);
    this.#add(half, this.#apply("detail", this.#unshuffle(image, 2), ALL, style), LEAK);
    const painted = this.#apply("out", half, ALL, style);
    const sharpness = this.memory.put(params.subarray(this.channels - COLOURS, this.channels));
    const { width, height } = photo;
    const at = this.memory.take(width * height);
    this.wasm.finish(painted.at, image.at, sharpness, at, image.width, height, width, strength);
    return this.memory.bytes(at, 4 * width * height).slice();
  }

  #untilHalf(image, style) {
    const apply = (name, x, leak) => this.#apply(name, x, leak, style);
    const quarter = apply("enter", this.#unshuffle(image, 4), RELU);
    const x = apply("down", quarter, RELU);
    for (let block = 1; block <= BLOCKS; block += 1) {
      const { end } = this.memory;
      this.#add(x, apply(`res${block}_2`, apply(`res${block}_1`, this.#normalise(x), RELU), ALL), ALL);
      this.memory.releaseTo(end);
    }
    this.#add(quarter, this.#twice(apply("up", this.#normalise(x), ALL)), LEAK);
    return this.#twice(apply("leave", quarter, ALL));
  }

  // A convolution, its scales and shifts, and what is negative.
  #apply(name, x, leak, style) {
    const layer = this.layers.get(name);
    const padded = this.memory.take((x.height + 2) * (x.width + 2) * x.channels);
    this.wasm.pad(x.at, padded, x.height, x.width, x.channels);
    const y = this.#tensor(x.height / layer.stride, x.width / layer.stride, layer.filters);
    this.wasm.convolve(padded, layer.kernel, y.at, y.height, y.width, x.channels, y.channels, layer.stride);
    const { scale, shift } = style(layer, y);
    this.wasm.restyle(y.at, scale, shift, y.height * y.width, y.channels, leak);
    return y;
  }

  // A layer's scales and shifts; those of colours are repeated for each of 2 × 2 pixels.
  #styleOf({ first, sized, filters }, params) {
    const [scale, shift] = [first, this.channels + first].map((from) => {
      const own = params.subarray(from, from + sized);
      return this.memory.put(Float32Array.from({ length: filters }, (_, i) => own[i % sized]));
    });
    return { scale, shift };
  }

  #read({ data, width, height }, step) {
    const image = { height: filledUp(height, step), width: filledUp(width, step) };
    const at = this.memory.take(data.length / 4);
    this.memory.bytes(at, data.length).set(data);
    image.at = this.memory.take(image.height * image.width * 3);
    this.wasm.read(at, image.at, height, width, image.height, image.width);
    return image;
  }

  #unshuffle({ at, height, width }, by) {
    const y = this.#tensor(height / by, width / by, 3 * by * by);
    this.wasm.unshuffle(at, y.at, height, width, by);
    return y;
  }

  #normalise(x) {
    const y = this.#tensor(x.height, x.width, x.channels);
    this.wasm.normalise(x.at, y.at, x.height * x.width, x.channels, EPSILON);
    return y;
  }

  #twice(x) {
    const y = this.#tensor(2 * x.height, 2 * x.width, x.channels);
    this.wasm.twice(x.at, y.at, x.height, x.width, x.channels);
    return y;
  }

  #add(x, y, leak) {
    this.wasm.add(x.at, y.at, x.height * x.width * x.channels, leak);
  }

  #tensor(height, width, channels) {
    return { at: this.memory.take(height * width * channels), height, width, channels };
  }
}

// Scales and shifts, then the same with a thumbnail's moments folded in.
export function folded(params, moments) {
  const channels = params.length / 2;
  const result = new Float32Array(2 * channels);
  for (let i = 0; i < channels; i += 1) {
    result[i] = params[i] / Math.sqrt(moments[channels + i] + VARIANCE);
    result[channels + i] = params[channels + i] - result[i] * moments[i];
  }
  return result;
}

// Means and variances of two pictures taken together, of which the second has a share.
export function pooled(one, other, share) {
  const channels = one.length / 2;
  const result = new Float32Array(2 * channels);
  const mixed = (a, b) => a + share * (b - a);
  for (let i = 0; i < channels; i += 1) {
    const mean = mixed(one[i], other[i]);
    const spread = (moments) => moments[channels + i] + (moments[i] - mean) ** 2;
    result[i] = mean;
    result[channels + i] = mixed(spread(one), spread(other));
  }
  return result;
}
