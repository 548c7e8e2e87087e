import { readRecord, utf8Bytes } from '@yagura/record'
import { type SharedCloseApproach, spaceRecordSchemas } from '@yagura/space'
import { Check } from 'typebox/value'
import type { SharedRecord } from '../api/contract/partners.ts'
import type { AllianceNode } from './alliance-nodes.ts'

/** A close approach that a node holds of another. */
export type SeenApproach = Pick<SharedRecord, 'origin' | 'position'> & {
  readonly by: string
  readonly said: SharedCloseApproach
}

/** Close approaches that a node holds in the logs of another, newest first within each log. */
export async function approachesFrom(node: AllianceNode, author: AllianceNode): Promise<readonly SeenApproach[]> {
  const { items } = await node.client.ask('listPartnerRecords', { query: { node: author.node, limit: 100 } })
  return items.flatMap(({ origin, position, state, line }) => {
    const read = readRecord(utf8Bytes(line ?? ''), spaceRecordSchemas)
    if (state !== 'believed' || !read.ok) return []
    const { by, data } = read.record.body
    return Check(spaceRecordSchemas['space.closeApproach'], data) ? [{ origin, position, by, said: data }] : []
  })
}

/** What it says, for a person: numbers with their units, and what is not said. */
export function describeApproach({ origin, position, by, said }: SeenApproach): readonly string[] {
  const { primary, secondary, tcaUtc, missKm, relativeSpeedKmPerS, maxPc } = said
  const figures = [
    missKm === undefined ? 'miss not said' : `miss ${missKm.toFixed(3)} km`,
    relativeSpeedKmPerS === undefined ? 'speed not said' : `${relativeSpeedKmPerS.toFixed(2)} km/s`,
    maxPc === undefined ? 'probability not said' : `Pc ≤ ${maxPc.toExponential(1)}`,
  ]
  const names = [primary, secondary].map(({ id, name }) => `${name ?? 'name not said'} (${id})`)
  return [`${names.join(' – ')}`, `TCA ${tcaUtc} · ${figures.join(' · ')}`, `${origin} entry ${position}, by ${by}`]
}
