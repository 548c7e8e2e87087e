import { type HealthFinding, healthFinding } from './health-finding.ts'
import type { ClockFacts, ClockSampleFacts } from './node-facts.ts'

/** What the clock of the node is worth. */
export type ClockJudgement = {
  readonly state: 'ok' | 'caution' | 'serious' | 'unchecked'
  /** Node minus reference, ms: the median of the servers; absent where none was asked. */
  readonly offsetMs: number | undefined
  /** The servers, for a person. */
  readonly checkedAgainst: string | undefined
  /** Unix time, ms. */
  readonly checkedMs: number | undefined
}

const dayMs = 86_400_000
/** Half a second that a person may rely on, and half a second that a server's header leaves open. */
const cautionMs = 1000
const seriousMs = 5000
const link = '/sources'

/**
 * Judges the clock by the servers that were asked in the last day, by how it moved beside the monotonic clock, and by the log.
 */
export function judgeClock(clock: ClockFacts, nowMs: number): ClockJudgement {
  const samples = clock.samples.filter(({ atMs }) => atMs <= nowMs && nowMs - atMs <= dayMs)
  const offsetMs = medianOf(samples)
  const worstMs = Math.max(Math.abs(offsetMs ?? 0), Math.abs(clock.jumpedMs), behindLogMs(clock, nowMs))
  const newestMs = samples.length === 0 ? undefined : Math.max(...samples.map(({ atMs }) => atMs))
  return {
    state:
      worstMs > seriousMs ? 'serious' : worstMs > cautionMs ? 'caution' : offsetMs === undefined ? 'unchecked' : 'ok',
    offsetMs,
    checkedAgainst: samples.length === 0 ? undefined : namesOf(samples),
    checkedMs: newestMs,
  }
}

/** What a person must know of the clock. */
export function clockFindings(clock: ClockFacts, nowMs: number): readonly HealthFinding[] {
  const { offsetMs, checkedAgainst } = judgeClock(clock, nowMs)
  const behindMs = behindLogMs(clock, nowMs)
  return [
    ...(offsetMs !== undefined && Math.abs(offsetMs) > cautionMs
      ? [finding('clock-off', offsetMs, `the clock is ${spell(offsetMs)} of that of ${checkedAgainst}`)]
      : []),
    ...(Math.abs(clock.jumpedMs) > cautionMs
      ? [
          finding(
            'clock-jumped',
            clock.jumpedMs,
            `the clock was set or the machine slept: it is ${spell(clock.jumpedMs)} of where it would be`,
          ),
        ]
      : []),
    ...(behindMs > cautionMs
      ? [finding('clock-behind-log', -behindMs, `the clock is ${spell(-behindMs)} of the newest line of the log`)]
      : []),
  ]
}

function finding(rule: string, offsetMs: number, reason: string): HealthFinding {
  return healthFinding({
    key: rule,
    ruleId: rule,
    priority: Math.abs(offsetMs) > seriousMs ? 'serious' : 'caution',
    title: `Clock of the node: ${spell(offsetMs)}`,
    reason,
    consequence: 'Times of events, ages of data and predictions are wrong by as much.',
    action: 'Compare the machine’s clock with a trusted one and correct it; see that it is kept by NTP.',
    link,
    group: 'clock',
    evidence: { offsetMs },
  })
}

function behindLogMs({ newestLogMs }: ClockFacts, nowMs: number): number {
  return newestLogMs === undefined ? 0 : Math.max(0, newestLogMs - nowMs)
}

function medianOf(samples: readonly ClockSampleFacts[]): number | undefined {
  const sorted = samples.map(({ offsetMs }) => offsetMs).sort((first, second) => first - second)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2
}

function namesOf(samples: readonly ClockSampleFacts[]): string {
  const names = [...new Set(samples.map(({ reference }) => reference))].sort()
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
}

function spell(offsetMs: number): string {
  const sizeS = Math.abs(offsetMs) / 1000
  const size =
    sizeS < 120
      ? `${sizeS.toFixed(1)} s`
      : sizeS < 7200
        ? `${(sizeS / 60).toFixed(0)} min`
        : sizeS < 172_800
          ? `${(sizeS / 3600).toFixed(1)} h`
          : `${(sizeS / 86_400).toFixed(1)} d`
  return `${size} ${offsetMs > 0 ? 'ahead' : 'behind'}`
}
