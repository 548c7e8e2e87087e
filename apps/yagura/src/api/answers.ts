import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGzip, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** From this size on an answer gets a tag, so that it is sent once, and is compressed where the client takes that. */
const bigBytes = 32 * 1024
/** Fast rather than small: the answer waits for it. */
const level = 4
const compress = promisify<Buffer, { level: number }, Buffer>(gzip)

/** A big answer, made ready once and sent as often as it is asked. */
type BigAnswer = { readonly plain: Buffer; readonly tag: string; gzipped?: Promise<Buffer> }

function takesGzip(request: FastifyRequest): boolean {
  return /(^|,)\s*(gzip|\*)\s*(;\s*q=(0?\.\d*[1-9]\d*|1(\.0*)?))?\s*(,|$)/i.test(
    request.headers['accept-encoding'] ?? '',
  )
}

function bigAnswer(plain: Buffer): BigAnswer {
  return { plain, tag: `"${createHash('sha256').update(plain).digest('base64url')}"` }
}

async function sendBig(request: FastifyRequest, reply: FastifyReply, answer: BigAnswer): Promise<FastifyReply> {
  reply.headers({ etag: answer.tag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' })
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.includes(answer.tag)) return reply.code(304).send()
  if (!takesGzip(request)) return reply.send(answer.plain)
  answer.gzipped ??= compress(answer.plain, { level })
  return reply.header('content-encoding', 'gzip').send(await answer.gzipped)
}

/** Sends answers of any size. What a handler gave is not changed afterwards, so its bytes are kept as long as it lives. */
export type AnswerSender = {
  readonly sendJson: (request: FastifyRequest, reply: FastifyReply, answer: unknown) => Promise<FastifyReply>
  readonly sendBytes: (request: FastifyRequest, reply: FastifyReply, bytes: Uint8Array) => Promise<FastifyReply>
  readonly sendStream: (request: FastifyRequest, reply: FastifyReply, body: Readable) => FastifyReply
}

/** What sends the answers of one server. */
export function createAnswerSender(): AnswerSender {
  const kept = new WeakMap<object, BigAnswer>()
  return {
    sendJson: async (request, reply, answer) => {
      reply.type('application/json; charset=utf-8').header('cache-control', 'no-store')
      const isKeepable = request.method === 'GET' && typeof answer === 'object' && answer !== null
      const known = isKeepable ? kept.get(answer) : undefined
      if (known !== undefined) return sendBig(request, reply, known)
      const text = String(reply.serialize(answer))
      if (!isKeepable || text.length < bigBytes) return reply.send(text)
      const big = bigAnswer(Buffer.from(text))
      kept.set(answer, big)
      return sendBig(request, reply, big)
    },
    sendBytes: async (request, reply, bytes) => {
      const plain = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      if (plain.length < bigBytes) return reply.header('cache-control', 'no-store').send(plain)
      const big = kept.get(bytes) ?? bigAnswer(plain)
      kept.set(bytes, big)
      return sendBig(request, reply, big)
    },
    sendStream: (request, reply, body) => {
      reply.headers({ 'cache-control': 'no-store', vary: 'accept-encoding' })
      if (!takesGzip(request)) return reply.send(body)
      const zip = createGzip({ level })
      body.once('error', (error) => zip.destroy(error))
      zip.once('close', () => body.destroy())
      return reply.header('content-encoding', 'gzip').send(body.pipe(zip))
    },
  }
}
