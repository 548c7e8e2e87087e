import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningNode } from '@yagura/testkit'
import { ask, askWithBytes, whenTrue } from './node-requests.ts'

/** What a busy node shows of the cyber watch. */
export type BusyCyber = {
  /** A group with what lies around it. */
  readonly groupId: string
  /** A row of the queue. */
  readonly detectionId: string
}

const uuid = (no: number): string => `00000000-0000-4000-8000-${String(no).padStart(12, '0')}`
const times = { spec_version: '2.1', created: '2024-01-01T00:00:00.000Z', modified: '2024-01-01T00:00:00.000Z' }
const attackId = (id: string) => ({ external_references: [{ source_name: 'mitre-attack', external_id: id }] })
const groupId = `intrusion-set--${uuid(1)}`
const malwareId = `malware--${uuid(2)}`

/** A small matrix of made-up techniques, as ATT&CK writes its own. */
function matrix(): readonly object[] {
  const tactics = ['Initial Access', 'Execution', 'Impact'].map((name, index) => ({
    ...{ type: 'x-mitre-tactic', id: `x-mitre-tactic--${uuid(10 + index)}`, ...times, name },
    ...{ x_mitre_shortname: name.toLowerCase().replace(' ', '-'), ...attackId(`TA900${index}`) },
  }))
  const techniques = Array.from({ length: 9 }, (_, index) => ({
    ...{ type: 'attack-pattern', id: `attack-pattern--${uuid(20 + index)}`, ...times },
    ...{ name: `Made-up technique ${index + 1}`, ...attackId(`T900${index}`) },
    kill_chain_phases: [
      { kill_chain_name: 'mitre-attack', phase_name: tactics[index % 3]?.x_mitre_shortname ?? 'impact' },
    ],
  }))
  return [
    ...[...tactics, ...techniques],
    {
      ...{ type: 'x-mitre-matrix', id: `x-mitre-matrix--${uuid(5)}`, ...times, name: 'Made-up matrix' },
      ...{ tactic_refs: tactics.map(({ id }) => id), ...attackId('enterprise-attack') },
    },
  ]
}

function relationship(no: number, source: string, kind: string, target: string): object {
  const ends = { relationship_type: kind, source_ref: source, target_ref: target }
  return { type: 'relationship', id: `relationship--${uuid(no)}`, ...times, ...ends }
}

/** A made-up group with its malware, techniques and indicators. */
function bundle(): object {
  const indicators = Array.from({ length: 6 }, (_, index) => ({
    ...{ type: 'indicator', id: `indicator--${uuid(40 + index)}`, ...times, name: `Made-up server ${index + 1}` },
    ...{ pattern: `[domain-name:value = 'c${index}.made-up.example']`, pattern_type: 'stix' },
    ...{ valid_from: times.created, confidence: 80, labels: ['made-up'] },
  }))
  const uses = Array.from({ length: 5 }, (_, index) =>
    relationship(60 + index, index < 3 ? groupId : malwareId, 'uses', `attack-pattern--${uuid(20 + index)}`),
  )
  const objects = [
    { type: 'intrusion-set', id: groupId, ...times, name: 'Made-up group', description: 'Nobody is meant by it.' },
    { type: 'malware', id: malwareId, ...times, name: 'Made-up wiper', is_family: true },
    relationship(59, groupId, 'uses', malwareId),
    ...[...matrix(), ...indicators, ...uses],
    ...indicators.map(({ id }, index) => relationship(80 + index, id, 'indicates', malwareId)),
  ]
  return { type: 'bundle', id: `bundle--${uuid(99)}`, objects }
}

/** A resolver's log of the last hours in which a few hosts ask for servers of the group. */
function resolverLog(nowMs: number): string {
  const lines = Array.from({ length: 240 }, (_, index) => {
    const query = index % 8 === 0 ? `c${(index / 8) % 6}.made-up.example` : `host${index}.example.net`
    const ends = { 'id.orig_h': `192.0.2.${10 + (index % 4)}`, 'id.resp_h': '198.51.100.53', 'id.resp_p': 53 }
    return JSON.stringify({ ts: nowMs / 1000 - (240 - index) * 300, uid: `C${index}`, ...ends, proto: 'udp', query })
  })
  return `${lines.join('\n')}\n`
}

/** Imports a made-up bundle into a node and has it find servers of it in a log. @param folder - Below it logs may be followed. */
export async function fillCyber(node: RunningNode, folder: string): Promise<BusyCyber> {
  const bytes = new TextEncoder().encode(JSON.stringify(bundle()))
  await askWithBytes(node, 'POST', '/api/v1/cyber/imports?name=made-up.json&tlp=AMBER', bytes)
  await whenTrue(async () => {
    const { total } = (await ask(node, 'GET', '/api/v1/cyber/objects?type=indicator')) as { total: number }
    return total === 6
  })
  const harmless = { name: 'Servers of our own exercise', type: 'hostname', list: ['c5.made-up.example'] }
  const list = new TextEncoder().encode(JSON.stringify(harmless))
  await askWithBytes(node, 'POST', '/api/v1/cyber/warning-lists', list)
  const location = join(folder, 'dns.log')
  writeFileSync(location, resolverLog(Date.now()))
  const input = { name: 'Resolver', kind: 'file', format: 'zeek', location, fromStart: true }
  await ask(node, 'POST', '/api/v1/cyber/inputs', input)
  let detectionId: string | undefined
  await whenTrue(async () => {
    const { items } = (await ask(node, 'GET', '/api/v1/cyber/detections')) as { items: readonly { id: string }[] }
    detectionId = items[0]?.id
    return detectionId !== undefined
  })
  return { groupId, detectionId: detectionId ?? '' }
}
