import type { Members } from '../members.ts'
import { type Advisory, listOf, membersOf, type Product, repeated, type Tell, textOf, textsOf } from './advisory.ts'
import { eachBranch } from './branches.ts'

/** Products and groups: that what is named is defined once. Source: CSAF 2.0 §6.1.1–6.1.5, 6.1.13, 6.1.25, 6.1.31. */
export function checkProducts(advisory: Advisory, tell: Tell): void {
  checkDefinitions(advisory, tell)
  checkReferences(advisory, tell)
  checkCircles(advisory, tell)
  for (const product of advisory.products) checkHelper(product, tell)
  checkVersions(advisory, tell)
}

function checkDefinitions({ products, tree }: Advisory, tell: Tell): void {
  for (const id of repeated(products.map((product) => product.id))) {
    tell('6.1.2', 'product_tree', `the product ${id} is defined more than once`)
  }
  for (const id of repeated(listOf(tree['product_groups']).map((group) => textOf(group['group_id'])))) {
    tell('6.1.5', 'product_tree.product_groups', `the group ${id} is defined more than once`)
  }
}

function checkReferences(advisory: Advisory, tell: Tell): void {
  const defined = new Set(advisory.products.map(({ id }) => id))
  const wantProduct = (id: string, path: string) => {
    if (!defined.has(id)) tell('6.1.1', path, `the product ${id} is not defined`)
  }
  for (const [index, group] of listOf(advisory.tree['product_groups']).entries()) {
    for (const id of textsOf(group['product_ids'])) wantProduct(id, `product_tree.product_groups[${index}]`)
  }
  for (const [index, one] of listOf(advisory.tree['relationships']).entries()) {
    for (const name of ['product_reference', 'relates_to_product_reference']) {
      wantProduct(textOf(one[name]), `product_tree.relationships[${index}].${name}`)
    }
  }
  for (const [index, vulnerability] of advisory.vulnerabilities.entries()) {
    const path = `vulnerabilities[${index}]`
    for (const { ids, groups, place } of namedIn(vulnerability)) {
      for (const id of ids) wantProduct(id, `${path}.${place}`)
      for (const id of groups.filter((group) => !advisory.groups.has(group))) {
        tell('6.1.4', `${path}.${place}`, `the group ${id} is not defined`)
      }
    }
  }
}

type Named = { readonly ids: readonly string[]; readonly groups: readonly string[]; readonly place: string }

/** Products and groups that a vulnerability names, by place. */
export function namedIn(vulnerability: Members): readonly Named[] {
  const byLists = ['flags', 'remediations', 'threats', 'notes'].flatMap((name) =>
    listOf(vulnerability[name]).map((one, index) => ({
      ids: textsOf(one['product_ids']),
      groups: textsOf(one['group_ids']),
      place: `${name}[${index}]`,
    })),
  )
  const scores = listOf(vulnerability['scores']).map((one, index) => ({
    ids: textsOf(one['products']),
    groups: [],
    place: `scores[${index}].products`,
  }))
  const statuses = Object.entries(vulnerability['product_status'] ?? {}).map(([name, ids]) => ({
    ids: textsOf(ids),
    groups: [],
    place: `product_status.${name}`,
  }))
  return [...byLists, ...scores, ...statuses]
}

/** A product that is made of others may not be made of itself. */
function checkCircles({ tree }: Advisory, tell: Tell): void {
  const madeOf = new Map(
    listOf(tree['relationships']).map((one) => [
      textOf(membersOf(one['full_product_name'])['product_id']),
      [textOf(one['product_reference']), textOf(one['relates_to_product_reference'])],
    ]),
  )
  for (const start of madeOf.keys()) {
    const seen = new Set<string>()
    const pending = [...(madeOf.get(start) ?? [])]
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (seen.has(id)) continue
      seen.add(id)
      pending.push(...(madeOf.get(id) ?? []))
    }
    if (seen.has(start)) tell('6.1.3', 'product_tree.relationships', `the product ${start} is defined by itself`)
  }
}

function checkHelper({ helper, path }: Product, tell: Tell): void {
  const { purl } = helper
  if (purl !== undefined && !isPurl(textOf(purl))) {
    tell('6.1.13', `${path}.product_identification_helper.purl`, `${textOf(purl)} is no package URL`)
  }
  for (const [index, hashes] of listOf(helper['hashes']).entries()) {
    for (const algorithm of repeated(listOf(hashes['file_hashes']).map((one) => textOf(one['algorithm'])))) {
      tell('6.1.25', `${path}.product_identification_helper.hashes[${index}]`, `${algorithm} is used more than once`)
    }
  }
}

/** Source: package URL specification, “Rules for each purl component”. */
function isPurl(text: string): boolean {
  const [, path = ''] = /^pkg:\/*[A-Za-z.+-][A-Za-z0-9.+-]*\/+([^?#]*)/.exec(text) ?? []
  const name = path
    .replace(/@[^@/]*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1)
  return name !== undefined && name !== ''
}

const rangeWords = /[<>]|(?:^|\s)(?:after|all|before|earlier|later|prior|versions)(?:\s|$)/i

function checkVersions({ tree }: Advisory, tell: Tell): void {
  for (const { branch, path } of eachBranch(tree)) {
    const name = textOf(branch['name'])
    if (branch['category'] === 'product_version' && rangeWords.test(name)) {
      tell('6.1.31', path, `“${name}” is a range of versions, not one`)
    }
  }
}
