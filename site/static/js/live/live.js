// The page that paints what the camera sees, or a photo, on the visitor's own device. A snapshot goes to the server when
// it is kept, as the picker's photo does.
import { put } from "../chosen-file.js";
import { load, paint } from "../painter/painter.js";
import { Camera } from "./camera.js";
import { Recording } from "./recording.js";
import { Sizes, sized } from "./sizes.js";
import { canvas, choice, enter, form, pixelsOf, say, show, tellRate } from "./stage.js";

const STILL = 512; // pixels of the longer side of a photo that stands still
const input = document.getElementById("picture");
const saved = document.getElementById("film");
const camera = new Camera();
document.querySelector(".easel").append(camera.video); // where nobody sees it: some browsers play no others
let still; // the snapshot, or the photo, as large as it came
let paints = true; // false on a device that is too slow
let recording;
let busy = false;
let changed = false;

async function loaded() {
  say("loading");
  paints = await load().then(() => true, () => false);
  say(paints ? "" : "unable");
}

async function painted(source, size, side) {
  const { stroke, ...how } = choice();
  const photo = pixelsOf(source, sized(size, side, paints ? stroke : 100));
  return paints && Object.keys(how.styles).length ? paint(photo, how) : photo;
}

const tell = (error) => say("unable", error.isSentence ? error.message : undefined);

async function run() {
  const sizes = new Sizes();
  while (form.dataset.state === "live") {
    const begin = performance.now();
    try {
      const picture = await painted(camera.video, camera.size, sizes.side);
      if (form.dataset.state !== "live") return;
      show(picture);
      if (form.dataset.told) say((form.dataset.told = ""));
    } catch (error) { // of one style: the next one may do
      form.dataset.told = "yes";
      tell(error);
      await new Promise((resolve) => { setTimeout(resolve, 500); });
    }
    if (paints && sizes.took(performance.now() - begin, { fixed: recording || choice().stroke !== 100 })) {
      paints = false;
      say("slow");
    }
    tellRate();
    await camera.next();
  }
}

async function startCamera(how = () => camera.start()) {
  try {
    await Promise.all([how(), loaded()]);
  } catch (error) {
    say(error.name === "NotAllowedError" ? "denied" : "missing");
    enter("off");
    return;
  }
  enter("live");
  form.querySelector("[data-do=turn]").hidden = !(await camera.hasOther());
  run();
}

// A still picture is painted again whenever something is chosen; of several choices the last one counts.
async function repaint() {
  changed = true;
  if (busy || !still) return;
  busy = true;
  while (changed) {
    changed = false;
    try {
      show(await painted(still, still, STILL));
      say("");
    } catch (error) {
      tell(error);
    }
  }
  busy = false;
}

function hold(picture, state) {
  recording?.stop();
  still = picture;
  enter(state);
  camera.stop();
  repaint();
}

async function record() {
  const button = form.querySelector("[data-do=record]");
  if (recording) {
    recording.stop();
    return;
  }
  recording = new Recording(canvas);
  button.setAttribute("aria-pressed", "true");
  const film = await recording.film;
  recording = undefined;
  button.setAttribute("aria-pressed", "false");
  URL.revokeObjectURL(saved.href);
  saved.href = URL.createObjectURL(film);
  saved.download = `imagetransfer-${Object.keys(choice().styles).join("-") || "film"}.${film.type.includes("mp4") ? "mp4" : "webm"}`;
  saved.hidden = false;
}

async function keep() {
  if (form.dataset.state === "held") {
    const file = await new Promise((resolve) => { still.toBlob(resolve, "image/jpeg", 0.95); });
    put(input, new File([file], "snapshot.jpg", { type: file.type }));
  }
  form.submit();
}

const actions = {
  start: () => startCamera(),
  turn: () => startCamera(() => camera.turn()),
  stop: () => {
    recording?.stop();
    enter("off");
    camera.stop();
  },
  snapshot: () => {
    const copy = Object.assign(document.createElement("canvas"), camera.size);
    copy.getContext("2d").drawImage(camera.video, 0, 0);
    hold(copy, "held");
  },
  record,
};

form.addEventListener("click", ({ target }) => actions[target.closest("[data-do]")?.dataset.do]?.());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
});
for (const what of ["input", "mixed"]) form.addEventListener(what, repaint); // the sliders, and what `mix.js` says
input.addEventListener("change", async () => {
  const bitmap = input.files[0] && (await createImageBitmap(input.files[0]).catch(() => undefined));
  if (!input.files[0]) return;
  await loaded();
  if (bitmap) hold(bitmap, "photo");
  else say("unshown");
});

if (!Recording.isPossible(canvas)) form.querySelector("[data-do=record]").remove();
addEventListener("pagehide", () => camera.stop());
addEventListener("pageshow", () => enter("off"));
enter("off");
