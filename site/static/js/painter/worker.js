// The worker: paints what painter.js sends it, one picture after the other. The site's script /live/painter.js calls
// `serve` with the addresses of what it needs, and is the only one that may compile WebAssembly.
import { fromFloat16, readTensors } from "./file.js";
import { Memory } from "./memory.js";
import { folded, Network, pooled } from "./network.js";
import { plainness } from "./plain.js";

class Refusal extends Error {} // what the server says of a style, for the visitor

const KEPT = 40; // styles, and moments of the ordinary photo, that are remembered

export async function serve(addresses) {
  const painter = make(addresses);
  const answer = async (request) => {
    try {
      const pixels = await (await painter).paint(request);
      postMessage({ id: request.id, pixels }, [pixels.buffer]);
    } catch (error) {
      postMessage({ id: request.id, error: error.message, isSentence: error instanceof Refusal });
    }
  };
  let last = painter.then(() => postMessage({ ready: true })).catch((error) => postMessage({ failed: error.message }));
  addEventListener("message", ({ data }) => { last = last.then(() => answer(data)); });
}

async function fetched(address, what) {
  const response = await fetch(address);
  if (response.status === 409) throw new Refusal(await response.text());
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return response[what]();
}

async function make(addresses) {
  const [file, wasm] = await Promise.all([addresses.painter, addresses.wasm].map((address) => fetched(address, "arrayBuffer")));
  const { about, tensors } = readTensors(file);
  const memory = new Memory();
  const { instance } = await WebAssembly.instantiate(wasm, { env: { memory: memory.memory } });
  const network = new Network(tensors, memory, instance.exports);
  const size = 2 * network.channels;
  const shipped = new Map(about.styles.split(" ").map((slug, row) => [slug, tensors.style_params.values.subarray(row * size, (row + 1) * size)]));
  const paramsOf = remembered(async (slug) => fromFloat16(await fetched(addresses.styles.replace("SLUG", slug), "arrayBuffer")));
  const ordinary = remembered(async () => pixelsOf(await fetched(addresses.ordinary, "blob")));
  const mixed = remembered(async (mix) => {
    const styles = JSON.parse(mix);
    const total = styles.reduce((sum, [, weight]) => sum + weight, 0);
    const params = new Float32Array(size);
    for (const [slug, weight] of styles) {
      const own = shipped.get(slug) ?? (await paramsOf(slug));
      own.forEach((value, i) => { params[i] += (value * weight) / total; });
    }
    return params;
  });
  const usual = remembered(async (mix) => network.moments(await ordinary(""), await mixed(mix)));

  return {
    async paint({ photo, styles, strength }) {
      const mix = JSON.stringify(Object.entries(styles));
      const params = await mixed(mix);
      const plain = plainness(photo);
      const own = plain < 1 ? network.look(photo, params) : undefined;
      const moments = plain > 0 ? pooled(own ?? (await usual(mix)), await usual(mix), plain) : own;
      return network.paint(photo, folded(params, moments), strength / 100);
    },
  };
}

// Answers are kept; the oldest one goes, and so does a failure.
function remembered(find) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) {
      known.set(key, find(key));
      known.get(key).catch(() => known.delete(key));
      if (known.size > KEPT) known.delete(known.keys().next().value);
    }
    return known.get(key);
  };
}

async function pixelsOf(blob) {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" });
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}
