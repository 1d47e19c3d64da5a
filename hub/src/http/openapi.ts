/** What the generated contract says of itself. */
export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'EUCORA edge',
    version: '1',
    description:
      'Endpoint management for sites that are offline for hours, weeks or for ever. Lists are paged ' +
      'by cursor; every aggregate says as of when and for how much of the fleet it speaks; errors ' +
      'are problem documents with a stable code.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  components: {
    securitySchemes: {
      token: { type: 'http' as const, scheme: 'bearer' },
      session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'eucora_session' },
    },
  },
  security: [{ token: [] }, { session: [] }],
};
