import type { Job } from '../api/contract/jobs.ts'
import type { Source } from '../api/contract/sources.ts'
import type { HandoverFacts } from './watch-room/handover-draft.ts'

/** What the next watch must know of sources and jobs. */
export function handoverFactsOf(sources: readonly Source[], jobs: readonly Job[]): HandoverFacts {
  return { due: [], sources: sources.flatMap(troubleOf), jobs: jobs.flatMap(workOf) }
}

function troubleOf({ name, state, lastError }: Source): readonly string[] {
  if (state !== 'failing' && state !== 'stale') return []
  return [`${name}: ${state}${lastError === null ? '' : `: ${lastError.message}`}`]
}

function workOf({ title, state, progress }: Job): readonly string[] {
  return state === 'running' || state === 'queued' ? [`${title}: ${state}, ${Math.round(progress * 100)} %`] : []
}
