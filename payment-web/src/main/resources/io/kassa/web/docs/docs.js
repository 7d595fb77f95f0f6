// The contract of this very server, with its calls to try. Proofs are forgotten with the tab.
window.ui = window.SwaggerUIBundle({
  url: 'api/v1/openapi',
  dom_id: '#contract',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});
