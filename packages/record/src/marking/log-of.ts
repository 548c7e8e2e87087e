import { type Faulty, faulty } from '../fault.ts'
import { type Marking, Mode } from './marking.ts'

/** Which log of a node: everything in it may be seen by everybody that it names. */
export type RecordLog = {
  readonly mode: Mode
  /** Nations (ISO 3166-1 alpha-3), ascending, joined by `-`, such as `AUS-JPN-USA`; at least two. */
  readonly audience: string
}

const nodeForm = /^[a-z0-9][a-z0-9.-]{0,62}$/
const audienceForm = /^[A-Z]{3}(-[A-Z]{3})+$/
const modes: readonly Mode[] = Mode.anyOf.map(({ const: mode }) => mode)

/**
 * The log of a record: a function of its marking and of nothing else. It names the nations of grade 2, the author's own included.
 *
 * @returns `marking/no-log` where fewer than two nations have it released: such a record stays where it was made.
 */
export function logOf(marking: Pick<Marking, 'aud' | 'mode'>): { readonly ok: true; readonly log: RecordLog } | Faulty {
  const nations = Object.entries(marking.aud ?? {}).flatMap(([nation, grade]) => (grade === 2 ? [nation] : []))
  if (nations.length < 2)
    return faulty('marking/no-log', 'the marking releases to fewer than two nations: no log holds it')
  return { ok: true, log: { mode: marking.mode, audience: nations.sort().join('-') } }
}

/**
 * The origin line of a log's checkpoints: `<node>/ch/<AUD>`; with a mode other than REAL `<node>/<mode in lower case>/ch/<AUD>`.
 *
 * @param nodeName - Such as `jp.ncc.example`.
 */
export function originOf(nodeName: string, log: RecordLog): string {
  const branch = log.mode === 'REAL' ? '' : `/${log.mode.toLowerCase()}`
  return `${nodeName}${branch}/ch/${log.audience}`
}

/** The node and log that an origin names, or `marking/no-origin` where `originOf` would not have written it so. */
export function parseOrigin(
  origin: string,
): { readonly ok: true; readonly node: string; readonly log: RecordLog } | Faulty {
  const parts = origin.split('/')
  const node = parts[0] ?? ''
  const mode = parts.length === 3 ? 'REAL' : modes.find((name) => name !== 'REAL' && name.toLowerCase() === parts[1])
  const audience = parts.at(-1) ?? ''
  const nations = audience.split('-')
  const isSorted = nations.every((nation, at) => at === 0 || nation > (nations[at - 1] ?? ''))
  if (mode === undefined || !nodeForm.test(node) || !audienceForm.test(audience) || !isSorted) {
    return faulty('marking/no-origin', 'not an origin of a log of records')
  }
  const log = { mode, audience }
  if (originOf(node, log) !== origin) return faulty('marking/no-origin', 'not an origin of a log of records')
  return { ok: true, node, log }
}
