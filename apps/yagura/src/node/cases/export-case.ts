import { partKey } from '@yagura/core'
import { mayLeave } from '@yagura/record'
import { isoOfUnixMs } from '../unix-time.ts'
import { caseView, joinedMark, type ViewParts } from './case-view.ts'
import { type KnownCase, type KnownPart, knownCase } from './known-cases.ts'

/** Who saves a case, and what guards it. */
export type ExportRules = ViewParts & {
  /** Nation of this node; undefined where it has no keys, and so no partners. */
  readonly party: string | undefined
  readonly mode: 'REAL' | 'SIMULATED'
}

/** A case as a file, and which parts of partners are in it. */
export type ExportedCase = {
  readonly type: string
  readonly text: string
  readonly parts: readonly KnownPart[]
}

/**
 * Writes a case for this nation’s own use, each part with its marking. What may not go into a file, such as TLP:RED, is left out,
 * and how many those are is said.
 */
export function exportCase(
  known: KnownCase,
  form: 'json' | 'ndjson',
  by: string,
  nowMs: number,
  rules: ExportRules,
): ExportedCase {
  const parts = known.parts.filter((part) => mayBeSaved(part, known, rules))
  const { threads } = caseView(known, rules)
  // What is said of the case as a whole, such as its title, is said by parts too.
  const left = knownCase(known.id, parts, known.shared, rules.ownNode)
  const { threads: _, ...summary } = caseView(left, rules)
  const saved = new Set(parts.map(partKey))
  const versions = threads.flatMap((thread) =>
    thread.versions.flatMap((part) => {
      const isHead = thread.heads.includes(part.key)
      return saved.has(part.key) ? [{ thread: thread.key, holds: isHead, ...part }] : []
    }),
  )
  const mark = parts.length === 0 ? undefined : joinedMark(left, rules)
  const head = {
    ...{ format: 'yagura.case', version: 1, mode: rules.mode, exportedUtc: isoOfUnixMs(nowMs), exportedBy: by },
    ...{ mark: mark ?? null, heldBack: known.parts.length - parts.length },
    case: { ...summary, banner: mark === undefined ? null : summary.banner },
  }
  if (form === 'json') {
    return { type: 'application/json; charset=utf-8', text: `${JSON.stringify({ ...head, parts: versions })}\n`, parts }
  }
  const lines = [head, ...versions].map((line) => JSON.stringify(line))
  return { type: 'application/x-ndjson; charset=utf-8', text: `${lines.join('\n')}\n`, parts }
}

function mayBeSaved({ node, mark }: KnownPart, { shared }: KnownCase, { party, policies, mode }: ExportRules): boolean {
  if (party === undefined) return mark.tlp !== 'RED'
  const recipient = {
    ...{ nation: party, mode, grade: 'release' as const, policies: [...policies.keys()] },
    ...{ clearance: { pol: mark.pol, lvl: mark.lvl }, compartments: mark.comp ?? [] },
  }
  const originator = shared.partyOf(node) ?? ''
  return mayLeave(mark, recipient, { policies, ownNation: party, originator, approvals: [] }).may
}
