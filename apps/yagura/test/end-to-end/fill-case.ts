import { createHash } from 'node:crypto'
import type { RunningNode } from '@yagura/testkit'
import type { CasePartView, CaseView } from '../../src/api/contract/cases.ts'
import { ask } from './node-requests.ts'

const hourMs = 3_600_000

/** A case in the middle of its work: an outage beside an attack, with evidence whose chain is whole and one that is not. */
export async function fillCase(node: RunningNode, nowMs: number): Promise<{ readonly id: string }> {
  const at = (hours: number): string => new Date(nowMs + hours * hourMs).toISOString()
  const { id } = (await ask(node, 'POST', '/api/v1/cases', {
    title: 'Outage of the relay satellite service',
    text: 'Ground stations lost the modems of one provider within minutes.',
  })) as CaseView
  const add = async (what: unknown, corrects?: string): Promise<string> => {
    const body = { what, ...(corrects === undefined ? {} : { corrects: [corrects] }) }
    return ((await ask(node, 'POST', `/api/v1/cases/${id}/parts`, body)) as CasePartView).key
  }
  await add({ kind: 'owned', owner: 'M. Sato' })
  await add({ kind: 'entry', atUtc: at(-9), text: 'The provider reports that modems do not come back.' })
  const wiper = { kind: 'event', title: 'A wiper ran on the modems', fromUtc: at(-9.5), untilUtc: at(-9) }
  const labels = [
    { scheme: 'mitre-attack', id: 'T1133', name: 'External Remote Services' },
    { scheme: 'mitre-attack', id: 'T1561', name: 'Disk Wipe' },
  ]
  const first = await add({ ...wiper, labels: labels.slice(1) })
  await add({ ...wiper, labels, text: 'It came by the management network, through a VPN appliance.' }, first)
  await add({ kind: 'impact', on: 'Modems of the provider', count: { number: 30_000, of: 'modems' }, fromUtc: at(-9) })
  await add({ kind: 'impact', on: 'Wind turbines without remote control', count: { number: 5800, of: 'turbines' } })
  await add({
    ...{ kind: 'link', rel: 'sameCauseAs', text: 'Within the same ten minutes.' },
    from: { type: 'alert', id: '01J0000000000000000000SAT1', title: 'No telemetry of the relay satellite' },
    to: { type: 'indicator', id: 'indicator--1', title: 'Wiper in the management network' },
  })
  await add({ kind: 'note', text: 'The operator asks that its name is not given to others.' })
  await add({ kind: 'task', title: 'Ask the maker of the modems', assignee: 'K. Abe', dueUtc: at(-1), state: 'open' })
  await add({ kind: 'task', title: 'Image one modem', assignee: 'M. Sato', dueUtc: at(5), state: 'open' })
  const asked = await add({ kind: 'task', title: 'Tell the duty officer of the ministry', state: 'open' })
  const told = { kind: 'task', title: 'Tell the duty officer of the ministry', state: 'done', outcome: 'Told at once.' }
  await add(told, asked)
  const evidence = await addEvidence(add, at)
  await addHypotheses(add, evidence)
  return { id }
}

type Add = (what: unknown) => Promise<string>

async function addEvidence(add: Add, at: (hours: number) => string): Promise<readonly string[]> {
  const sha256 = createHash('sha256').update('image').digest('hex')
  const file = { sha256, sizeBytes: 4_194_304, mediaType: 'application/octet-stream', name: 'modem-0412.img' }
  const held = { holder: 'M. Sato', collectedUtc: at(-8) }
  const image = await add({ kind: 'evidence', title: 'Image of a modem', source: { name: 'Operator' }, file, ...held })
  await add({ kind: 'custody', evidence: image, from: 'M. Sato', to: 'K. Abe', atUtc: at(-6), sha256 })
  const differs = createHash('sha256').update('other').digest('hex')
  await add({ kind: 'custody', evidence: image, from: 'J. Ito', to: 'Laboratory', atUtc: at(-2), sha256: differs })
  const log = await add({ kind: 'evidence', title: 'Log of the VPN appliance', source: { name: 'Operator' }, ...held })
  const report = await add({ kind: 'evidence', title: 'Report of a newspaper', source: { name: 'A newspaper' } })
  return [image, log, report]
}

async function addHypotheses(add: Add, evidence: readonly string[]): Promise<void> {
  const state = await add({ kind: 'hypothesis', title: 'A state, as part of a campaign' })
  const crime = await add({ kind: 'hypothesis', title: 'Criminals, for ransom' })
  const fault = await add({ kind: 'hypothesis', title: 'A fault of an update' })
  const matrix = [
    ['CC', 'I', 'II'],
    ['C', 'C', 'II'],
    ['C', 'N', 'C'],
  ] as const
  for (const [row, ratings] of matrix.entries())
    for (const [column, hypothesis] of [state, crime, fault].entries())
      await add({ kind: 'rating', evidence: evidence[row], hypothesis, rating: ratings[column] })
  await add({ kind: 'weighing', evidence: evidence[0], credibility: 'high', relevance: 'high' })
  await add({ kind: 'judgement', hypothesis: state, likelihood: 'likely', confidence: 'moderate' })
}
