import { join } from 'node:path'
import { attackIdOf, type StixStore, type Use } from '@yagura/cyber'
import { shippedPolicies } from '@yagura/record'
import type { UploadHandler } from '../../../api/contract/operations.ts'
import type { Handlers, JudgeDetections, NodeContext } from '../../context.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import { type Detection, type DetectionBook, openDetectionBook } from './detection-book.ts'
import type { DetectionEngine } from './detection-engine.ts'
import { readDetectionSettings } from './detection-settings.ts'
import { linesOf, listQueue, type QueueFacts, rowsOf } from './detection-views.ts'
import { UnknownDetectionError } from './errors.ts'
import { type IndicatedStore, indicatedBy } from './indicated.ts'
import { openInputBook } from './input-book.ts'
import { createIntake } from './intake.ts'
import { cyberWatchId, toldOf } from './judge-detections.ts'
import type { LiveInput } from './live-input.ts'
import { openSoughtSource } from './live-sought.ts'
import { openRememberedGroups } from './remembered-groups.ts'
import { createRounds } from './rounds.ts'
import { createSoughtReader, type SoughtReader } from './sought-reader.ts'
import { detectionCollections } from './stored-input.ts'
import { createSuppressionHandlers } from './suppress.ts'
import { createWarningListDesk, type WarningListDesk } from './warning-list-desk.ts'
import { openWarningListFolder } from './warning-list-folder.ts'

/** What detection is given of the node. */
export type DetectionOptions = {
  readonly dataFolder: string
  /** Absolute paths below which logs may be followed. */
  readonly allowedFolders: readonly string[]
  readonly stix: Pick<StixStore, 'list' | 'countByType'> & IndicatedStore
  readonly engine: DetectionEngine
  readonly judge: JudgeDetections
  /** Id of the open alert of a key. */
  readonly alertOf: (key: string) => string | undefined
  /** Waits until a store that could not be written is tried again; by default a second. */
  readonly pause?: (signal: AbortSignal) => Promise<unknown>
}

type DetectionHandlers = Handlers<
  | 'listDetections'
  | 'readDetection'
  | 'listSuppressions'
  | 'addSuppression'
  | 'endSuppression'
  | 'listLogInputs'
  | 'addLogInput'
  | 'removeLogInput'
  | 'changeDetectionSettings'
  | 'listWarningLists'
  | 'removeWarningList'
>

/** Live detection: logs that are followed, what is looked for in them, and what was found. */
export type DetectionService = {
  readonly handlers: DetectionHandlers
  readonly addWarningList: UploadHandler<'addWarningList'>
  /**
   * Techniques of ATT&CK that the rules behind what was found name, and that its indicators indicate.
   *
   * @param uses - Who uses which technique.
   */
  readonly techniqueUses: (uses: readonly Use[]) => Promise<readonly Use[]>
  /** What was found, as far as it is still kept. */
  readonly found: Pick<DetectionBook, 'get' | 'foundBy'>
  readonly inputs: () => readonly LiveInput[]
  /** One round: reads anew what is looked for where it changed, looks at all inputs, tells the alerts. */
  readonly round: () => Promise<void>
  /** Begins to go round by itself. */
  readonly start: () => void
  readonly close: () => Promise<void>
}

const judgedEveryMs = 60_000

/** Live detection of a node as its store holds it. */
export async function createDetectionService(
  context: NodeContext,
  options: DetectionOptions,
): Promise<DetectionService> {
  const { store, clock, logger } = context
  const { stix, engine } = options
  const folder = join(options.dataFolder, 'cyber')
  const settings = () => readDetectionSettings(store)
  const book = openDetectionBook(context, stix, () => settings().keptRows)
  const lists = await openWarningListFolder(join(folder, 'warning-lists'))
  const sought = await openSoughtSource(stix, folder, lists)
  const remembered = openRememberedGroups(store)
  const rules = createSoughtReader(sought, engine, remembered, clock.nowMs)
  const desk = createWarningListDesk(context, lists, rules.valuesOnLists)
  let isNew = true
  const ending = new AbortController()
  const intake = createIntake({
    ...{ remembered, signal: ending.signal, ...(options.pause && { pause: options.pause }) },
    keep: async (hits, change) => {
      await book.take(hits, change)
      isNew ||= hits.length > 0
    },
  })
  const needed = { engine: countingEngine(engine, desk.count, rules.giveUp), folder, ready: rules.refresh, intake }
  const inputs = openInputBook(context, needed, options.allowedFolders)
  const facts: QueueFacts = { book, stix, alertOf: (id) => options.alertOf(`detection:${id}`) }
  const tell = createTeller(context, book, options, () => settings().quietMin * 60_000)
  const round = async (): Promise<void> => {
    await inputs.lookAll()
    const wasNew = isNew
    isNew = false
    await tell(wasNew)
  }
  const suppression = createSuppressionHandlers(context, book)
  const heard = <Asked extends readonly unknown[], Result>(work: (...asked: Asked) => Promise<Result>) => {
    return async (...asked: Asked): Promise<Result> => {
      const result = await work(...asked)
      isNew = true
      return result
    }
  }
  const timer = createRounds(round, (error) => logger.error({ err: error }, 'logs cannot be followed'))
  return {
    handlers: {
      ...{ ...inputs.handlers, ...desk.handlers },
      listSuppressions: suppression.listSuppressions,
      addSuppression: heard(suppression.addSuppression),
      endSuppression: heard(suppression.endSuppression),
      ...createQueueHandlers(facts),
      listLogInputs: async () => ({
        items: inputs.list().map((input) => input.view()),
        rules: rules.facts(),
        settings: settings(),
      }),
      changeDetectionSettings: async ({ body }) => {
        await store.commit({ put: [{ collection: detectionCollections.settings, id: 'settings', body }] })
        isNew = true
        return body
      },
    },
    addWarningList: desk.addWarningList,
    found: book,
    techniqueUses: async (uses) => [...(await usesByRules(book, stix)), ...usesByIndicators(book, uses)],
    inputs: inputs.list,
    round,
    start: timer.start,
    close: async () => {
      ending.abort()
      await timer.close()
      await inputs.close()
      await engine.close()
    },
  }
}

