// The filters apply as soon as one is changed; a search waits for Enter.
const form = document.querySelector(".filters");

for (const select of form.querySelectorAll("select")) select.addEventListener("change", () => form.requestSubmit());

// An empty selection cannot be downloaded.
const selecting = document.querySelector(".selecting");
const count = () => { selecting.querySelector(".take").disabled = !selecting.querySelector("[name=picture]:checked"); };
if (selecting) {
  selecting.addEventListener("change", count);
  addEventListener("pageshow", count);
}

// Fields that were left as they are stay out of the address.
form.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value || (name === "order" && value === "newest")) formData.delete(name);
});
