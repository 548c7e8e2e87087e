import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { NotTaxiiError } from './feed-errors.ts'
import type { TaxiiExchange } from './taxii-exchange.ts'

/** A collection of another server. */
export type FoundCollection = {
  /** Ends in a slash. */
  readonly url: URL
  readonly id: string
  readonly title: string
  readonly canRead: boolean
  readonly canWrite: boolean
}

const Discovery = Type.Object({
  api_roots: Type.Optional(Type.Array(Type.String())),
  default: Type.Optional(Type.String()),
})
const Collection = Type.Object({
  id: Type.String(),
  title: Type.String(),
  alias: Type.Optional(Type.String()),
  can_read: Type.Boolean(),
  can_write: Type.Boolean(),
})
const Collections = Type.Object({ collections: Type.Optional(Type.Array(Collection)) })

/**
 * The collections that a person means: those of an API root, of the default one where the address is a discovery, or the one at the address.
 * An API root of another origin must be named itself: a discovery must not be able to send a password elsewhere.
 *
 * @param named - Id or alias of one of them.
 * @throws NotTaxiiError where the address is of none, none has the name, or its API root is of another origin.
 */
export async function findCollections(
  exchange: TaxiiExchange,
  address: URL,
  named: string | undefined,
): Promise<readonly FoundCollection[]> {
  const resource = await exchange.get(address)
  if (Check(Collection, resource)) return [found(resource, slashed(address))]
  const root = rootOf(resource, address)
  const listUrl = new URL('collections/', root)
  const list = await exchange.get(listUrl)
  if (!Check(Collections, list)) throw new NotTaxiiError(root.hostname, 'its list of collections cannot be read')
  const chosen = (list.collections ?? []).filter(
    ({ id, alias }) => named === undefined || named === id || named === alias,
  )
  if (named !== undefined && chosen.length === 0)
    throw new NotTaxiiError(root.hostname, `it has no collection ${named}`)
  return chosen.map((each) => found(each, new URL(`${encodeURIComponent(each.id)}/`, listUrl)))
}

function rootOf(resource: unknown, address: URL): URL {
  if (Check(Discovery, resource) && (resource.default ?? resource.api_roots?.[0]) !== undefined) {
    const root = slashed(new URL(resource.default ?? resource.api_roots?.[0] ?? '', address))
    if (root.origin === address.origin) return root
    throw new NotTaxiiError(address.hostname, `its API root is ${root.href}, where what signs in here is not sent`)
  }
  const isRoot = typeof resource === 'object' && resource !== null && 'max_content_length' in resource
  if (!isRoot) throw new NotTaxiiError(address.hostname)
  return slashed(address)
}

function found(
  { id, title, can_read, can_write }: { id: string; title: string; can_read: boolean; can_write: boolean },
  url: URL,
) {
  return { url, id, title, canRead: can_read, canWrite: can_write }
}

function slashed(url: URL): URL {
  return url.pathname.endsWith('/') ? url : new URL(`${url.pathname}/`, url)
}
