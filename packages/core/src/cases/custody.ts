import type { CaseContent } from '@yagura/record'
import { type CasePart, compareParts, compareTexts, partKey, referredKey } from './case-part.ts'
import type { Case, CaseThread } from './fold-case.ts'

/** What is wrong with a chain of custody. */
export type CustodyFinding =
  /** Nobody says who held it first. */
  | 'no-first-holder'
  /** Who hands it on is not who held it. */
  | 'gap'
  /** What was measured is not what was registered. */
  | 'hash-differs'
  /** Nothing was measured, though there is something to compare with. */
  | 'not-measured'
  /** It is handed on before it was collected. */
  | 'before-collected'
  /** Several hashes are registered for it, by different nodes or one after another. */
  | 'hash-disputed'

/** One hand-over. */
export type CustodyStep<Part extends CasePart> = {
  readonly part: Part
  readonly from: string
  readonly to: string
  readonly atUtc: string
  readonly sha256: string | undefined
  readonly findings: readonly CustodyFinding[]
}

/** Who held evidence, from its collection on. */
export type CustodyChain<Part extends CasePart> = {
  readonly firstHolder: string | undefined
  readonly steps: readonly CustodyStep<Part>[]
  /** Who holds it now; undefined where nobody says. */
  readonly holder: string | undefined
  /** Every hash that was ever registered, in order: more than one is a finding. */
  readonly registeredSha256: readonly string[]
  /** Of the chain as a whole and of every step, each once. */
  readonly findings: readonly CustodyFinding[]
}

type EvidenceSaid = Extract<CaseContent, { readonly kind: 'evidence' }>
type CustodySaid = Extract<CaseContent, { readonly kind: 'custody' }>

/**
 * The chain of custody of evidence: all that any node says of it, in the order of the times that they give. Nothing is judged away:
 * a break in the chain and a hash that differs are shown where they are.
 *
 * @param evidence - A thread of evidence of the case.
 */
export function custodyOf<Part extends CasePart>(
  { threads }: Pick<Case<Part>, 'threads'>,
  evidence: CaseThread<Part>,
): CustodyChain<Part> {
  const keys = new Set(evidence.versions.map(partKey))
  const said = evidence.versions.flatMap(({ what }) => (what.kind === 'evidence' ? [what] : []))
  const registeredSha256 = [...new Set(said.flatMap(({ file }) => (file === undefined ? [] : [file.sha256])))].sort()
  const held = evidence.heads.flatMap(({ what }) => (what.kind === 'evidence' ? [what] : []))
  const firstHolder = held.find(({ holder }) => holder !== undefined)?.holder
  let holder = firstHolder
  const steps: CustodyStep<Part>[] = []
  for (const { part, what } of handOvers(threads, keys)) {
    const { from, to, atUtc, sha256 } = what
    const findings = findingsOf(what, { holder, registeredSha256, held })
    steps.push({ part, from, to, atUtc, sha256, findings })
    holder = to
  }
  const whole: readonly CustodyFinding[] = [
    ...(firstHolder === undefined && steps.length > 0 ? ['no-first-holder' as const] : []),
    ...(registeredSha256.length > 1 ? ['hash-disputed' as const] : []),
  ]
  const findings = [...new Set([...whole, ...steps.flatMap((step) => step.findings)])]
  return { firstHolder, steps, holder, registeredSha256, findings }
}

function handOvers<Part extends CasePart>(threads: readonly CaseThread<Part>[], evidenceKeys: ReadonlySet<string>) {
  return threads
    .flatMap(({ kind, heads }) => (kind === 'custody' ? heads : []))
    .flatMap((part) => (part.what.kind === 'custody' ? [{ part, what: part.what }] : []))
    .filter(({ part, what }) => evidenceKeys.has(referredKey(part.node, what.evidence) ?? ''))
    .sort((a, b) => Date.parse(a.what.atUtc) - Date.parse(b.what.atUtc) || compareParts(a.part, b.part))
}

function findingsOf(
  { from, atUtc, sha256 }: CustodySaid,
  known: {
    readonly holder: string | undefined
    readonly registeredSha256: readonly string[]
    readonly held: readonly EvidenceSaid[]
  },
): readonly CustodyFinding[] {
  const { holder, registeredSha256, held } = known
  const collected = held.flatMap(({ collectedUtc }) => (collectedUtc === undefined ? [] : [Date.parse(collectedUtc)]))
  const isMeasured = sha256 !== undefined
  const findings: readonly (readonly [CustodyFinding, boolean])[] = [
    ['gap', holder !== undefined && compareTexts(holder, from) !== 0],
    ['hash-differs', isMeasured && registeredSha256.length > 0 && !registeredSha256.includes(sha256)],
    ['not-measured', !isMeasured && registeredSha256.length > 0],
    ['before-collected', collected.some((collectedMs) => Date.parse(atUtc) < collectedMs)],
  ]
  return findings.flatMap(([finding, isSo]) => (isSo ? [finding] : []))
}
