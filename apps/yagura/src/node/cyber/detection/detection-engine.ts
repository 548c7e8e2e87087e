import { Worker } from 'node:worker_threads'
import {
  type BlockScan,
  createDetector,
  createSigmaEngine,
  createWarningLists,
  type LogFormat,
  type RuleFile,
  readSigmaRules,
  ruleMatcher,
  standardWarningLists,
  stixIndicators,
  type WarningList,
} from '@yagura/cyber'
import { createScanPart, type ScanRequest } from '../../../scan/scan-part.ts'

/** What a node looks for. */
export type LiveSought = {
  /** Objects of STIX; those that are no indicators are passed over. */
  readonly objects: readonly unknown[]
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
}

/** Finds in blocks of lines what a node looks for. */
export type DetectionEngine = {
  /** Replaces what is looked for; what rules about several events remember is forgotten. */
  readonly load: (sought: LiveSought) => Promise<LoadedSought>
  /** Blocks are scanned in the order handed in; nothing is found before the first `load`. */
  readonly scan: (format: LogFormat, request: ScanRequest) => Promise<BlockScan>
  readonly close: () => Promise<void>
}

const mostProblems = 100

/** An engine in this thread. */
export function createDetectionEngine(): DetectionEngine {
  let parts = partsOf({ objects: [], ruleFiles: [], warningLists: [], nowMs: 0 }).parts
  return {
    load: async (sought) => {
      const loaded = partsOf(sought)
      parts = loaded.parts
      return loaded.facts
    },
    scan: async (format, request) => parts(format)(request),
    close: async () => undefined,
  }
}

function partsOf({ objects, ruleFiles, warningLists, nowMs }: LiveSought) {
  const { indicators, problems } = stixIndicators(objects)
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
  }
  const byFormat = new Map<LogFormat, ReturnType<typeof createScanPart>>()
  const parts = (format: LogFormat): ReturnType<typeof createScanPart> => {
    const part = byFormat.get(format) ?? createScanPart(detector, format, nowMs)
    byFormat.set(format, part)
    return part
  }
  return { parts, facts }
}

/** What the thread is asked. */
export type EngineRequest =
  | { readonly kind: 'load'; readonly sought: LiveSought }
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
  worker.on('error', (error) => {
    for (const { reject } of waiting.splice(0)) reject(error)
  })
  const ask = <Result>(request: EngineRequest): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      worker.postMessage(request)
    })
  return {
    load: (sought) => ask({ kind: 'load', sought }),
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
    load: (sought) => started().load(sought),
    scan: (format, request) => started().scan(format, request),
    close: async () => engine?.close(),
  }
}
