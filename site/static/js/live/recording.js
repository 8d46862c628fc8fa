// A short film of what a canvas shows; it stays in the browser until it is saved.
const LONGEST = 15_000; // milliseconds
const KINDS = ["video/mp4;codecs=avc1", "video/webm;codecs=vp9", "video/webm"];

export class Recording {
  static isPossible(canvas) {
    return Boolean(canvas.captureStream && globalThis.MediaRecorder);
  }

  constructor(canvas) {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    this.recorder = new MediaRecorder(canvas.captureStream(), { mimeType, videoBitsPerSecond: 4_000_000 });
    this.parts = [];
    this.recorder.addEventListener("dataavailable", ({ data }) => this.parts.push(data));
    this.timer = setTimeout(() => this.stop(), LONGEST);
    this.film = new Promise((resolve) => {
      this.recorder.addEventListener("stop", () => resolve(new Blob(this.parts, { type: this.recorder.mimeType })));
    });
    this.recorder.start();
  }

  stop() {
    clearTimeout(this.timer);
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }
}