/** The same engine; what warning lists held back is told, and what has turned out too hard to look for. */
function countingEngine(
  engine: DetectionEngine,
  count: WarningListDesk['count'],
  giveUp: SoughtReader['giveUp'],
): DetectionEngine {
  return {
    ...engine,
    scan: async (format, request) => {
      const scan = await engine.scan(format, request)
      if (scan.heldBack !== undefined) count(scan.heldBack)
      if (scan.givenUp !== undefined) giveUp(scan.givenUp)
      return scan
    },
  }
}

/** Tells the alerts what was found and has not been quiet for long: at once where something is new, else now and then. */
function createTeller(
  { clock, mode }: Pick<NodeContext, 'clock' | 'mode'>,
  book: DetectionBook,
  { stix, judge }: Pick<DetectionOptions, 'stix' | 'judge'>,
  quietMs: () => number,
): (isNew: boolean) => Promise<void> {
  const facts = { stix, mode, policies: shippedPolicies() }
  let toldMs = Number.NEGATIVE_INFINITY
  return async (isNew) => {
    const nowMs = clock.nowMs()
    if (!isNew && nowMs - toldMs < judgedEveryMs) return
    const isLoud = (each: Detection): boolean =>
      nowMs - each.seenMs < quietMs() && book.suppressionOf(each) === undefined
    await judge(cyberWatchId, await toldOf([...book.all()].filter(isLoud), facts))
    toldMs = nowMs
  }
}

function createQueueHandlers(facts: QueueFacts): Handlers<'listDetections' | 'readDetection'> {
  return {
    listDetections: async ({ query }) => listQueue(facts, query),
    readDetection: async ({ params: { id } }) => {
      const detection = facts.book.get(id)
      if (detection === undefined) throw new UnknownDetectionError(id)
      const indicated = await indicatedBy(facts.stix, [detection.indicator])
      const [row] = await rowsOf(facts, [detection], indicated)
      if (row === undefined) throw new UnknownDetectionError(id)
      const hours = detection.hours.map(([fromMs, count]) => ({ fromUtc: isoOfUnixMs(fromMs), count }))
      return { row, lines: linesOf(detection), hours, indicates: indicated.flatMap(({ others }) => others) }
    },
  }
}

function usesByIndicators(book: DetectionBook, uses: readonly Use[]): readonly Use[] {
  const techniques = new Map<string, string[]>()
  for (const { kind, by, techniqueId } of uses) {
    if (kind !== 'indicators') continue
    const known = techniques.get(by)
    if (known === undefined) techniques.set(by, [techniqueId])
    else known.push(techniqueId)
  }
  return [...book.all()].flatMap(({ id, indicator }) =>
    (techniques.get(indicator ?? '') ?? []).map((techniqueId) => ({ kind: 'detections', by: id, techniqueId })),
  )
}

async function usesByRules(book: DetectionBook, stix: DetectionOptions['stix']): Promise<readonly Use[]> {
  const detections = [...book.all()].filter(({ techniques }) => techniques.length > 0)
  const named = [...new Set(detections.flatMap(({ techniques }) => techniques))]
  const found = await Promise.all(
    named.map(async (technique) => {
      const question = { types: ['attack-pattern'], technique, sort: 'added', descending: false, limit: 10 } as const
      const { versions } = await stix.list(question)
      return [technique, versions.find(({ object }) => attackIdOf(object) === technique)?.object.id] as const
    }),
  )
  const idOf = new Map(found)
  return detections.flatMap(({ id, techniques }) =>
    techniques.flatMap((technique) => {
      const techniqueId = idOf.get(technique)
      return techniqueId === undefined ? [] : [{ kind: 'detections', by: id, techniqueId } as const]
    }),
  )
}
