import type { StixStore } from '@yagura/cyber'
import { checkMarking, Marking, shippedPolicies, type Tlp } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { ImportOutcome } from '../../../api/contract/cyber.ts'
import type { UploadHandler } from '../../../api/contract/operations.ts'
import type { Handlers, JobRunner, NodeContext, NodeMode } from '../../context.ts'
import type { JobService } from '../../jobs/job-service.ts'
import { type ImportCounts, importIntelligence } from '../store/import-intelligence.ts'
import { labelMarking } from '../store/label-marking.ts'
import { ImportMarkingError, WrongImportError } from './errors.ts'
import { type ImportSpool, openImportSpool } from './import-spool.ts'

const KIND = 'cyber-import'

/** What a job imports. */
const ImportRequest = Type.Object({
  /** Name of the file as it was handed in. */
  name: Type.String(),
  /** Under which it is kept meanwhile. */
  spooled: Type.String({ pattern: '^[0-9A-Za-z]{1,40}$' }),
  marking: Marking,
  source: Type.String(),
  /** Nation whose intelligence it is; the node's own where absent. */
  originator: Type.Optional(Type.String()),
})
type ImportRequest = Static<typeof ImportRequest>

/** Marking for what objects do not say themselves; without a label it stays with this node. */
function baseMarking(mode: NodeMode, tlp: Tlp | undefined, mark: string | undefined): Marking {
  return mark === undefined ? labelMarking(tlp, mode) : markingIn(mark, mode)
}

/** @throws ImportMarkingError */
function markingIn(text: string, mode: NodeMode): Marking {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ImportMarkingError(error instanceof Error ? error.message : String(error))
  }
  const checked = checkMarking(value, shippedPolicies())
  if (!checked.ok) throw new ImportMarkingError(`${checked.fault.reason} (${checked.fault.code})`)
  if (checked.marking.mode === mode) return checked.marking
  throw new ImportMarkingError(`it is marked ${checked.marking.mode}, but this node is ${mode}`)
}

/** Of one file: more of the same says nothing new. */
const mostProblems = 1000
/** Imports whose outcome can be asked for. */
const mostOutcomes = 50

/** Takes files in and imports them as jobs, which survive a restart. */
export function createImports(
  context: NodeContext,
  { store, jobs, folder }: { readonly store: StixStore; readonly jobs: JobService; readonly folder: string },
): {
  readonly importStix: UploadHandler<'importStix'>
  readonly handlers: Handlers<'readStixImport'>
  readonly start: () => Promise<void>
} {
  const spool = openImportSpool(folder)
  const outcomes = new Map<string, ImportOutcome>()
  const keepOutcome = (jobId: string, outcome: ImportOutcome): void => {
    const [oldest] = outcomes.keys()
    if (outcomes.size >= mostOutcomes && oldest !== undefined) outcomes.delete(oldest)
    outcomes.set(jobId, outcome)
  }
  jobs.register<ImportRequest>(KIND, {
    parse: (request) => {
      if (!Check(ImportRequest, request)) throw new WrongImportError()
      return request
    },
    title: ({ name }) => `import of ${name}`,
    run: (run) => runImport({ store, spool, keepOutcome }, run),
  })
  return {
    importStix: async ({ query: { name, tlp, mark, originator = '' }, body }, { officer }, signal) => {
      const marking = baseMarking(context.mode, tlp, mark)
      const spooled = context.newId()
      await spool.keep(spooled, body, signal)
      const request: ImportRequest = { name, spooled, marking, source: name, originator }
      return jobs.start(KIND, request, officer)
    },
    handlers: {
      readStixImport: async ({ params }, caller) => {
        const job = await jobs.handlers.readJob({ params, query: undefined, body: undefined }, caller)
        return { job, outcome: outcomes.get(job.id) ?? null }
      },
    },
    start: async () => {
      const waiting = [...context.store.list('jobs')].flatMap(({ body }) => spooledOf(body))
      await spool.removeOthers(new Set(waiting))
    },
  }
}

/** Files of jobs that wait, run, or can go on. */
function spooledOf(body: unknown): readonly string[] {
  const job = Type.Object({ kind: Type.Literal(KIND), state: Type.String(), request: ImportRequest })
  return Check(job, body) && body.state !== 'finished' ? [body.request.spooled] : []
}

type ImportTools = {
  readonly store: StixStore
  readonly spool: ImportSpool
  readonly keepOutcome: (jobId: string, outcome: ImportOutcome) => void
}

async function runImport(
  { store, spool, keepOutcome }: ImportTools,
  { jobId, request, signal, report }: Parameters<JobRunner<ImportRequest>>[0],
): ReturnType<JobRunner<ImportRequest>> {
  const { name, spooled, marking, source, originator = '' } = request
  const length = Math.max(1, await spool.length(spooled))
  let readBytes = 0
  const problems: ImportOutcome['problems'] = []
  let problemCount = 0
  const open = () =>
    spool.open(spooled, (bytes) => {
      readBytes = bytes
    })
  const counts = await importIntelligence(store, open, {
    ...{ marking, source, signal, originator },
    onProblem: (place, message) => {
      problemCount += 1
      if (problemCount <= mostProblems) problems.push({ place, message })
    },
    onProgress: ({ read }) => report(readBytes / length, `objects read: ${grouped(read)}`),
  })
  await spool.remove(spooled)
  keepOutcome(jobId, { ...counts, problems, problemCount })
  const [first] = problems
  const firstProblem = first === undefined || first.place === '' ? first?.message : `${first.place}: ${first.message}`
  return { summary: summaryOf(counts, firstProblem), link: `/cyber/search?source=${encodeURIComponent(name)}` }
}

/** Digits of a count in threes, for those who read it. */
function grouped(count: number): string {
  return count.toLocaleString('en')
}

function summaryOf(
  { read, added, unchanged, quarantined, invalid }: ImportCounts,
  problem: string | undefined,
): string {
  const told = `objects: ${grouped(read)} read, ${grouped(added)} added, ${grouped(unchanged)} known, ${grouped(quarantined)} quarantined, ${grouped(invalid)} not usable`
  return problem === undefined ? told : `${told}; first problem: ${problem.slice(0, 300)}`
}
