import { randomUUID } from 'node:crypto'
import type { StixObject } from '@yagura/cyber'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { NodeContext } from '../../context.ts'

/** Under which name a node writes objects of STIX. */
export type NodeAuthor = { readonly name: string }

/** The identity under which this node writes objects, kept with its other documents. */
const KeptIdentity = Type.Object({ id: Type.String(), created: Type.String() })
const COLLECTION = 'cyber-identity'
const OWN = 'own'

/** The node's own identity as an object of STIX; the same one as long as the data folder lives. */
export function ownIdentity({ name }: NodeAuthor, { id, created }: Static<typeof KeptIdentity>): StixObject {
  const common = { type: 'identity', spec_version: '2.1', id, created, modified: created }
  return { ...common, name, identity_class: 'organization' }
}

/** Reads the identity that was made before, or makes it and keeps it. */
export async function keepIdentity({ store, clock }: NodeContext): Promise<Static<typeof KeptIdentity>> {
  const [found] = store.list(COLLECTION)
  if (found !== undefined && Check(KeptIdentity, found.body)) return found.body
  const made = { id: `identity--${randomUUID()}`, created: new Date(clock.nowMs()).toISOString() }
  await store.commit({ put: [{ collection: COLLECTION, id: OWN, body: made }] })
  return made
}
