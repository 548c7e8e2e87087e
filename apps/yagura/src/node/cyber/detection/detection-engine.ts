import { Worker } from 'node:worker_threads'
import {
  type BlockScan,
  createDetector,
  createIndicatorReader,
  createSigmaEngine,
  createWarningLists,
  type HeldGroup,
  type IndicatorsRead,
  type LogFormat,
  type RuleFile,
  readSigmaRules,
  ruleMatcher,
  standardWarningLists,
  type WarningList,
} from '@yagura/cyber'
import { createScanPart, type ScanRequest } from '../../../scan/scan-part.ts'

/** What a node looks for. */
export type LiveSought = {
  /** Objects of STIX in parts, since there may be many; those that are no indicators are passed over. */
  readonly objects: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>
  readonly ruleFiles: readonly RuleFile[]
  readonly warningLists: readonly WarningList[]
  /** Unix time, ms: judges which indicators are valid. */
  readonly nowMs: number
}

/** What of it is used. */
type LoadedSought = {
  readonly indicators: number
  readonly sigmaRules: number
  readonly leftOut: number
  /** The first hundred reasons why something is not used. */
  readonly problems: readonly string[]
  /** Values of indicators that are not looked for because a warning list has them, by its name. */
  readonly onLists: ReadonlyMap<string, number>
}

/** What a load came to. */
type Loaded = {
  readonly facts: LoadedSought
  /** Names of the rules that may hold groups. */
  readonly rules: readonly string[]
}

/** What a block came to, with the groups of events that rules about several of them hold otherwise than before. */
export type LiveScan = BlockScan & {
  readonly remembered: readonly HeldGroup[]
  /** Values that were found and that warning lists held back, by the names of the lists; absent where nothing was looked at. */
  readonly heldBack?: ReadonlyMap<string, number>
  /** Why indicators are not looked for any more, one line each; absent where nothing was looked at. */
  readonly givenUp?: readonly string[]
}

/** Finds in blocks of lines what a node looks for. */
export type DetectionEngine = {
  /**
   * Replaces what is looked for. Rules about several events that stay the same go on with what they hold.
   *
   * @param remembered - What they held before this engine began.
   */
  readonly load: (sought: LiveSought, remembered?: readonly HeldGroup[]) => Promise<Loaded>
  /** Blocks are scanned in the order handed in; nothing is found before the first `load`. */
  readonly scan: (format: LogFormat, request: ScanRequest) => Promise<LiveScan>
  readonly close: () => Promise<void>
}

const mostProblems = 100

/** What a load is made of; steps may come from another thread. */
export type LoadSteps = {
  readonly begin: () => Promise<void>
  readonly take: (objects: readonly unknown[]) => Promise<void>
  readonly finish: (rest: RestOfSought, remembered: readonly HeldGroup[]) => Promise<Loaded>
}

type RestOfSought = Omit<LiveSought, 'objects'>

function loadBy({ begin, take, finish }: LoadSteps): DetectionEngine['load'] {
  return async ({ objects, ...rest }, remembered = []) => {
    await begin()
    for await (const part of objects) await take(part)
    return finish(rest, remembered)
  }
}

/** An engine in this thread. */
export function createDetectionEngine(): DetectionEngine & LoadSteps {
  const nothing = createIndicatorReader().end()
  let current = partsOf(nothing, { ruleFiles: [], warningLists: [], nowMs: 0 })
  let reader = createIndicatorReader()
  const steps: LoadSteps = {
    begin: async () => {
      reader = createIndicatorReader()
    },
    take: async (objects) => reader.take(objects),
    finish: async (rest, remembered) => {
      const next = partsOf(reader.end(), rest)
      reader = createIndicatorReader()
      next.memory.restore(remembered)
      next.memory.restore(current.memory.all())
      // From here on changes are noted; all that is held now is known already to whoever keeps it.
      next.memory.changes()
      current = next
      return { facts: next.facts, rules: next.memory.rules }
    },
  }
  return {
    ...steps,
    load: loadBy(steps),
    scan: async (format, request) => ({
      ...current.parts(format)(request),
      remembered: current.memory.changes(),
      heldBack: current.takeHeldBack(),
      givenUp: current.takeGivenUp().map(({ id, reason }) => `${id}: ${reason}`),
    }),
    close: async () => undefined,
  }
}

