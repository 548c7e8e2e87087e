import type { DetectionRules } from '../../../api/contract/detections.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import type { DetectionEngine } from './detection-engine.ts'
import type { SoughtSource } from './live-sought.ts'
import type { RememberedGroups } from './remembered-groups.ts'

const soughtEveryMs = 10_000
/** Where reading takes long, it is done again only after so many times as long: logs wait for it. */
const restAfterReading = 10
const hourMs = 3_600_000

/** What an engine looks for, as far as a page shows it. */
export type SoughtReader = {
  readonly facts: () => DetectionRules
  /** Values of indicators that are not looked for, by the name of the warning list that has them; undefined before anything was loaded. */
  readonly valuesOnLists: () => ReadonlyMap<string, number> | undefined
  /** Takes note of indicators that are not looked for any more, until what is looked for is read again: why, one line each. */
  readonly giveUp: (reasons: readonly string[]) => void
  /** Hands the engine what is looked for, where it may have changed. */
  readonly refresh: () => Promise<void>
}

/** Keeps the engine at what is looked for. @param remembered - What rules about several events held when the node ended. */
export function createSoughtReader(
  sought: SoughtSource,
  engine: DetectionEngine,
  remembered: RememberedGroups,
  nowMs: () => number,
): SoughtReader {
  let facts: DetectionRules = { indicators: 0, sigmaRules: 0, leftOut: 0, loadedUtc: null, problems: [] }
  let valuesOnLists: ReadonlyMap<string, number> | undefined
  let loadedMark: string | undefined
  let askAgainMs = Number.NEGATIVE_INFINITY
  let refreshing: Promise<void> | undefined
  const refresh = async (): Promise<void> => {
    const atMs = nowMs()
    if (atMs < askAgainMs && loadedMark !== undefined) return
    askAgainMs = atMs + soughtEveryMs
    // Once an hour in any case, as indicators become valid with time.
    const mark = `${Math.floor(atMs / hourMs)}\n${await sought.mark()}`
    if (mark === loadedMark) return
    const { problems, ...read } = await sought.read(atMs)
    const { facts: loaded, rules } = await engine.load(read, loadedMark === undefined ? remembered.kept() : [])
    remembered.keepOnly(rules)
    const { onLists, ...counted } = loaded
    valuesOnLists = onLists
    facts = {
      ...counted,
      leftOut: loaded.leftOut + problems.length,
      loadedUtc: isoOfUnixMs(atMs),
      problems: [...problems, ...loaded.problems],
    }
    loadedMark = mark
    askAgainMs = Math.max(askAgainMs, nowMs() + restAfterReading * (nowMs() - atMs))
  }
  return {
    facts: () => {
      const unkept = remembered.problem()
      return unkept === undefined ? facts : { ...facts, problems: [unkept, ...facts.problems] }
    },
    giveUp: (reasons) => {
      if (reasons.length === 0) return
      facts = { ...facts, leftOut: facts.leftOut + reasons.length, problems: [...reasons, ...facts.problems] }
    },
    valuesOnLists: () => valuesOnLists,
    refresh: () => {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined
      })
      return refreshing
    },
  }
}
