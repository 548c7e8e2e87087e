import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

/** Makes the OpenAPI document from the routes that are added after it; `app.swagger()` gives it. */
export async function addOpenApi(app: FastifyInstance, version: string, cookieName: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Yagura node',
        version,
        description:
          'Everything the console does. A change needs the cookie and the token that GET /api/v1/session gives.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: cookieName },
          token: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
        },
      },
      security: [{ session: [], token: [] }],
    },
  })
}
