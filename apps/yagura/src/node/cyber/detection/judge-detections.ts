import type { Priority } from '@yagura/core'
import type { HitGroup, StixStore } from '@yagura/cyber'
import type { Policies } from '@yagura/record'
import type { JudgeDetections, NodeMode } from '../../context.ts'
import { jointMark } from '../../joint-mark.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import type { Detection } from './detection-book.ts'
import { marksInForce } from './marks-in-force.ts'

/** The watch to which what is found in logs belongs. */
export const cyberWatchId = 'cyber'

const timeAllowedS = 3600

/** How soon a person must act on a group, as the author of the rule or indicator says; an indicator that says nothing is a serious matter. */
export function priorityOf({ level, indicator }: Pick<HitGroup, 'level' | 'indicator'>): Priority {
  switch (level) {
    case 'critical':
      return 'critical'
    case 'high':
      return 'serious'
    case 'medium':
      return 'caution'
    case 'low':
    case 'informational':
      return 'advisory'
    case undefined:
      return indicator === undefined ? 'caution' : 'serious'
  }
}

/** Groups as the alerts take them, each marked as the indicator by which it was found. */
export async function toldOf(
  detections: readonly Detection[],
  {
    stix,
    policies,
    mode,
  }: {
    readonly stix: Pick<StixStore, 'newest'>
    readonly policies: Policies
    readonly mode: NodeMode
  },
): Promise<Parameters<JudgeDetections>[1]> {
  const ids = [...new Set(detections.flatMap(({ indicator }) => indicator ?? []))]
  const versions = ids.length === 0 ? [] : await stix.newest(ids)
  const byId = new Map(versions.map((version) => [version.object.id, version]))
  return detections.map((detection) => {
    const { indicator } = detection
    const told = detectionOf(detection)
    if (indicator === undefined) return told
    const newest = byId.get(indicator)
    const kept = detection.marked === undefined ? [] : [detection.marked]
    const marks = marksInForce(newest === undefined ? [] : [newest], kept).map(({ marking }) => marking)
    return { ...told, mark: jointMark(marks, mode, policies) }
  })
}

function detectionOf(detection: Detection): Parameters<JudgeDetections>[1][number] {
  const { id, rule, title, indicator, asset, count, firstMs, lastMs, level, levelReason } = detection
  const where = asset === '' ? 'an unnamed asset' : asset
  const times = `from ${isoOfUnixMs(firstMs)} to ${isoOfUnixMs(lastMs)}`
  const rated = levelReason === undefined ? '' : ` It is of level ${level}, since ${levelReason}.`
  return {
    key: `detection:${id}`,
    watchId: cyberWatchId,
    ruleId: rule,
    priority: priorityOf(detection),
    subjects: [asset, indicator ?? ''].filter((subject) => subject !== ''),
    title: `${title}: ${where}`,
    reason:
      indicator === undefined
        ? `Rule ${title} fits ${count} events of ${where}, ${times}.`
        : `Indicator ${title} was found in ${count} events of ${where}, ${times}.${rated}`,
    rationale: {
      consequence: 'An attack goes on unseen on this asset.',
      action: 'Read the raw lines, judge whether the hit is true, and open a case or suppress it with a reason.',
      timeAllowedS,
    },
    evidence: { detection: id },
    link: `/cyber/queue?sel=${id}`,
    actByMs: undefined,
    group: rule,
    basis: `${count} events until ${lastMs}`,
  }
}
