import { YaguraError } from '@yagura/core'
import type { NodeContext } from '../../context.ts'
import type { KnownPartner, PartnerBook } from '../partner-book.ts'
import { type LinkState, newLink, waitAfterMs } from '../partner-states.ts'
import type { VisitOutcome } from './visit-partner.ts'

/** Visits each partner again and again, each at its own pace. */
export type PullLoop = {
  readonly start: () => void
  /** Visits a partner and resolves when a visit that began after the call is done; never rejects. */
  readonly visit: (partner: KnownPartner) => Promise<void>
  /** Makes a partner due now. */
  readonly hurry: (node: string) => void
  readonly stateOf: (node: string) => LinkState
  readonly noteWitness: (node: string, origin: string, size: number) => void
  readonly close: () => Promise<void>
}

const tickMs = 200

/**
 * @param visitOnce - Throws where the partner cannot be asked.
 * @param monotonicMs - A clock that only goes forward, ms.
 */
export function createPullLoop(
  { logger, clock, live }: Pick<NodeContext, 'logger' | 'clock' | 'live'>,
  partners: PartnerBook,
  visitOnce: (partner: KnownPartner) => Promise<VisitOutcome>,
  monotonicMs: () => number,
): PullLoop {
  const states = new Map<string, LinkState>()
  const underWay = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const stateOf = (node: string): LinkState => states.get(node) ?? newLink
  const put = (node: string, changed: Partial<LinkState>): void => {
    const before = stateOf(node)
    states.set(node, { ...before, ...changed })
    const isOther = (before.failure === undefined) !== (stateOf(node).failure === undefined)
    if (isOther) live.publish({ kind: 'status' })
  }

  const failureOf = (error: unknown): NonNullable<LinkState['failure']> => ({
    code: error instanceof YaguraError ? error.code : 'api/defect',
    reason: error instanceof Error ? error.message : String(error),
    atMs: clock.nowMs(),
  })

  const run = async (partner: KnownPartner): Promise<void> => {
    const { node } = partner.card
    // A bell that rings meanwhile makes it due at once.
    put(node, { dueMs: Number.POSITIVE_INFINITY })
    let failures = 0
    try {
      const { taken, complaint, delay } = await visitOnce(partner)
      const isHeard =
        taken.some((outcome) => outcome.fault === undefined) || (taken.length === 0 && delay === undefined)
      failures = isHeard ? 0 : stateOf(node).failures + 1
      const failure = delay === undefined ? undefined : failureOf(delay)
      const complained = complaint === undefined ? {} : { complaint: { ...complaint, atMs: clock.nowMs() } }
      put(node, { ...(isHeard ? { lastContactMs: clock.nowMs() } : {}), failure, failures, ...complained })
    } catch (error) {
      failures = stateOf(node).failures + 1
      if (!(error instanceof YaguraError)) logger.error({ err: error, partner: node }, 'a visit to a partner failed')
      put(node, { failures, failure: failureOf(error) })
    }
    put(node, { dueMs: Math.min(stateOf(node).dueMs, monotonicMs() + waitAfterMs(failures)) })
  }
  const begin = (partner: KnownPartner): Promise<void> => {
    const { node } = partner.card
    const going = run(partner).finally(() => underWay.delete(node))
    underWay.set(node, going)
    return going
  }
  /** What is under way may have passed by what the caller wants to see: it ends first, and those who wait share the next. */
  const visit = async (partner: KnownPartner): Promise<void> => {
    const { node } = partner.card
    await underWay.get(node)
    if (!isClosed) await (underWay.get(node) ?? begin(partner))
  }
  const tick = (): void => {
    for (const partner of partners.list()) {
      const isDue = stateOf(partner.card.node).dueMs <= monotonicMs()
      if (isDue && !partner.suspended && !underWay.has(partner.card.node)) void begin(partner)
    }
  }
  return {
    start: () => {
      if (!isClosed) timer ??= setInterval(tick, tickMs)
    },
    visit,
    hurry: (node) => put(node, { dueMs: 0 }),
    stateOf,
    noteWitness: (node, origin, size) =>
      put(node, { witnessed: new Map([...stateOf(node).witnessed, [origin, size]]) }),
    close: async () => {
      isClosed = true
      clearInterval(timer)
      await Promise.all(underWay.values())
    },
  }
}
