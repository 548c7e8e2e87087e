import { observableId } from '../stix/observable-id.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { uuidFromName } from '../stix/uuid.ts'
import { type Advisory, type Product, textOf } from './advisory.ts'
import type { Context } from './context.ts'

/** Products as software, and which object each product became. */
export type ProductObjects = {
  readonly objects: readonly StixObject[]
  /** By the product's id in the advisory. */
  readonly idByProduct: ReadonlyMap<string, string>
}

/** The products of an advisory. Equal software is one object. */
export function productObjects(advisory: Advisory, context: Context): ProductObjects {
  const byId = new Map<string, StixObject>()
  const idByProduct = new Map<string, string>()
  for (const product of advisory.products) {
    const software = softwareOf(product, context)
    byId.set(software.id, software)
    idByProduct.set(product.id, software.id)
  }
  return { objects: [...byId.values()], idByProduct }
}

function softwareOf(product: Product, context: Context): StixObject {
  const vendor = product.branches.get('vendor')
  const version = product.branches.get('product_version')
  const cpe = textOf(product.helper['cpe'])
  const members = {
    type: 'software',
    name: product.name === '' ? product.id : product.name,
    ...(cpe.startsWith('cpe:2.3:') ? { cpe } : {}),
    ...(vendor === undefined || vendor === '' ? {} : { vendor }),
    ...(version === undefined || version === '' ? {} : { version }),
  }
  const id = observableId(members) ?? `software--${uuidFromName(JSON.stringify(members), 5)}`
  return { ...members, spec_version: '2.1', id, ...context.marked }
}
