import type { StixStore } from '@yagura/cyber'
import { Marking, type Tlp } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { UploadHandler } from '../../../api/contract/operations.ts'
import type { JobRunner, NodeContext, NodeMode } from '../../context.ts'
import type { JobService } from '../../jobs/job-service.ts'
import { type ImportCounts, importIntelligence } from '../store/import-intelligence.ts'
import { WrongImportError } from './errors.ts'
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
})
type ImportRequest = Static<typeof ImportRequest>

/** Levels of TLP as the policy of that name counts them. */
const levels: { readonly [Label in Tlp]: number } = { CLEAR: 0, GREEN: 1, AMBER: 2, 'AMBER+STRICT': 3, RED: 4 }

/** Marking for what objects do not say themselves; without a label it stays with this node. */
function baseMarking(mode: NodeMode, tlp: Tlp | undefined): Marking {
  return tlp === undefined ? { pol: 'TLP', lvl: 0, aud: {}, mode } : { pol: 'TLP', lvl: levels[tlp], tlp, mode }
}

/** Takes files in and imports them as jobs, which survive a restart. */
export function createImports(
  context: NodeContext,
  { store, jobs, folder }: { readonly store: StixStore; readonly jobs: JobService; readonly folder: string },
): { readonly importStix: UploadHandler<'importStix'>; readonly start: () => Promise<void> } {
  const spool = openImportSpool(folder)
  jobs.register<ImportRequest>(KIND, {
    parse: (request) => {
      if (!Check(ImportRequest, request)) throw new WrongImportError()
      return request
    },
    title: ({ name }) => `import of ${name}`,
    run: (run) => runImport(store, spool, run),
  })
  return {
    importStix: async ({ query: { name, tlp }, body }, { officer }, signal) => {
      const spooled = context.newId()
      await spool.keep(spooled, body, signal)
      const marking = baseMarking(context.mode, tlp)
      return jobs.start(KIND, { name, spooled, marking, source: name } satisfies ImportRequest, officer)
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

async function runImport(
  store: StixStore,
  spool: ImportSpool,
  { request, signal, report }: Parameters<JobRunner<ImportRequest>>[0],
): ReturnType<JobRunner<ImportRequest>> {
  const { name, spooled, marking, source } = request
  const length = Math.max(1, await spool.length(spooled))
  let readBytes = 0
  let firstProblem: string | undefined
  const open = () =>
    spool.open(spooled, (bytes) => {
      readBytes = bytes
    })
  const counts = await importIntelligence(store, open, {
    ...{ marking, source, signal, originator: '' },
    onProblem: (place, message) => {
      firstProblem ??= `${place}: ${message}`
    },
    onProgress: ({ read }) => report(readBytes / length, `${read} objects read`),
  })
  await spool.remove(spooled)
  return { summary: summaryOf(counts, firstProblem), link: `/cyber/search?source=${encodeURIComponent(name)}` }
}

function summaryOf(
  { read, added, unchanged, quarantined, invalid }: ImportCounts,
  problem: string | undefined,
): string {
  const told = `${read} objects read, ${added} versions added, ${unchanged} known, ${quarantined} quarantined, ${invalid} not usable`
  return problem === undefined ? told : `${told}; first problem: ${problem.slice(0, 300)}`
}
