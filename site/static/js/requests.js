// Sending the picker's form without leaving the page; what the server refuses stands on the page it answers with.
import { _ } from "./words.js";

export function post(address, data, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(loaded / total);
    });
    request.addEventListener("load", () => {
      const isJson = request.getResponseHeader("Content-Type")?.includes("json");
      if (request.status < 300 && isJson) resolve(JSON.parse(request.response));
      else reject(new Refused(new DOMParser().parseFromString(request.response, "text/html"), request));
    });
    request.addEventListener("error", () => reject(new Error(_("The connection broke off. Your photo is still chosen: please try again."))));
    request.send(data);
  });
}

// A page that says no: the form with sentences beside its fields, or a page of its own.
export class Refused extends Error {
  constructor(page, request) {
    super();
    this.page = page;
    this.address = request.responseURL;
    this.isPage = request.status < 300; // of a form that was taken
  }

  // Sentences by the names of what they are about; of an error page the one that it has, about the photo.
  sentences() {
    const said = [...this.page.querySelectorAll("#picker p.error")].map((error) => [error.id.replace("-error", ""), error.textContent.trim()]);
    const told = said.filter(([, sentence]) => sentence);
    if (told.length) return told;
    return [["photo", this.page.querySelector("main .lead")?.textContent ?? _("The server did not answer. Please try again in a moment.")]];
  }
}
