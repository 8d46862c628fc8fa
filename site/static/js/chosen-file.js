// What two pages do with a file that somebody chose: say how large it is, show it, put some into a field.

export const inWords = (bytes) => (bytes < 999_500 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

// A canvas and not a blob: address, because the page may only show pictures from its own server.
export async function draw(input, place, label) {
  const [file] = input.files;
  const bitmap = await createImageBitmap(file, { resizeWidth: 640, resizeQuality: "medium" }).catch(() => undefined);
  if (!bitmap) return; // A photo that this browser cannot show, such as HEIC: its name is enough.
  const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  bitmap.close();
  if (input.files[0] !== file) return;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  place.replaceChildren(canvas);
}

export function put(input, ...files) {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
}

// Files dropped anywhere on the page go to `take`; without this the browser would leave the page for the file.
export function onDrop(take) {
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dragging");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dragging");
  });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dragging");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take([...event.dataTransfer.files], event);
  });
}
