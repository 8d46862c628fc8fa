// Paints in the visitor's browser, in a worker of its own; nothing is sent anywhere. Two calls:
//
//   await load();
//     Fetches the painter (1.3 MB, which the browser keeps) and starts it; rejects where it cannot run. May be left out.
//   const painting = await paint(photo, { styles: { "great-wave": 60, "udnie": 40 }, strength: 100 });
//     Maps an ImageData, sides of 24 pixels or more, to an ImageData of its size. `styles` are slugs of paintings, the
//     visitor's own included, with weights of which only the ratios matter; `strength` is in per cent. What the server
//     paints of a photo of that size is the same. An error whose `isSentence` is true has a message for the visitor, such
//     as that a style is not learnt yet.
//
// Pictures are painted in the order of the calls, 256 × 256 pixels in about 0.06 s. Whoever shows a camera waits for one
// frame before it asks for the next.
const SCRIPT = "/live/painter.js";

const waiting = new Map();
let next = 0;
let started;

export function load() {
  started ??= start().catch((error) => {
    started = undefined; // the next call tries again
    throw error;
  });
  return started;
}

export async function paint(photo, { styles, strength = 100 }) {
  const worker = await load();
  const id = (next += 1);
  const pixels = await new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, styles, strength, photo: { data: photo.data, width: photo.width, height: photo.height } });
  });
  return new ImageData(pixels, photo.width, photo.height);
}

function start() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(SCRIPT, { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      if (data.ready) resolve(worker);
      if (data.failed) reject(new Error(data.failed));
      if (data.id) settle(data);
    });
    worker.addEventListener("error", () => reject(new Error("The painter cannot run in this browser.")));
  });
}

function settle({ id, pixels, error, isSentence }) {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (error) reject(Object.assign(new Error(error), { isSentence }));
  else resolve(pixels);
}
