import type { CaseContent } from '@yagura/record'
import { type CasePart, compareParts, compareTexts, referredKey } from './case-part.ts'
import type { Case, CaseThread } from './fold-case.ts'
import { linkedGroups } from './linked-groups.ts'
import {
  type AchItem,
  type AchRating,
  diagnosticityOf,
  dropEachSource,
  type RankedHypothesis,
  rankHypotheses,
  type WithoutSource,
} from './rank-hypotheses.ts'

/** What one node says of one piece of evidence and one hypothesis. */
export type AchCell = {
  readonly node: string
  readonly evidence: string
  readonly hypothesis: string
  readonly rating: AchRating
  /** Its officers say different things at once; the newest counts. */
  readonly isContested: boolean
}

/** A row of the matrix: evidence by the key of its thread. */
export type AchRow = {
  readonly evidence: string
  /** The same for all evidence of one source. */
  readonly source: string
  /** Evidence of other nodes that comes from the same source; together it counts once. */
  readonly isShared: boolean
  /** The most that any node’s ratings tell hypotheses apart, 0 … 4; undefined where nobody rated two of them. */
  readonly diagnosticity: number | undefined
}

/** What follows from the ratings of some nodes. */
export type AchConclusion = {
  readonly ranking: readonly RankedHypothesis[]
  readonly withoutSource: readonly WithoutSource[]
}

/** Evidence and hypotheses of a case against each other. */
export type AchMatrix = {
  /** Keys of the threads of hypotheses. */
  readonly hypotheses: readonly string[]
  /** What tells hypotheses apart most comes first. */
  readonly rows: readonly AchRow[]
  readonly cells: readonly AchCell[]
  /** By node: each nation’s own view. */
  readonly byNode: ReadonlyMap<string, AchConclusion>
  /** Of all together, where what several have from one source counts once. */
  readonly together: AchConclusion
}

const factorOf = { high: Math.SQRT2, medium: 1, low: Math.SQRT1_2 } as const

/**
 * Weighs the evidence of a case against its hypotheses. Credibility and relevance count √2, 1 or 1/√2 each, so that evidence that is
 * high in both weighs double, and what is low in both half.
 */
export function weighCase<Part extends CasePart>(folded: Case<Part>): AchMatrix {
  const evidence = liveThreads(folded, 'evidence')
  const keys = evidence.map(({ key }) => key)
  const hypotheses = liveThreads(folded, 'hypothesis').map(({ key }) => key)
  const sources = sourcesOf(evidence)
  const cells = cellsOf(folded)
  const items = itemsOf(folded, cells, sources)
  const nodes = [...new Set(items.map(({ node }) => node))].sort(compareTexts)
  const rows = evidence.map((thread) => rowOf(thread, items, sources, evidence))
  return {
    ...{ hypotheses, cells },
    rows: rows.sort((a, b) => (b.diagnosticity ?? -1) - (a.diagnosticity ?? -1)),
    byNode: new Map(
      nodes.map((node) => [
        node,
        conclude(
          hypotheses,
          keys,
          items.filter((item) => item.node === node),
        ),
      ]),
    ),
    together: conclude(hypotheses, keys, items),
  }
}

/** A name of a source as it is compared: width, case and blanks make no difference. */
export function comparableSourceName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
}

function conclude(
  hypotheses: readonly string[],
  evidence: readonly string[],
  items: readonly AchItem[],
): AchConclusion {
  return { ranking: rankHypotheses(hypotheses, evidence, items), withoutSource: dropEachSource(hypotheses, items) }
}

function liveThreads<Part extends CasePart>({ threads }: Case<Part>, kind: CaseContent['kind']) {
  return threads.filter((thread) => thread.kind === kind && !thread.isWithdrawn)
}

