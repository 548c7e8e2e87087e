import type { Detection } from '@yagura/core'
import { type Policies, shippedPolicies } from '@yagura/record'
import type { AlertRule, CloseApproachEvidence } from '@yagura/space'
import type { ObjectRecords } from '../catalogue/merge-sets.ts'
import type { JudgeDetections, NodeContext, NodeMode } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import { jointMark } from '../joint-mark.ts'
import { unixMsOfUtc } from '../unix-time.ts'
import type { AlertMarks } from './alert-marks.ts'
import { approachEvidence } from './approach-evidence.ts'
import { approachIdOf } from './approach-id.ts'
import { judgeScreening } from './judge-screening.ts'
import type { LoadedScreening } from './loaded-screening.ts'
import { objectTitle } from './object-title.ts'

/** Judges the newest screening by the rules, as often as needed. */
export type Judge = {
  /** What the rules said last; of the screening that they were about. */
  readonly marks: (screening: LoadedScreening) => AlertMarks
  /** Judges again now, or once more after the judgement that is under way. */
  readonly soon: () => void
  /** Judges again where a minute has passed: lead times run. */
  readonly ifDue: () => Promise<void>
  readonly close: () => Promise<void>
}

const EVERY_MS = 60_000
const NONE: AlertMarks = new Map()

/** A judge of the newest screening; silent while there is none, so that alerts of an earlier run stay until they are judged. */
export function createJudge(
  context: NodeContext,
  dependencies: {
    readonly rules: () => readonly AlertRule[]
    readonly judge: JudgeDetections
    readonly catalogue: { readonly records: () => ObjectRecords }
  },
  current: () => LoadedScreening | undefined,
): Judge {
  const policies = shippedPolicies()
  let judged: { readonly screening: LoadedScreening; readonly marks: AlertMarks } | undefined
  let judgedMs: number | undefined
  let underWay: Promise<void> | undefined
  let again = false

  const judgeOnce = async (): Promise<void> => {
    const screening = current()
    if (screening === undefined) return
    const nowMs = context.clock.nowMs()
    const objects = dependencies.catalogue.records()
    const { detections, marks } = await inSlices(judgeScreening(screening, dependencies.rules(), objects, nowMs))
    await dependencies.judge(
      'space',
      detections.map((detection) => reported(detection, { objects, screening, policies, mode: context.mode })),
    )
    judged = { screening, marks }
    judgedMs = nowMs
  }
  const run = (): Promise<void> => {
    again = false
    underWay ??= judgeOnce()
      .catch((error: unknown) => context.logger.error({ err: error }, 'close approaches could not be judged'))
      .finally(() => {
        underWay = undefined
        if (again) void run()
      })
    return underWay
  }
  return {
    marks: (screening) => (judged?.screening === screening ? judged.marks : NONE),
    soon: () => {
      if (underWay === undefined) void run()
      else again = true
    },
    ifDue: async () => {
      if (judgedMs === undefined || Math.abs(context.clock.nowMs() - judgedMs) >= EVERY_MS) await run()
    },
    close: async () => {
      again = false
      await underWay
    },
  }
}

type ReportFacts = {
  readonly objects: ObjectRecords
  readonly screening: LoadedScreening
  readonly policies: Policies
  readonly mode: NodeMode
}

/** A detection as the alerts take it in, marked by the partners' records whose element sets it rests on. */
function reported(
  detection: Detection<CloseApproachEvidence>,
  { objects, screening, policies, mode }: ReportFacts,
): Parameters<JudgeDetections>[1][number] {
  const { closest, actByUtc } = detection.evidence
  const [watched = 0, other = 0] = detection.subjects.map(Number)
  const names = [watched, other].map((id) => objectTitle(id, objects))
  const datasets = [...new Set([watched, other].flatMap((id) => screening.datasetOf(id) ?? []))]
  const restsOn = [...new Set(datasets.map(({ recordId }) => recordId))]
  return {
    ...detection,
    evidence: approachEvidence(detection.evidence, restsOn),
    title: `${names.join(' – ')}: ${closest.missKm.toFixed(3)} km`,
    link: `/space/ca/${approachIdOf(closest)}`,
    actByMs: unixMsOfUtc(actByUtc),
    group: `space/${watched}`,
    basis: `screening ${screening.record.jobId}`,
    // Ten times the probability is a worsening.
    ...(closest.maxPc > 0 ? { severity: Math.log10(closest.maxPc) } : {}),
    ...(datasets.length === 0
      ? {}
      : {
          mark: jointMark(
            datasets.map(({ mark }) => mark),
            mode,
            policies,
          ),
        }),
  }
}
