import { type Advisory, type CsafIssue, listOf, membersOf, readAdvisory, textOf } from './advisory.ts'
import { checkDocument } from './check-document.ts'
import { checkHistory } from './check-history.ts'
import { checkProducts } from './check-products.ts'
import { checkVulnerabilities } from './check-vulnerabilities.ts'

/**
 * The mandatory tests of CSAF 2.0 (§6.1) but 6.1.11, which needs the list of all weaknesses by name.
 *
 * @param json - As parsed.
 * @returns None for an advisory that passes.
 */
export function checkAdvisory(json: unknown): readonly CsafIssue[] {
  const advisory = readAdvisory(json)
  if (advisory === undefined) return [{ test: 'schema', path: '', message: 'it is no document of CSAF 2.0' }]
  const issues: CsafIssue[] = []
  const tell = (test: string, path: string, message: string) => issues.push({ test, path, message })
  checkRequired(advisory, tell)
  checkProducts(advisory, tell)
  checkVulnerabilities(advisory, tell)
  checkHistory(advisory, tell)
  checkDocument(advisory, tell)
  return issues
}

/** What is needed to speak of an advisory at all. Source: CSAF 2.0 §3.2.1. */
function checkRequired({ document }: Advisory, tell: (test: string, path: string, message: string) => void): void {
  const tracking = membersOf(document['tracking'])
  const publisher = membersOf(document['publisher'])
  const needed: readonly (readonly [string, unknown])[] = [
    ['document.title', document['title']],
    ['document.category', document['category']],
    ['document.publisher.name', publisher['name']],
    ['document.publisher.namespace', publisher['namespace']],
    ['document.tracking.id', tracking['id']],
    ['document.tracking.version', tracking['version']],
    ['document.tracking.status', tracking['status']],
    ['document.tracking.initial_release_date', tracking['initial_release_date']],
    ['document.tracking.current_release_date', tracking['current_release_date']],
  ]
  for (const [path, value] of needed) if (textOf(value) === '') tell('schema', path, 'it is missing')
  if (listOf(tracking['revision_history']).length === 0) {
    tell('schema', 'document.tracking.revision_history', 'it is missing')
  }
}
