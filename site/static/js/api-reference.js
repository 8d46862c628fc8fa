// Swagger UI over our own description of the API.
SwaggerUIBundle({
  url: document.getElementById("reference").dataset.schema,
  dom_id: "#reference",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  defaultModelsExpandDepth: 0,
  supportedSubmitMethods: ["get", "post", "put", "delete"],
});
