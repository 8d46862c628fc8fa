// The filters apply as soon as one is changed; a search waits for Enter.
const form = document.querySelector(".filters");

for (const select of form.querySelectorAll("select")) select.addEventListener("change", () => form.requestSubmit());

// Fields that were left as they are stay out of the address.
form.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value || (name === "order" && value === "newest")) formData.delete(name);
});
