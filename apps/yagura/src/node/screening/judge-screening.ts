import { compareUrgency, type Detection } from '@yagura/core'
import {
  type AlertRule,
  assessCloseApproaches,
  type CloseApproach,
  type CloseApproachEvidence,
  type KnownObject,
  onePerPair,
  pairKey,
} from '@yagura/space'
import type { ObjectRecords } from '../catalogue/merge-sets.ts'
import { utcOfUnixMs } from '../unix-time.ts'
import type { AlertMark, AlertMarks } from './alert-marks.ts'
import { firstAtOrAfter } from './find-approach.ts'
import type { LoadedScreening } from './loaded-screening.ts'

const HOUR_MS = 3_600_000
/** Rows that are judged at a stretch. */
const ROWS_AT_ONCE = 500

/** What the rules find in a screening at an instant. */
export type Judgement = {
  /** One a pair. */
  readonly detections: readonly Detection<CloseApproachEvidence>[]
  readonly marks: AlertMarks
}

/**
 * Judges the rows of a screening by alert rules, as `assessCloseApproaches` does, but without looking at those that no
 * rule can fire for. Yields between stretches.
 */
export function* judgeScreening(
  screening: LoadedScreening,
  rules: readonly AlertRule[],
  objects: ObjectRecords,
  nowMs: number,
): Generator<void, Judgement> {
  const candidates = yield* candidateRows(screening, rules, nowMs)
  const indexOf = new Map<CloseApproach, number>()
  const detections: Detection<CloseApproachEvidence>[] = []
  for (const rows of inStretches(candidates)) {
    const approaches = rows.map((index) => {
      const approach = screening.approach(index)
      indexOf.set(approach, index)
      return approach
    })
    const context = { nowUtc: utcOfUnixMs(nowMs), rules, objects: knownObjects(approaches, objects) }
    detections.push(...assessCloseApproaches(approaches, context))
    yield
  }
  return { detections: onePerPair(detections), marks: marksOf(detections, indexOf) }
}

/** Rows that some rule may fire for, grouped by pair so that all of a pair are judged together. */
function* candidateRows(
  { count, tcaMs, missKm, maxPc, id1, id2 }: LoadedScreening,
  rules: readonly AlertRule[],
  nowMs: number,
): Generator<void, readonly (readonly number[])[]> {
  const untilMs = nowMs + Math.max(0, ...rules.map(({ leadTimeH }) => leadTimeH)) * HOUR_MS
  const ofPair = new Map<string, number[]>()
  for (let i = firstAtOrAfter(tcaMs, nowMs - 1); i < count && (tcaMs[i] ?? 0) <= untilMs + 1; i++) {
    if (i % 1000 === 0) yield
    const mayFire = rules.some((rule) => (missKm[i] ?? 0) <= rule.maxMissKm && (maxPc[i] ?? 0) >= rule.minMaxPc)
    if (!mayFire) continue
    const pair = `${id1[i]}-${id2[i]}`
    const rows = ofPair.get(pair)
    if (rows === undefined) ofPair.set(pair, [i])
    else rows.push(i)
  }
  return [...ofPair.values()]
}

function* inStretches(pairs: readonly (readonly number[])[]): Generator<readonly number[]> {
  let rows: number[] = []
  for (const pair of pairs) {
    rows.push(...pair)
    if (rows.length < ROWS_AT_ONCE) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

function knownObjects(approaches: readonly CloseApproach[], objects: ObjectRecords): ReadonlyMap<number, KnownObject> {
  const known = new Map<number, KnownObject>()
  for (const { id1, id2 } of approaches) {
    for (const id of [id1, id2]) {
      const record = objects.get(id)
      if (record === undefined || known.has(id)) continue
      const { owner } = record.description
      known.set(id, { name: record.name, owner: owner.basis === 'unknown' ? undefined : owner.value })
    }
  }
  return known
}

function marksOf(
  detections: readonly Detection<CloseApproachEvidence>[],
  indexOf: ReadonlyMap<CloseApproach, number>,
): AlertMarks {
  const marks = new Map<number, AlertMark>()
  for (const { priority, evidence } of detections) {
    const key = pairKey(evidence.closest)
    for (const approach of evidence.closeApproaches) {
      const index = indexOf.get(approach)
      if (index === undefined) continue
      const before = marks.get(index)
      if (before === undefined || compareUrgency(priority, before.priority) > 0) marks.set(index, { priority, key })
    }
  }
  return marks
}
