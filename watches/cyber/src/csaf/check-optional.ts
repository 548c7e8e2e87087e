import { isMembers, type Members } from '../members.ts'
import { type Advisory, type CsafIssue, listOf, membersOf, readAdvisory, type Tell, textOf } from './advisory.ts'
import { checkOptionalProducts } from './check-optional-products.ts'

/**
 * The optional tests of CSAF 2.0 (§6.2) but 6.2.20, which needs the schema of the whole document.
 *
 * @param json - As parsed: members in the order of the document, as 6.2.13 is about that.
 */
export function checkOptional(json: unknown): readonly CsafIssue[] {
  const advisory = readAdvisory(json)
  if (advisory === undefined) return []
  const issues: CsafIssue[] = []
  const tell = (test: string, path: string, message: string) => issues.push({ test, path, message })
  checkOptionalProducts(advisory, tell)
  checkRevisions(membersOf(advisory.document['tracking']), tell)
  checkInvolvements(advisory, tell)
  checkDistribution(advisory.document, tell)
  checkLanguages(advisory.document, tell)
  checkSorting(json, tell)
  return issues
}

/** Source: CSAF 2.0 §6.2.4–6.2.6. */
function checkRevisions(tracking: Members, tell: Tell): void {
  const revisions = listOf(tracking['revision_history'])
  for (const [index, { number }] of revisions.entries()) {
    if (textOf(number).includes('+')) {
      const path = `document.tracking.revision_history[${index}].number`
      tell('6.2.4', path, `${textOf(number)} says how it was built`)
    }
  }
  const times = revisions.map(({ date }) => Date.parse(textOf(date))).toSorted((one, other) => one - other)
  const [first = Number.NaN, last = Number.NaN] = [times[0], times.at(-1)]
  if (Date.parse(textOf(tracking['initial_release_date'])) < first) {
    tell('6.2.5', 'document.tracking.initial_release_date', 'is before all of the history')
  }
  if (Date.parse(textOf(tracking['current_release_date'])) < last) {
    tell('6.2.6', 'document.tracking.current_release_date', 'is before the end of the history')
  }
}

/** Source: CSAF 2.0 §6.2.7, 6.2.17. */
function checkInvolvements({ vulnerabilities }: Advisory, tell: Tell): void {
  for (const [index, vulnerability] of vulnerabilities.entries()) {
    for (const [at, { date }] of listOf(vulnerability['involvements']).entries()) {
      if (date === undefined) tell('6.2.7', `vulnerabilities[${index}].involvements[${at}]`, 'has no date')
    }
    for (const [at, { text }] of listOf(vulnerability['ids']).entries()) {
      if (/^CVE-\d{4}-\d{4,}$/.test(textOf(text))) {
        tell('6.2.17', `vulnerabilities[${index}].ids[${at}]`, `${textOf(text)} belongs into cve`)
      }
    }
  }
}

const tlpLabels = ['WHITE', 'GREEN', 'AMBER', 'RED']

/** Source: CSAF 2.0 §6.2.10, 6.2.11. */
function checkDistribution(document: Members, tell: Tell): void {
  const { label } = membersOf(membersOf(document['distribution'])['tlp'])
  if (!tlpLabels.includes(textOf(label))) tell('6.2.10', 'document.distribution.tlp.label', 'there is no TLP label')
  const file = fileName(textOf(membersOf(document['tracking'])['id']))
  const isCanonical = ({ category, url }: Members) =>
    category === 'self' && textOf(url).startsWith('https://') && textOf(url).endsWith(`/${file}`)
  if (!listOf(document['references']).some(isCanonical)) {
    tell('6.2.11', 'document.references', `none of category self leads by https to ${file}`)
  }
}

/** Source: CSAF 2.0 §5.1. */
function fileName(trackingId: string): string {
  return `${trackingId.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`
}

/** Primary, script and region subtags, and what follows `x`, that anybody may use. Source: RFC 5646 §2.2. */
const privateUse = /^q[a-t][a-z](?:-|$)|-q(?:aa[a-z]|ab[a-x])(?:-|$)|-(?:aa|q[m-z]|x[a-z]|zz)(?:-|$)|(?:^|-)x-/

/** Source: CSAF 2.0 §6.2.12, 6.2.14, 6.2.15. */
function checkLanguages(document: Members, tell: Tell): void {
  if (textOf(document['lang']) === '') tell('6.2.12', 'document.lang', 'is missing')
  for (const name of ['lang', 'source_lang']) {
    const tag = textOf(document[name]).toLowerCase()
    if (privateUse.test(tag)) tell('6.2.14', `document.${name}`, `${tag} is of private use`)
    if (tag === 'i-default') tell('6.2.15', `document.${name}`, 'names no language')
  }
}

type Placed = readonly [path: string, value: unknown]

/** Told once: the first object whose members are not in order. Source: CSAF 2.0 §6.2.13. */
function checkSorting(json: unknown, tell: Tell): void {
  let level: readonly Placed[] = [['', json]]
  while (level.length > 0) {
    for (const [path, value] of level) {
      const late = isMembers(value) ? tooLate(Object.keys(value)) : undefined
      if (late === undefined) continue
      tell('6.2.13', path, `its members are not in order of their names: “${late}” comes too late`)
      return
    }
    level = level.flatMap(partsOf)
  }
}

function tooLate(names: readonly string[]): string | undefined {
  return names.find((name, at) => name < (names[at - 1] ?? ''))
}

function partsOf([path, value]: Placed): readonly Placed[] {
  if (Array.isArray(value)) return value.map((one, index) => [`${path}[${index}]`, one])
  if (!isMembers(value)) return []
  return Object.entries(value).map(([name, one]) => [path === '' ? name : `${path}.${name}`, one])
}
