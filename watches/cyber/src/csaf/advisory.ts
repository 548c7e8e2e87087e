import { isMembers, type Members } from '../members.ts'

/** What is wrong with an advisory, by the number of the test of CSAF 2.0 that tells it. */
export type CsafIssue = {
  /** Such as `6.1.9`; `schema` for what every advisory has. */
  readonly test: string
  readonly path: string
  readonly message: string
}

/** Takes what is wrong. */
export type Tell = (test: string, path: string, message: string) => void

/** An advisory with its products found. Source: CSAF 2.0 §3. */
export type Advisory = {
  readonly document: Members
  readonly tree: Members
  readonly vulnerabilities: readonly Members[]
  /** Every full product name, in order: those given, those in branches, those made of relationships. */
  readonly products: readonly Product[]
  /** Products of each group. */
  readonly groups: ReadonlyMap<string, readonly string[]>
}

/** A product as it is defined. */
export type Product = {
  readonly id: string
  readonly name: string
  readonly helper: Members
  readonly path: string
  /** Names of the branches above it, by category. */
  readonly branches: ReadonlyMap<string, string>
}

/** @returns The value where it is an object, else an empty one. */
export function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {}
}

/** @returns The objects of a list; none where it is none. */
export function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : []
}

/** @returns The texts of a list; none where it is none. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** @returns The text, or an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** @returns Undefined for what is no advisory of CSAF 2.0. */
export function readAdvisory(json: unknown): Advisory | undefined {
  if (!isMembers(json) || !isMembers(json['document']) || json['document']['csaf_version'] !== '2.0') return undefined
  const tree = membersOf(json['product_tree'])
  const groups = listOf(tree['product_groups']).map(
    (one) => [textOf(one['group_id']), textsOf(one['product_ids'])] as const,
  )
  return {
    document: json['document'],
    tree,
    vulnerabilities: listOf(json['vulnerabilities']),
    products: productsOf(tree),
    groups: new Map(groups),
  }
}

function productsOf(tree: Members): readonly Product[] {
  const given = listOf(tree['full_product_names']).map((one, index) =>
    productOf(one, `product_tree.full_product_names[${index}]`, new Map()),
  )
  const related = listOf(tree['relationships']).map((one, index) =>
    productOf(membersOf(one['full_product_name']), `product_tree.relationships[${index}].full_product_name`, new Map()),
  )
  return [...given, ...branchProducts(tree, 'product_tree', new Map(), 0), ...related]
}

/** Branches in branches: CSAF 2.0 allows 30. */
const mostBranches = 30

function branchProducts(
  holder: Members,
  path: string,
  above: ReadonlyMap<string, string>,
  depth: number,
): readonly Product[] {
  if (depth > mostBranches) return []
  return listOf(holder['branches']).flatMap((branch, index) => {
    const here = `${path}.branches[${index}]`
    const branches = new Map([...above, [textOf(branch['category']), textOf(branch['name'])]])
    const own = isMembers(branch['product']) ? [productOf(branch['product'], `${here}.product`, branches)] : []
    return [...own, ...branchProducts(branch, here, branches, depth + 1)]
  })
}

function productOf(json: Members, path: string, branches: ReadonlyMap<string, string>): Product {
  const helper = membersOf(json['product_identification_helper'])
  return { id: textOf(json['product_id']), name: textOf(json['name']), helper, path, branches }
}

/** Products that something names itself or by groups. */
export function productsNamed(advisory: Advisory, json: Members): readonly string[] {
  const byGroup = textsOf(json['group_ids']).flatMap((group) => advisory.groups.get(group) ?? [])
  return [...textsOf(json['product_ids']), ...byGroup]
}

/** @returns Texts that are there more than once, each once. */
export function repeated(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))]
}
