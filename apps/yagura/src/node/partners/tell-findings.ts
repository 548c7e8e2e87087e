import type { JudgeDetections, NodeContext } from '../context.ts'
import { listEvidence } from './evidence.ts'
import type { JoinedParts } from './join-parts.ts'
import { findingsAbout, partnersWatchId } from './partner-findings.ts'
import { complaintsOf } from './statements/heard-complaints.ts'

const everyMs = 5000

/**
 * Raises and clears the alerts about partners; what has not changed is not told again.
 *
 * @returns Ends it.
 */
export function tellFindings(
  { clock, store, logger }: Pick<NodeContext, 'clock' | 'store' | 'logger'>,
  {
    identity,
    partners,
    loop,
    peerOf,
    restoration,
    datasets,
  }: Pick<JoinedParts, 'identity' | 'partners' | 'loop' | 'peerOf' | 'restoration' | 'datasets'>,
  judge: JudgeDetections,
): () => Promise<void> {
  const startedMs = clock.nowMs()
  let told: string | undefined
  let telling: Promise<void> = Promise.resolve()
  const tell = async (): Promise<void> => {
    const facts = {
      identity,
      partners: partners.list(),
      stateOf: loop.stateOf,
      ...{ peerOf, restoration },
      evidence: listEvidence(store),
      complaintsOf: (node: string) => complaintsOf(store, node),
      datasets: datasets.list(),
      startedMs,
    }
    const findings = findingsAbout(facts, clock.nowMs())
    const state = JSON.stringify(findings)
    if (state === told) return
    try {
      await judge(partnersWatchId, findings)
      told = state
    } catch (error) {
      logger.error({ err: error }, 'alerts about partners could not be raised')
    }
  }
  const timer = setInterval(() => {
    telling = telling.then(tell)
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await telling
  }
}
