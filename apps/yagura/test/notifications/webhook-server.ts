import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a webhook was sent. */
type Posted = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string }

/** A webhook on loopback. */
export type Webhook = {
  readonly url: string
  readonly posted: Posted[]
  /** Status of the answers from now on. */
  answer: (status: number, headers?: Readonly<Record<string, string>>) => void
}

/** Takes posts on loopback until the end of the test. */
export async function webhookServer(): Promise<Webhook> {
  const posted: Posted[] = []
  let status = 204
  let headers: Readonly<Record<string, string>> = {}
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      posted.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url ?? '' })
      response.writeHead(status, headers).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook/s3cret?x=1`,
    posted,
    answer: (nextStatus, nextHeaders = {}) => {
      status = nextStatus
      headers = nextHeaders
    },
  }
}
