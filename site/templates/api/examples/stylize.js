// `photo` is a File or Blob, such as `input.files[0]`.
async function paint(photo) {
  const body = new FormData();
  body.append("style", "{{ style.slug }}");
  body.append("picture", photo);
  const request = { method: "POST", headers: { Prefer: "wait=30" }, body };
  let job = await read(await fetch("{{ site }}/api/v1/stylizations", request));
  while (["queued", "running"].includes(job.state)) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    job = await read(await fetch(job.links.self));
  }
  if (job.state !== "done") throw new Error(job.message || `The job was ${job.state}.`);
  return (await fetch(job.links.result_jpg)).blob();
}

async function read(answer) {
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.detail); // json.code is for programs
  return json;
}
