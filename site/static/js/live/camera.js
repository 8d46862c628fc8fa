// The camera: asked for when somebody clicks, and let go when it is stopped. Frames are taken when they are wanted, so
// that none wait.
const WANTED = { video: { width: { ideal: 1920 }, height: { ideal: 1080 } }, audio: false };

export class Camera {
  constructor() {
    this.video = Object.assign(document.createElement("video"), { muted: true, playsInline: true });
    this.facing = "user";
  }

  async start() {
    const video = { ...WANTED.video, facingMode: { ideal: this.facing } };
    this.stream = await navigator.mediaDevices.getUserMedia({ ...WANTED, video });
    this.video.srcObject = this.stream;
    await this.video.play();
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.video.srcObject = null;
  }

  // Whether there is another one, as on phones; names are told only after the first start.
  async hasOther() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind === "videoinput").length > 1;
  }

  async turn() {
    this.stop();
    this.facing = this.facing === "user" ? "environment" : "user";
    await this.start();
  }

  // Resolves when the camera has another frame.
  next() {
    return new Promise((resolve) => {
      if (this.video.requestVideoFrameCallback) this.video.requestVideoFrameCallback(resolve);
      else requestAnimationFrame(resolve);
    });
  }

  get size() {
    return { width: this.video.videoWidth, height: this.video.videoHeight };
  }
}
