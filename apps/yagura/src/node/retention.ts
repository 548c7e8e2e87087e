import type { Settings } from '../api/contract/node.ts'
import type { NodeContext } from './context.ts'

/** What lets go of what is older than the settings say. */
export type RetentionParts = {
  readonly settings: () => Pick<Settings, 'retention'>
  /** Each forgets what is its own. */
  readonly forgetters: readonly (() => Promise<void>)[]
}

const DAY_MS = 86_400_000
const EVERY_MS = 6 * 3_600_000

/** Lets go of what is too old, soon after the start and four times a day until `close`; a failure is logged and tried again. */
export function startRetention(context: NodeContext, parts: RetentionParts): { readonly close: () => Promise<void> } {
  const { store, clock, logger } = context
  const forgetLog = async (): Promise<void> => {
    await store.commit({ forgetLog: { beforeMs: clock.nowMs() - parts.settings().retention.logDays * DAY_MS } })
  }
  const run = async (): Promise<void> => {
    for (const forget of [...parts.forgetters, forgetLog]) {
      await forget().catch((error: unknown) => logger.error({ err: error }, 'what is too old could not be removed'))
    }
  }
  let running: Promise<void> = Promise.resolve()
  const begin = (): void => {
    running = running.then(run)
  }
  const soon = setTimeout(begin, 60_000)
  const timer = setInterval(begin, EVERY_MS)
  return {
    close: async () => {
      clearTimeout(soon)
      clearInterval(timer)
      await running
    },
  }
}
