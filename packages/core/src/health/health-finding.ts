import type { Detection, Priority } from '../assess/detection.ts'

/** Something that is wrong with a node itself, with what a list shows of it. The evidence is the numbers it was judged by. */
export type HealthFinding = Detection<Readonly<Record<string, number | string | undefined>>> & {
  /** One line. */
  readonly title: string
  /** Path of the page on which it can be mended. */
  readonly link: string
  readonly actByMs: number | undefined
  /** Common cause, by which a flood is grouped. */
  readonly group: string
}

/** The watch that judges the node itself. */
export const healthWatchId = 'node'

const timeAllowedS: Readonly<Record<Priority, number>> = {
  critical: 300,
  serious: 3600,
  caution: 8 * 3600,
  advisory: 24 * 3600,
}

/** Makes a finding; its priority says how soon it must be mended. */
export function healthFinding(
  judged: Pick<HealthFinding, 'key' | 'ruleId' | 'priority' | 'title' | 'reason' | 'link' | 'group' | 'evidence'> & {
    readonly subjects?: readonly string[]
    readonly consequence: string
    readonly action: string
  },
): HealthFinding {
  const { consequence, action, subjects = [], ...rest } = judged
  return {
    ...rest,
    subjects,
    watchId: healthWatchId,
    rationale: { consequence, action, timeAllowedS: timeAllowedS[judged.priority] },
    actByMs: undefined,
  }
}
