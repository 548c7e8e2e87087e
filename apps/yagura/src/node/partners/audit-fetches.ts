import { parseTilePath } from '@yagura/record'
import type { NodeContext } from '../context.ts'
import type { PartnerReply, PartnerRequest } from './link/partner-listener.ts'

/** Most fetches that are remembered, so that a partner that asks for the same again and again does not fill the log. */
const mostRemembered = 4096

/**
 * Writes into the log which partner was given which entries: by then they have crossed the border. The same file given to the same
 * partner again, as after a broken connection, is not written twice while it is remembered.
 */
export function createFetchAudit(
  context: NodeContext,
): (request: Pick<PartnerRequest, 'caller' | 'path'>, reply: Pick<PartnerReply, 'status'>) => void {
  const given = new Set<string>()
  return ({ caller: { node }, path }, { status }) => {
    const [, origin, file] = /^\/t\/(.+\/ch\/[A-Z-]+)\/(tile\/.*)$/.exec(path) ?? []
    const parsed = status === 200 && file !== undefined ? parseTilePath(file) : undefined
    const name = `${node} ${path}`
    if (origin === undefined || parsed?.ok !== true || parsed.address.kind !== 'entries' || given.has(name)) return
    if (given.size >= mostRemembered) given.clear()
    given.add(name)
    const { index, width } = parsed.address
    const [first, last] = [index * 256, index * 256 + width - 1]
    const text = `${node} was given entries ${first} to ${last} of ${origin}`
    const body = { origin, first, last }
    context.store
      .commit({ append: [{ atMs: context.clock.nowMs(), kind: 'audit/given', subject: node, by: 'node', text, body }] })
      .catch((error: unknown) =>
        context.logger.error({ err: error }, 'what a partner was given could not be written down'),
      )
  }
}