/** The newest of what each node says on some matter, and whether it says several things at once. */
function newestByNode<Part extends CasePart, Said extends CaseContent>(
  { threads, threadOf }: Case<Part>,
  pick: (what: CaseContent) => Said | undefined,
  matterOf: (said: Said) => readonly string[],
) {
  const newest = new Map<string, { part: Part; said: Said; matter: readonly string[]; isContested: boolean }>()
  const heads = threads.flatMap((thread) => thread.heads).toSorted(compareParts)
  for (const part of heads) {
    const said = pick(part.what)
    if (said === undefined) continue
    const keys = matterOf(said).map((reference) => threadOf.get(referredKey(part.node, reference) ?? '')?.key)
    if (keys.some((key) => key === undefined)) continue
    const matter = keys.flatMap((key) => key ?? [])
    const name = [part.node, ...matter].join(' ')
    const before = newest.get(name)
    newest.set(name, { part, said, matter, isContested: before !== undefined })
  }
  return [...newest.values()]
}

function cellsOf<Part extends CasePart>(folded: Case<Part>): readonly AchCell[] {
  const said = newestByNode(
    folded,
    (what) => (what.kind === 'rating' ? what : undefined),
    (rating) => [rating.evidence, rating.hypothesis],
  )
  return said.flatMap(({ part, said: { rating }, matter: [evidence, hypothesis], isContested }) =>
    evidence === undefined || hypothesis === undefined
      ? []
      : [{ node: part.node, evidence, hypothesis, rating, isContested }],
  )
}

function itemsOf<Part extends CasePart>(
  folded: Case<Part>,
  cells: readonly AchCell[],
  sources: ReadonlyMap<string, string>,
): readonly AchItem[] {
  const weights = new Map(
    newestByNode(
      folded,
      (what) => (what.kind === 'weighing' ? what : undefined),
      (weighing) => [weighing.evidence],
    ).map(({ part, said, matter }) => [
      [part.node, ...matter].join(' '),
      factorOf[said.credibility] * factorOf[said.relevance],
    ]),
  )
  const items = new Map<string, { node: string; evidence: string; ratings: Map<string, AchRating> }>()
  for (const { node, evidence, hypothesis, rating } of cells) {
    if (!sources.has(evidence)) continue
    const name = `${node} ${evidence}`
    const item = items.get(name) ?? { node, evidence, ratings: new Map<string, AchRating>() }
    item.ratings.set(hypothesis, rating)
    items.set(name, item)
  }
  return [...items].map(([name, item]) => ({
    ...item,
    source: sources.get(item.evidence) ?? item.evidence,
    weight: weights.get(name) ?? 1,
  }))
}

/** A name for the source of each piece of evidence: the key of the first that has it. What names no source is its own. */
function sourcesOf<Part extends CasePart>(evidence: readonly CaseThread<Part>[]): ReadonlyMap<string, string> {
  const links = evidence.flatMap(({ key, heads }) =>
    heads.flatMap(({ what }) => {
      const source = what.kind === 'evidence' ? what.source : undefined
      const { name, commitment } = source ?? {}
      return [
        ...(name === undefined ? [] : [[key, `name ${comparableSourceName(name)}`] as const]),
        ...(commitment === undefined ? [] : [[key, `commitment ${commitment}`] as const]),
      ]
    }),
  )
  const keys = evidence.map(({ key }) => key)
  const groups = linkedGroups([...keys, ...new Set(links.map(([, token]) => token))], links)
  return new Map(keys.map((key) => [key, groups.get(key)?.[0] ?? key]))
}

function rowOf<Part extends CasePart>(
  thread: CaseThread<Part>,
  items: readonly AchItem[],
  sources: ReadonlyMap<string, string>,
  evidence: readonly CaseThread<Part>[],
): AchRow {
  const { key } = thread
  const source = sources.get(key) ?? key
  const nodes = new Set(
    evidence
      .filter((other) => sources.get(other.key) === source)
      .flatMap(({ versions }) => versions.map(({ node }) => node)),
  )
  const told = items
    .filter((item) => item.evidence === key)
    .flatMap(({ ratings }) => diagnosticityOf(ratings.values()) ?? [])
  return {
    ...{ evidence: key, source, isShared: nodes.size > 1 },
    diagnosticity: told.length === 0 ? undefined : Math.max(...told),
  }
}
