import { statfs } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import {
  assessNodeHealth,
  type CertificateFacts,
  type DueFacts,
  type HealthFinding,
  healthWatchId,
  judgeClock,
  type NodeFacts,
  type SourceFacts,
  type StockFacts,
  type UnreadableFacts,
} from '@yagura/core'
import type { NodeStatus } from '../../api/contract/node.ts'
import type { JudgeDetections, NodeContext } from '../context.ts'
import type { ClockSample } from '../sources/fetch-source.ts'
import { createClockWatch } from './clock-watch.ts'
import { createPauseWatch, type PauseWatch } from './pause-watch.ts'
import { createStoreWatch } from './store-watch.ts'

/** What the health of a node is judged by and told to. */
export type HealthDependencies = {
  readonly judge: JudgeDetections
  /** All that brings data from elsewhere: what is wrong with one is an alert. */
  readonly sources: () => readonly SourceFacts[]
  /** All that something signs in with until it ends. */
  readonly certificates: () => readonly CertificateFacts[]
  readonly clockSamples: () => readonly ClockSample[]
  /** Ages of the records of the catalogue; undefined where there is none. */
  readonly stock: () => StockFacts | undefined
  /** Work that is due again and again. */
  readonly work: () => readonly DueFacts[]
  /** Stored documents that nobody can read. */
  readonly unreadable: () => readonly UnreadableFacts[]
  readonly dataFolder: string
  /** Other instruments than the machine's own, for tests. */
  readonly monotonicMs?: () => number
  readonly readDisk?: (folder: string) => Promise<{ readonly freeBytes: number; readonly totalBytes: number }>
  readonly pauses?: PauseWatch
}

/** The node's judgement of itself. */
export type HealthService = {
  /** What is wrong now, also while nothing can be written. */
  readonly faults: () => NodeStatus['faults']
  readonly clock: () => NodeStatus['clock']
  readonly store: () => NodeStatus['store']
  /** Checks every two seconds from now on. */
  readonly start: () => void
  /** Checks once. Never fails. */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}

type Fault = { readonly finding: HealthFinding; readonly sinceMs: number }

const checkEveryMs = 2000
/** How many checks a pause is remembered for: a minute. */
const pausesKept = 30

/** Makes the service that judges the node itself and raises alerts about it. */
export function createHealthService(context: NodeContext, dependencies: HealthDependencies): HealthService {
  const { clock } = context
  const monotonicMs = dependencies.monotonicMs ?? (() => performance.now())
  const readDisk = dependencies.readDisk ?? readDiskOfMachine
  const pauses = dependencies.pauses ?? createPauseWatch()
  const clockWatch = createClockWatch(context.store, clock.nowMs, monotonicMs, dependencies.clockSamples)
  const storeWatch = createStoreWatch(context.store, clock, monotonicMs)
  const teller = createTeller(context, dependencies.judge)
  let faults: ReadonlyMap<string, Fault> = new Map()
  let pausesMs: readonly number[] = []
  let timer: NodeJS.Timeout | undefined
  let checking: Promise<void> | undefined

  async function gather(): Promise<NodeFacts> {
    clockWatch.look()
    pausesMs = [...pausesMs.slice(1 - pausesKept), pauses.longestMs()]
    const [disk] = await Promise.all([readDisk(dependencies.dataFolder).catch(() => undefined), storeWatch.beat()])
    return {
      sources: dependencies.sources(),
      certificates: dependencies.certificates(),
      stock: dependencies.stock(),
      clock: clockWatch.facts(),
      store: storeWatch.facts(),
      work: dependencies.work(),
      unreadable: dependencies.unreadable(),
      disk: disk === undefined ? undefined : { ...disk, path: dependencies.dataFolder },
      longestPauseMs: Math.max(...pausesMs),
    }
  }

  async function checkOnce(): Promise<void> {
    try {
      const facts = await gather()
      const nowMs = clock.nowMs()
      const findings = assessNodeHealth(facts, nowMs)
      const before = faults
      faults = new Map(
        findings.map((finding) => [finding.key, { finding, sinceMs: before.get(finding.key)?.sinceMs ?? nowMs }]),
      )
      await teller.tell(before, faults, facts.store.failure === undefined)
    } catch (error) {
      context.logger.error({ err: error }, 'the health of the node could not be judged')
    }
  }

  const check = (): Promise<void> => {
    checking ??= checkOnce().finally(() => {
      checking = undefined
    })
    return checking
  }
  return {
    faults: () => [...faults.values()].map(viewFault),
    clock: () => viewClock(clockWatch.facts(), clock.nowMs()),
    store: () => viewStore(storeWatch.facts()),
    check,
    start: () => {
      // What was put together before the node began its work answered nobody.
      pauses.longestMs()
      timer ??= setInterval(() => void check(), checkEveryMs)
      void check()
    },
    close: async () => {
      clearInterval(timer)
      pauses.close()
      await checking
    },
  }
}

/** Tells pages, the process log and the alerts what has changed; tells the alerts again where they could not be told. */
function createTeller(context: NodeContext, judge: JudgeDetections) {
  let told: string | undefined
  return {
    tell: async (
      before: ReadonlyMap<string, Fault>,
      now: ReadonlyMap<string, Fault>,
      writable: boolean,
    ): Promise<void> => {
      const state = [...now.values()]
        .map(({ finding }) => `${finding.key} ${finding.ruleId} ${finding.priority}`)
        .join('\n')
      noteChanges(context, before, now)
      if (!writable || state === told) return
      try {
        await judge(
          healthWatchId,
          [...now.values()].map(({ finding }) => finding),
        )
        told = state
      } catch (error) {
        context.logger.error({ err: error }, 'alerts about the node could not be raised')
      }
    },
  }
}

function noteChanges(context: NodeContext, before: ReadonlyMap<string, Fault>, now: ReadonlyMap<string, Fault>): void {
  const begun = [...now.values()].filter(
    ({ finding }) => before.get(finding.key)?.finding.priority !== finding.priority,
  )
  const ended = [...before.keys()].filter((key) => !now.has(key))
  for (const { finding } of begun) context.logger.warn({ fault: finding.ruleId, reason: finding.reason }, finding.title)
  for (const key of ended) context.logger.info({ fault: key }, 'a fault of the node has ended')
  if (begun.length + ended.length > 0) context.live.publish({ kind: 'status' })
}

function viewFault({ finding, sinceMs }: Fault): NodeStatus['faults'][number] {
  return {
    key: finding.key,
    code: `node/${finding.ruleId}`,
    priority: finding.priority,
    message: `${finding.title}: ${finding.reason}`,
    sinceUtc: new Date(sinceMs).toISOString(),
  }
}

function viewClock(facts: NodeFacts['clock'], nowMs: number): NodeStatus['clock'] {
  const { state, offsetMs, checkedAgainst, checkedMs } = judgeClock(facts, nowMs)
  return {
    state,
    offsetMs: offsetMs ?? null,
    checkedAgainst: checkedAgainst ?? null,
    checkedUtc: checkedMs === undefined ? null : new Date(checkedMs).toISOString(),
  }
}

function viewStore({ failure }: NodeFacts['store']): NodeStatus['store'] {
  return failure === undefined
    ? { state: 'ok', message: null, sinceUtc: null }
    : { state: 'failing', message: failure.message, sinceUtc: new Date(failure.sinceMs).toISOString() }
}

async function readDiskOfMachine(folder: string): Promise<{ readonly freeBytes: number; readonly totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}
