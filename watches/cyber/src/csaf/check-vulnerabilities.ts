import type { Members } from '../members.ts'
import { type Advisory, listOf, membersOf, productsNamed, repeated, type Tell, textOf, textsOf } from './advisory.ts'
import { checkScore } from './check-scores.ts'

/** What one vulnerability says of products. Source: CSAF 2.0 §6.1.6–6.1.10, 6.1.23, 6.1.24, 6.1.29, 6.1.32, 6.1.33. */
export function checkVulnerabilities(advisory: Advisory, tell: Tell): void {
  const cves = advisory.vulnerabilities.map((one) => textOf(one['cve'])).filter((cve) => cve !== '')
  for (const cve of repeated(cves)) tell('6.1.23', 'vulnerabilities', `${cve} is there more than once`)
  for (const [index, vulnerability] of advisory.vulnerabilities.entries()) {
    const path = `vulnerabilities[${index}]`
    checkStatus(vulnerability, `${path}.product_status`, tell)
    checkScores(vulnerability, path, tell)
    checkInvolvements(vulnerability, `${path}.involvements`, tell)
    checkNamesProducts(vulnerability, path, tell)
    checkJustifications(advisory, vulnerability, `${path}.flags`, tell)
  }
}

/** States that exclude each other. Source: CSAF 2.0 §6.1.6. */
const states: Readonly<Record<string, readonly string[]>> = {
  affected: ['first_affected', 'known_affected', 'last_affected'],
  'not affected': ['known_not_affected'],
  fixed: ['first_fixed', 'fixed'],
  'under investigation': ['under_investigation'],
}

function checkStatus(vulnerability: Members, path: string, tell: Tell): void {
  const status = membersOf(vulnerability['product_status'])
  const all = Object.values(states).flatMap((names) => [...new Set(names.flatMap((name) => textsOf(status[name])))])
  for (const id of repeated(all)) tell('6.1.6', path, `the states of the product ${id} exclude each other`)
}

function checkScores(vulnerability: Members, path: string, tell: Tell): void {
  const scores = listOf(vulnerability['scores'])
  const given = scores.flatMap((score) =>
    ['cvss_v2', 'cvss_v3']
      .filter((name) => score[name] !== undefined)
      .flatMap((name) =>
        textsOf(score['products']).map((id) => `${id} by CVSS ${textOf(membersOf(score[name])['version'])}`),
      ),
  )
  for (const twice of repeated(given)) tell('6.1.7', `${path}.scores`, `more than one score of the product ${twice}`)
  for (const [index, score] of scores.entries()) {
    for (const name of ['cvss_v2', 'cvss_v3']) {
      if (score[name] !== undefined) checkScore(membersOf(score[name]), `${path}.scores[${index}].${name}`, tell)
    }
  }
}

function checkInvolvements(vulnerability: Members, path: string, tell: Tell): void {
  const all = listOf(vulnerability['involvements']).map((one) => `${textOf(one['party'])} at ${textOf(one['date'])}`)
  for (const twice of repeated(all)) tell('6.1.24', path, `${twice} is there more than once`)
}

function checkNamesProducts(vulnerability: Members, path: string, tell: Tell): void {
  for (const [name, test] of [
    ['remediations', '6.1.29'],
    ['flags', '6.1.32'],
  ] as const) {
    for (const [index, one] of listOf(vulnerability[name]).entries()) {
      if (one['product_ids'] === undefined && one['group_ids'] === undefined) {
        tell(test, `${path}.${name}[${index}]`, 'names no product and no group')
      }
    }
  }
}

const justifications = new Set([
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
])

function checkJustifications(advisory: Advisory, vulnerability: Members, path: string, tell: Tell): void {
  const flags = listOf(vulnerability['flags']).filter((flag) => justifications.has(textOf(flag['label'])))
  const named = flags.flatMap((flag) => [...new Set(productsNamed(advisory, flag))])
  for (const id of repeated(named)) tell('6.1.33', path, `the product ${id} has more than one justification`)
}
