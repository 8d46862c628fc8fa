// What the page shows of its state: which buttons there are, which sentence, and the canvas.
export const form = document.getElementById("picker");
export const canvas = document.getElementById("painted");
const sentence = document.getElementById("live-says");
const rate = document.getElementById("rate");
const times = [];

// The states: off, live (the camera runs), held (a snapshot), photo.
export function enter(state) {
  form.dataset.state = state;
  canvas.hidden = state === "off";
  for (const button of form.querySelectorAll("[data-when]")) button.hidden = !button.dataset.when.split(" ").includes(state);
  if (state !== "live") rate.textContent = "";
}

// Sentences stand in the page, in its language; those that the painter says come as they are.
export function say(name, text) {
  const known = document.querySelector(`[data-says="${name}"]`);
  sentence.textContent = text ?? known?.content.textContent.trim() ?? "";
}

export function show(picture) {
  if (canvas.width !== picture.width || canvas.height !== picture.height) Object.assign(canvas, { width: picture.width, height: picture.height });
  canvas.getContext("2d").putImageData(picture, 0, 0);
}

// The source as it is, at a size, for the painter.
const scratch = new OffscreenCanvas(1, 1);
export function pixelsOf(source, { width, height }) {
  if (scratch.width !== width || scratch.height !== height) Object.assign(scratch, { width, height });
  const context = scratch.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

export function tellRate() {
  times.push(performance.now());
  if (times.length > 10) times.shift();
  if (times.length > 2) rate.textContent = rate.dataset.unit.replace("0", (((times.length - 1) * 1000) / (times.at(-1) - times[0])).toFixed(1));
}

// What is chosen in the panel, as `paint` takes it, and the stroke size.
export function choice() {
  const chosen = [...form.querySelectorAll("[name=style]:checked")].map(({ value }) => value);
  const weight = (slug) => Number(form.elements[`weight-${slug}`].value);
  const styles = Object.fromEntries(chosen.map((slug) => [slug, chosen.length > 1 ? weight(slug) : 100]));
  return { styles, strength: Number(form.elements.strength.value), stroke: Number(form.elements.stroke.value) };
}
