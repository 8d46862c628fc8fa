// What the sliders of a mix and of its settings stand for: shares in per cent, and the number beside each setting.
// They listen at the document, because the forms come and go.
const isIn = (row) => row.querySelector("[name=style]")?.checked ?? true;
const weightOf = (row) => Number(row.querySelector("[name^=weight-]").value);

function tell(form) {
  for (const output of form.querySelectorAll(".setting output")) {
    output.textContent = `${form.elements[output.htmlFor].value} %`;
    output.hidden = false;
  }
  const rows = [...form.querySelectorAll(".mix li")];
  const total = rows.filter(isIn).reduce((sum, row) => sum + weightOf(row), 0);
  for (const row of rows) {
    row.querySelector(".share").textContent = isIn(row) ? `${Math.round((100 * weightOf(row)) / total)} %` : "";
  }
}

const tellAll = () => document.querySelectorAll("form:has(.settings)").forEach(tell);
document.addEventListener("input", (event) => {
  const form = event.target.closest("form:has(.settings)");
  if (form) tell(form);
});
document.addEventListener("htmx:afterSettle", tellAll);
addEventListener("pageshow", tellAll);
tellAll();