function partsOf({ indicators, problems }: IndicatorsRead, { ruleFiles, warningLists, nowMs }: RestOfSought) {
  const { rules, refused } = readSigmaRules(ruleFiles)
  const detector = createDetector({
    indicators,
    matchRules: rules.length === 0 ? undefined : ruleMatcher(createSigmaEngine(rules)),
    isHarmless: createWarningLists([...standardWarningLists, ...warningLists]),
    nowMs,
  })
  const reasons = [
    ...refused.map(({ file, title, reason }) => `${file}: ${title ?? 'no title'}: ${reason}`),
    ...problems,
    ...detector.leftOut.map(({ id, reason }) => `${id}: ${reason}`),
  ]
  const facts: LoadedSought = {
    indicators: detector.indicatorCount,
    sigmaRules: rules.length,
    leftOut: reasons.length,
    problems: reasons.slice(0, mostProblems),
    onLists: countsOf(detector.leftOut.flatMap(({ list }) => list ?? [])),
  }
  const byFormat = new Map<LogFormat, ReturnType<typeof createScanPart>>()
  const parts = (format: LogFormat): ReturnType<typeof createScanPart> => {
    const part = byFormat.get(format) ?? createScanPart(detector, format, nowMs)
    byFormat.set(format, part)
    return part
  }
  return {
    parts,
    facts,
    memory: detector.memory,
    takeHeldBack: detector.takeHeldBack,
    takeGivenUp: detector.takeGivenUp,
  }
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** What the thread is asked. */
export type EngineRequest =
  | { readonly kind: 'begin' }
  | { readonly kind: 'take'; readonly objects: readonly unknown[] }
  | { readonly kind: 'finish'; readonly rest: RestOfSought; readonly remembered: readonly HeldGroup[] }
  | { readonly kind: 'scan'; readonly format: LogFormat; readonly request: ScanRequest }

/** What the thread answers, in the order asked. */
export type EngineAnswer = { readonly result: unknown } | { readonly failure: string }

/** An engine in a thread of its own, so that much to look for does not hold the node up. @param entry - The bundled thread. */
export function startDetectionThread(entry: URL = new URL('./detection-thread.js', import.meta.url)): DetectionEngine {
  const worker = new Worker(entry)
  const waiting: { readonly resolve: (result: never) => void; readonly reject: (error: Error) => void }[] = []
  worker.on('message', (answer: { readonly result: never } | { readonly failure: string }) => {
    const first = waiting.shift()
    if ('failure' in answer) first?.reject(new Error(answer.failure))
    else first?.resolve(answer.result)
  })
  let ended: Error | undefined
  worker.on('error', (error) => {
    ended = error
    for (const { reject } of waiting.splice(0)) reject(error)
  })
  const ask = <Result>(request: EngineRequest): Promise<Result> =>
    new Promise((resolve, reject) => {
      // Nobody would answer: what was in the thread is gone until the node is started again.
      if (ended !== undefined) return reject(ended)
      waiting.push({ resolve, reject })
      worker.postMessage(request)
    })
  return {
    load: loadBy({
      begin: () => ask({ kind: 'begin' }),
      take: (objects) => ask({ kind: 'take', objects }),
      finish: (rest, remembered) => ask({ kind: 'finish', rest, remembered }),
    }),
    scan: (format, request) => ask({ kind: 'scan', format, request }),
    close: async () => void (await worker.terminate()),
  }
}

/** An engine that is started when it is first needed: most nodes follow no log. */
export function lazyEngine(start: () => DetectionEngine): DetectionEngine {
  let engine: DetectionEngine | undefined
  const started = (): DetectionEngine => {
    engine ??= start()
    return engine
  }
  return {
    load: (sought, remembered) => started().load(sought, remembered),
    scan: (format, request) => started().scan(format, request),
    close: async () => engine?.close(),
  }
}
