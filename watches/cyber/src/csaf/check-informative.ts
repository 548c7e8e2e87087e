import { isMembers, type Members } from '../members.ts'
import {
  type Advisory,
  type CsafIssue,
  listOf,
  membersOf,
  readAdvisory,
  type Tell,
  textOf,
  textsOf,
} from './advisory.ts'
import { eachBranch } from './branches.ts'

/** The informative tests of CSAF 2.0 (§6.3) but 6.3.6 and 6.3.7, which open addresses, and 6.3.8, which needs a dictionary. */
export function checkInformative(json: unknown): readonly CsafIssue[] {
  const advisory = readAdvisory(json)
  if (advisory === undefined) return []
  const issues: CsafIssue[] = []
  const tell = (test: string, path: string, message: string) => issues.push({ test, path, message })
  for (const [index, vulnerability] of advisory.vulnerabilities.entries()) {
    checkVulnerability(vulnerability, `vulnerabilities[${index}]`, tell)
  }
  checkHashes(advisory, tell)
  checkBranches(advisory, tell)
  return issues
}

/** Source: CSAF 2.0 §6.3.1–6.3.4. */
function checkVulnerability(vulnerability: Members, path: string, tell: Tell): void {
  const scores = listOf(vulnerability['scores'])
  const by3 = new Set(scores.filter((one) => one['cvss_v3'] !== undefined).flatMap((one) => textsOf(one['products'])))
  for (const [index, score] of scores.entries()) {
    const place = `${path}.scores[${index}]`
    const only2 = score['cvss_v2'] === undefined ? [] : textsOf(score['products']).filter((id) => !by3.has(id))
    for (const id of only2) tell('6.3.1', place, `the product ${id} is scored by CVSS v2 alone`)
    const { version, vectorString: vector } = membersOf(score['cvss_v3'])
    if (version === '3.0' || textOf(vector).startsWith('CVSS:3.0')) tell('6.3.2', `${place}.cvss_v3`, 'is of CVSS v3.0')
  }
  if (vulnerability['cve'] === undefined) tell('6.3.3', path, 'has no cve')
  if (vulnerability['cwe'] === undefined) tell('6.3.4', path, 'has no cwe')
}

/** Characters of a SHA-256. */
const leastCharacters = 64

/** Source: CSAF 2.0 §6.3.5. */
function checkHashes({ products }: Advisory, tell: Tell): void {
  for (const { helper, path } of products) {
    for (const [index, hashes] of listOf(helper['hashes']).entries()) {
      const place = `${path}.product_identification_helper.hashes[${index}]`
      for (const [at, { value }] of listOf(hashes['file_hashes']).entries()) {
        if (textOf(value).length < leastCharacters) {
          tell('6.3.5', `${place}.file_hashes[${at}].value`, `is shorter than ${leastCharacters} characters`)
        }
      }
    }
  }
}

const wantedOrder = ['vendor', 'product_name', 'product_version']

/** Source: CSAF 2.0 §6.3.9–6.3.11. */
function checkBranches({ tree }: Advisory, tell: Tell): void {
  for (const { branch, path, categories } of eachBranch(tree)) {
    const [category, name] = [branch['category'], textOf(branch['name'])]
    let wanted = 0
    for (const one of categories) if (one === wantedOrder[wanted]) wanted += 1
    if (isMembers(branch['product']) && wanted < wantedOrder.length) {
      tell('6.3.9', path, `above the product there are not ${wantedOrder.join(', ')} in this order`)
    }
    if (category === 'product_version_range') tell('6.3.10', path, 'names a range of versions, not one')
    if (category === 'product_version' && /^v\d/i.test(name)) tell('6.3.11', path, `${name} begins with “v”`)
  }
}
