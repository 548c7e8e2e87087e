import type { Members } from '../members.ts'
import {
  type Advisory,
  listOf,
  membersOf,
  type Product,
  productsNamed,
  type Tell,
  textOf,
  textsOf,
} from './advisory.ts'
import { eachBranch } from './branches.ts'
import { namedIn } from './check-products.ts'
import { environmentalScore } from './check-scores.ts'

/** Products in the optional tests. Source: CSAF 2.0 §6.2.1–6.2.3, 6.2.8, 6.2.9, 6.2.16, 6.2.18, 6.2.19. */
export function checkOptionalProducts(advisory: Advisory, tell: Tell): void {
  if (advisory.document['category'] !== 'csaf_informational_advisory') checkUse(advisory, tell)
  for (const product of advisory.products) checkHelper(product, tell)
  for (const { path, branch } of eachBranch(advisory.tree)) {
    const name = textOf(branch['name'])
    if (branch['category'] === 'product_version_range' && !/^vers:[a-z.\-+][a-z\d.\-+]*\/.+/.test(name)) {
      tell('6.2.18', path, `“${name}” is not of the form vers:…/…`)
    }
  }
  for (const [index, vulnerability] of advisory.vulnerabilities.entries()) {
    checkStates(advisory, vulnerability, `vulnerabilities[${index}]`, tell)
    checkFixed(vulnerability, `vulnerabilities[${index}]`, tell)
  }
}

function checkUse(advisory: Advisory, tell: Tell): void {
  const { tree, vulnerabilities } = advisory
  const used = new Set([
    ...listOf(tree['product_groups']).flatMap((group) => textsOf(group['product_ids'])),
    ...listOf(tree['relationships']).flatMap((one) => [
      textOf(one['product_reference']),
      textOf(one['relates_to_product_reference']),
    ]),
    ...vulnerabilities.flatMap(namedIn).flatMap(({ ids }) => ids),
  ])
  for (const { id, path } of advisory.products) {
    if (!used.has(id)) tell('6.2.1', path, `nothing speaks of the product ${id}`)
  }
}

const weakHashes = [
  ['6.2.8', 'md5'],
  ['6.2.9', 'sha1'],
] as const

function checkHelper({ id, path, helper }: Product, tell: Tell): void {
  const place = `${path}.product_identification_helper`
  if (Object.keys(helper).length === 0) tell('6.2.16', path, `nothing identifies the product ${id}`)
  for (const [index, hashes] of listOf(helper['hashes']).entries()) {
    const algorithms = listOf(hashes['file_hashes']).map((one) => textOf(one['algorithm']))
    for (const [test, weak] of weakHashes) {
      const isAlone = algorithms.length > 0 && algorithms.every((one) => one === weak)
      if (isAlone) tell(test, `${place}.hashes[${index}]`, `has no hash but ${weak}`)
    }
  }
}

const affected = ['first_affected', 'known_affected', 'last_affected']

function checkStates(advisory: Advisory, vulnerability: Members, path: string, tell: Tell): void {
  const status = membersOf(vulnerability['product_status'])
  const inStates = (names: readonly string[]) => new Set(names.flatMap((name) => textsOf(status[name])))
  const remedied = new Set(listOf(vulnerability['remediations']).flatMap((one) => productsNamed(advisory, one)))
  for (const id of inStates([...affected, 'under_investigation'])) {
    if (!remedied.has(id)) tell('6.2.2', path, `nothing says what to do about the product ${id}`)
  }
  const scored = new Set(listOf(vulnerability['scores']).flatMap((one) => textsOf(one['products'])))
  for (const id of inStates(affected)) {
    if (!scored.has(id)) tell('6.2.3', path, `there is no score of the product ${id}`)
  }
}

/** A product that is fixed is not vulnerable any more: what scores it has to say so. */
function checkFixed(vulnerability: Members, path: string, tell: Tell): void {
  const status = membersOf(vulnerability['product_status'])
  const fixed = new Set([...textsOf(status['first_fixed']), ...textsOf(status['fixed'])])
  for (const [index, score] of listOf(vulnerability['scores']).entries()) {
    for (const name of ['cvss_v2', 'cvss_v3']) {
      const environmental = score[name] === undefined ? undefined : environmentalScore(membersOf(score[name]))
      if (environmental === undefined || environmental === 0) continue
      for (const id of textsOf(score['products']).filter((one) => fixed.has(one))) {
        const place = `${path}.scores[${index}].${name}`
        tell('6.2.19', place, `the product ${id} is fixed, and its environmental score is ${environmental}`)
      }
    }
  }
}
