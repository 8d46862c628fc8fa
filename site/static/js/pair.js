// Two picture fields: each shows what was chosen, and takes what is dropped on it.
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

// A canvas and not a blob: address, because the page may only show pictures from its own server.
async function draw(file, place) {
  const bitmap = await createImageBitmap(file, { resizeWidth: 640, resizeQuality: "medium" }).catch(() => undefined);
  if (!bitmap) return; // A picture that this browser cannot show, such as HEIC: its name is enough.
  const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  bitmap.close();
  place.replaceChildren(canvas);
}

for (const drop of document.querySelectorAll(".pair .drop")) {
  const input = drop.querySelector("input");
  const show = () => {
    const [file] = input.files;
    if (!file) return;
    drop.querySelector(".chosen").textContent = `${file.name} (${megabytes(file.size)})`;
    drop.querySelector(".choose").textContent = "Choose another one";
    drop.querySelector(".error").textContent = "";
    draw(file, drop.querySelector(".thumb"));
  };
  input.addEventListener("change", show);
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const transfer = new DataTransfer();
    transfer.items.add(event.dataTransfer.files[0]);
    input.files = transfer.files;
    show();
  });
  show(); // A browser that goes back keeps the files.
}
