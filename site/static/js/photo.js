// Choosing a photo: by the button, dropped anywhere, or pasted; checked and shown before anything is sent.
const form = document.getElementById("picker");
const input = document.getElementById("picture");
const error = document.getElementById("photo-error");
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

document.querySelector(".how").hidden = false;

function refusal(file) {
  const limit = Number(form.dataset.maxBytes);
  // Some systems name no type (HEIC on Windows): the server looks inside the file anyway.
  if (file.type && !form.dataset.types.split(",").includes(file.type)) {
    return "This file is not a photo that we can read. Please choose a JPEG, PNG, WebP or HEIC picture.";
  }
  if (file.size > limit) {
    return `This photo is ${megabytes(file.size)}, and the limit is ${megabytes(limit)}. Please choose a smaller one.`;
  }
  return "";
}

// A canvas and not a blob: address, because the page may only show pictures from its own server.
async function drawThumbnail(file) {
  const canvas = document.createElement("canvas");
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: 640, resizeQuality: "medium" });
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    bitmap.close();
  } catch {
    return; // A photo that this browser cannot show, such as HEIC: its name is enough.
  }
  if (input.files[0] !== file) return;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Your photo");
  document.querySelector(".thumb").replaceChildren(canvas);
}

function accept() {
  const [file] = input.files;
  if (!file) return;
  error.textContent = refusal(file);
  if (error.textContent) {
    input.value = "";
    error.focus();
    return;
  }
  const label = document.querySelector(".choose");
  label.textContent = label.dataset.other;
  document.getElementById("photo-name").textContent = `${file.name} (${megabytes(file.size)}). `;
  drawThumbnail(file);
}

function take(files, event) {
  if (!files?.length) return;
  event.preventDefault();
  const transfer = new DataTransfer();
  transfer.items.add(files[0]);
  input.files = transfer.files;
  accept();
}

input.addEventListener("change", accept);
addEventListener("paste", (event) => take(event.clipboardData?.files, event));
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
  take(event.dataTransfer.files, event);
});
if (input.files.length) accept(); // A browser that goes back keeps the file.
